// The smallest pieces of JSON text, appended to a string.
#pragma once

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

namespace firstline::wire::json {

// In quotes, with the escapes RFC 8259 §7 asks for and no others. The text must be UTF-8.
void append_string(std::string& out, std::string_view text);

// The shortest text that reads back as the same number; null for what JSON cannot say.
void append_number(std::string& out, double number);

template <std::integral T>
void append_integer(std::string& out, T number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, end.ptr);
}

// Items were appended from `begin` on with a comma before each one: turns the first comma into the
// opening bracket and appends the closing one.
inline void close_list(std::string& out, std::size_t begin, char opening, char closing) {
  if (out.size() == begin) {
    out += opening;
  } else {
    out[begin] = opening;
  }
  out += closing;
}

}  // namespace firstline::wire::json
