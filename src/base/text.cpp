#include "base/text.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace firstline {
namespace {

bool continues(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// Length in bytes of the well-formed sequence at the head of `text`, 0 if there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char head = byte(0);
  if (head < 0x80) return 1;
  const std::size_t length = head >= 0xF0 ? 4 : head >= 0xE0 ? 3 : 2;
  if (head < 0xC2 || head > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues(byte(i))) return 0;
  }
  // RFC 3629 §4: the second byte excludes overlong forms, surrogates and > U+10FFFF.
  const unsigned char second = byte(1);
  if (head == 0xE0 && second < 0xA0) return 0;
  if (head == 0xED && second > 0x9F) return 0;
  if (head == 0xF0 && second < 0x90) return 0;
  if (head == 0xF4 && second > 0x8F) return 0;
  return length;
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return !continues(static_cast<unsigned char>(c)); }));
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view ideographic = "\u3000";
  const auto is_space = [](char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
  };
  for (;;) {
    if (!text.empty() && is_space(text.front())) {
      text.remove_prefix(1);
    } else if (text.starts_with(ideographic)) {
      text.remove_prefix(ideographic.size());
    } else if (!text.empty() && is_space(text.back())) {
      text.remove_suffix(1);
    } else if (text.ends_with(ideographic)) {
      text.remove_suffix(ideographic.size());
    } else {
      return text;
    }
  }
}

std::string_view first_characters(std::string_view text, std::size_t most) {
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!continues(static_cast<unsigned char>(text[i])) && seen++ == most) return text.substr(0, i);
  }
  return text;
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool is_key(std::string_view text) {
  constexpr std::size_t longest = 32;
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !text.empty() && text.size() <= longest && plain(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return plain(c) || c == '-' || c == '_'; });
}

}  // namespace firstline
