#include "adapters/local/log_sink.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unistd.h>

#include "adapters/local/limits.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "wire/json/primitives.hpp"

namespace firstline::local {
namespace {

std::string_view name_of(log::Level level) {
  switch (level) {
    case log::Level::debug:
      return "debug";
    case log::Level::info:
      return "info";
    case log::Level::warning:
      return "warning";
    case log::Level::error:
      return "error";
  }
  FL_CHECK(false && "unknown level");
  return {};
}

spdlog::level::level_enum spdlog_level(log::Level level) {
  switch (level) {
    case log::Level::debug:
      return spdlog::level::debug;
    case log::Level::info:
      return spdlog::level::info;
    case log::Level::warning:
      return spdlog::level::warn;
    case log::Level::error:
      return spdlog::level::err;
  }
  FL_CHECK(false && "unknown level");
  return {};
}

// Text that fits: cut at the limit between characters, and UTF-8 whatever came.
std::string readable(std::string_view text) {
  constexpr std::size_t most = limits::log_line_bytes / 8;  // an escape takes six bytes
  const bool is_long = text.size() > most;
  if (is_long) {
    text = text.substr(0, most);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) {
      text.remove_suffix(1);
    }
    if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.remove_suffix(1);
  }
  std::string clean(text);
  if (!is_utf8(clean)) {
    for (char& c : clean) {
      if (static_cast<unsigned char>(c) >= 0x80) c = '?';
    }
  }
  if (is_long) clean += "…";
  return clean;
}

// For people: control characters would move the cursor or fake a line.
std::string printable(std::string_view text) {
  std::string clean;
  for (char c : readable(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      clean += fmt::format("\\x{:02x}", byte);
    } else {
      clean += c;
    }
  }
  return clean;
}

bool needs_quotes(std::string_view text) {
  return text.empty() || text.find_first_of(" =\"") != std::string_view::npos;
}

}  // namespace

std::string json_line(Time at, log::Level level, std::string_view message,
                      std::initializer_list<log::Field> fields) {
  std::string line = "{\"at\":\"";
  line += to_rfc3339(at);
  line += "\",\"level\":\"";
  line += name_of(level);
  line += "\",\"message\":";
  wire::json::append_string(line, readable(message));
  for (const log::Field& field : fields) {
    std::string member = ",";
    wire::json::append_string(member, readable(field.name));
    member += ':';
    wire::json::append_string(member, readable(field.value));
    if (line.size() + member.size() + 1 > limits::log_line_bytes) break;
    line += member;
  }
  line += '}';
  return line;
}

std::string text_line(Time at, log::Level level, std::string_view message,
                      std::initializer_list<log::Field> fields) {
  std::string line = fmt::format("{} {:<7} {}", to_clock(at), name_of(level), printable(message));
  for (const log::Field& field : fields) {
    const std::string value = printable(field.value);
    const std::string member = needs_quotes(value) ? fmt::format("  {}=\"{}\"", field.name, value)
                                                   : fmt::format("  {}={}", field.name, value);
    if (line.size() + member.size() > limits::log_line_bytes) break;
    line += member;
  }
  return line;
}

LogSink::LogSink(const ports::Clock& clock, Options options)
    : clock_(clock),
      options_(options),
      is_text_(options.format == LogFormat::text ||
               (options.format == LogFormat::automatic && isatty(STDERR_FILENO) == 1)),
      logger_(std::make_unique<spdlog::logger>("firstline",
                                               std::make_shared<spdlog::sinks::stderr_sink_mt>())) {
  logger_->set_pattern("%v");
  logger_->set_level(spdlog_level(options.level));
  logger_->flush_on(spdlog::level::trace);
}

LogSink::~LogSink() = default;

void LogSink::write(log::Level level, std::string_view message,
                    std::initializer_list<log::Field> fields) {
  if (level < options_.level) return;
  const Time now = clock_.now();
  const std::string line =
      is_text_ ? text_line(now, level, message, fields) : json_line(now, level, message, fields);
  logger_->log(now, spdlog::source_loc{}, spdlog_level(level), spdlog::string_view_t(line));
}

}  // namespace firstline::local
