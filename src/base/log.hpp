// The log: one line per event of the process, at the boundary where it is handled, once.
// Never message bodies, tokens or full phone numbers. The sink is set once in wiring; before that
// lines are dropped. Safe from every thread.
#pragma once

#include <fmt/format.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace firstline::log {

enum class Level {
  debug,
  info,
  warning,  // somebody should look some day
  error,    // somebody must act
};

struct Field {
  std::string_view name;
  std::string value;

  template <class T>
  Field(std::string_view field_name, const T& field_value)
      : name(field_name), value(fmt::format("{}", field_value)) {}
};

// Implemented by adapters/local (JSON lines on stderr, text on a terminal).
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void write(Level level, std::string_view message,
                     std::initializer_list<Field> fields) = 0;
};

void use(Sink* sink);  // nullptr: drop everything; the sink outlives every writer
void write(Level level, std::string_view message, std::initializer_list<Field> fields = {});

inline void info(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::info, message, fields);
}
inline void warning(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::warning, message, fields);
}
inline void error(std::string_view message, std::initializer_list<Field> fields = {}) {
  write(Level::error, message, fields);
}

}  // namespace firstline::log
