// Tables as CSV (RFC 4180), for spreadsheets. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstline::web {

class Csv {
 public:
  // Begins with a byte order mark, without which Excel takes UTF-8 for something else.
  explicit Csv(const std::vector<std::string>& columns);

  Csv& text(std::string_view value);
  Csv& number(double value);
  Csv& empty();
  void end_row();

  std::string take() { return std::move(out_); }

 private:
  void separate();

  std::string out_;
  bool is_row_begun_ = false;
};

// A cell that a spreadsheet does not run: what begins like a formula gets an apostrophe in front;
// quotes where a comma, a quote or a line break stands.
std::string csv_cell(std::string_view value);

}  // namespace firstline::web
