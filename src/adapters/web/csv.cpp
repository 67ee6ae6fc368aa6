#include "adapters/web/csv.hpp"

#include <fmt/format.h>

namespace firstline::web {

std::string csv_cell(std::string_view value) {
  std::string cell;
  // Also behind white space, which spreadsheets pass over.
  const auto first = value.find_first_not_of(" \t\r\n");
  const bool is_formula = first != std::string_view::npos &&
                          std::string_view("=+-@|%").find(value[first]) != std::string_view::npos;
  const bool begins_oddly = !value.empty() && (value[0] == '\t' || value[0] == '\r');
  if (is_formula || begins_oddly) cell += '\'';
  cell += value;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

Csv::Csv(const std::vector<std::string>& columns) : out_("\xEF\xBB\xBF") {
  for (const std::string& column : columns) text(column);
  end_row();
}

void Csv::separate() {
  if (is_row_begun_) out_ += ',';
  is_row_begun_ = true;
}

Csv& Csv::text(std::string_view value) {
  separate();
  out_ += csv_cell(value);
  return *this;
}

Csv& Csv::number(double value) {
  separate();
  out_ += fmt::format("{}", value);
  return *this;
}

Csv& Csv::empty() {
  separate();
  return *this;
}

void Csv::end_row() {
  out_ += "\r\n";
  is_row_begun_ = false;
}

}  // namespace firstline::web
