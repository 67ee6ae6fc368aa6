#include "server/commands/report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "wire/json/primitives.hpp"

namespace firstline::server {
namespace {

void append_text(std::string& out, std::string_view text) {
  if (is_utf8(text)) {
    wire::json::append_string(out, text);
    return;
  }
  std::string clean(text);  // a file name may be any bytes
  std::replace_if(
      clean.begin(), clean.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; },
      '?');
  wire::json::append_string(out, clean);
}

void append_value(std::string& out, const std::variant<std::string, std::int64_t, bool>& value) {
  std::visit(overloaded{[&](const std::string& text) { append_text(out, text); },
                        [&](std::int64_t number) { wire::json::append_integer(out, number); },
                        [&](bool boolean) { out += boolean ? "true" : "false"; }},
             value);
}

std::string json_line(std::string_view event, std::initializer_list<Report::Field> fields) {
  std::string line = "{\"event\":";
  append_text(line, event);
  for (const Report::Field& field : fields) {
    line += ',';
    append_text(line, field.name);
    line += ':';
    append_value(line, field.value);
  }
  return line + '}';
}

}  // namespace

void Report::line(std::string text) {
  if (is_on_progress_line_) options_.write("\n");
  is_on_progress_line_ = false;
  text += '\n';
  options_.write(text);
}

void Report::say(std::string_view event, std::string_view text,
                 std::initializer_list<Field> fields) {
  line(options_.is_terminal ? std::string(text) : json_line(event, fields));
}

void Report::progress(std::string_view event, std::uint64_t done, std::uint64_t total) {
  const std::uint64_t percent = total == 0 ? 100 : std::min(done, total) * 100 / total;
  if (percent == last_percent_ && event == last_progress_) return;
  last_percent_ = percent;
  last_progress_ = event;
  if (options_.is_terminal) {
    options_.write(fmt::format("\r{:3} %  {}", percent, event));
    is_on_progress_line_ = true;
  } else {
    line(json_line(event, {{"done", static_cast<std::int64_t>(done)},
                           {"total", static_cast<std::int64_t>(total)}}));
  }
}

void Report::fail(const Error& error) {
  say("error", fmt::format("firstline: {} ({})", error.message, error.code),
      {{"kind", std::string(to_text(error.kind))},
       {"code", error.code},
       {"message", error.message}});
}

Report standard_report() {
  return Report({.is_terminal = isatty(STDOUT_FILENO) == 1, .write = [](std::string_view text) {
                   std::fwrite(text.data(), 1, text.size(), stdout);
                   std::fflush(stdout);
                 }});
}

}  // namespace firstline::server
