// Where log lines go: stderr, as JSON lines for programs or as text for people.
#pragma once

#include <memory>
#include <string>

#include "base/log.hpp"
#include "ports/clock.hpp"

namespace spdlog {
class logger;
}

namespace firstline::local {

enum class LogFormat { automatic, json, text };  // automatic: text on a terminal, else JSON

class LogSink final : public log::Sink {
 public:
  struct Options {
    log::Level level = log::Level::info;  // what is below is dropped
    LogFormat format = LogFormat::automatic;
  };

  LogSink(const ports::Clock& clock, Options options);
  ~LogSink() override;

  // Any thread. A line is written at once, so that the last words of a process are not lost.
  void write(log::Level level, std::string_view message,
             std::initializer_list<log::Field> fields) override;

 private:
  const ports::Clock& clock_;
  const Options options_;
  const bool is_text_;
  const std::unique_ptr<spdlog::logger> logger_;
};

// One line, without its end. Never longer than limits::log_line_bytes; what is no UTF-8, or would
// break the line, is written as an escape.
std::string json_line(Time at, log::Level level, std::string_view message,
                      std::initializer_list<log::Field> fields);
std::string text_line(Time at, log::Level level, std::string_view message,
                      std::initializer_list<log::Field> fields);

}  // namespace firstline::local
