// Numbers in text, whole or nothing: "12" is 12; "12x", "" and what does not fit are nothing.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace firstline {

template <class T>
std::optional<T> number_from_text(std::string_view text) {
  T value{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

// The number a text begins with: "17 messages" is 17.
template <class T>
std::optional<T> leading_number(std::string_view text) {
  T value{};
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc()) return {};
  return value;
}

}  // namespace firstline
