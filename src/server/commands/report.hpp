// What a command tells: lines for people on a terminal, JSON lines for programs otherwise.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.hpp"

namespace firstline::server {

class Report {
 public:
  struct Field {
    std::string_view name;
    std::variant<std::string, std::int64_t, bool> value;
  };

  struct Options {
    bool is_terminal = false;
    std::function<void(std::string_view)> write;  // to where it is read
  };

  explicit Report(Options options) : options_(std::move(options)) {}

  // {"event":…,fields…} or the text.
  void say(std::string_view event, std::string_view text, std::initializer_list<Field> fields = {});

  // A line that is written over by the next one; JSON once per percent.
  void progress(std::string_view event, std::uint64_t done, std::uint64_t total);

  // What went wrong; always the last line.
  void fail(const Error& error);

  bool is_terminal() const { return options_.is_terminal; }

 private:
  void line(std::string text);

  Options options_;
  bool is_on_progress_line_ = false;
  std::uint64_t last_percent_ = 101;
  std::string last_progress_;
};

// To stdout of this process.
Report standard_report();

}  // namespace firstline::server
