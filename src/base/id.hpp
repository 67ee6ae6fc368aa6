// Strong identifiers: no bare integer or string crosses a function boundary.
//
// Id<Tag>   a number given out by the engine, one counter per workspace ("conversation 12").
// Key<Tag>  a short name chosen by a person, unique in its workspace ("general", "ann").
// On the wire an Id is its number behind the prefix of its tag ("c-12"); a Key is its text.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace firstline {

template <class Tag>
struct Id {
  using tag = Tag;

  std::uint64_t value = 0;  // 0 names nothing

  explicit operator bool() const { return value != 0; }
  friend auto operator<=>(const Id&, const Id&) = default;
};

template <class Tag>
struct Key {
  using tag = Tag;

  std::string text;  // empty names nothing

  Key() = default;
  explicit Key(std::string_view name) : text(name) {}

  explicit operator bool() const { return !text.empty(); }
  friend auto operator<=>(const Key&, const Key&) = default;
};

// "c-12": the prefix of the tag, a dash, the number.
template <class Tag>
std::string to_text(Id<Tag> id) {
  return std::string(Tag::prefix) + "-" + std::to_string(id.value);
}

template <class Tag>
const std::string& to_text(const Key<Tag>& key) {
  return key.text;
}

// The id in "c-12"; nothing (value 0) when the text is anything else.
template <class IdType>
IdType id_from_text(std::string_view text) {
  constexpr std::string_view prefix = IdType::tag::prefix;
  constexpr std::size_t longest_number = 18;  // keeps the value inside 63 bits, as SQL stores it
  if (text.size() < prefix.size() + 2 || !text.starts_with(prefix) || text[prefix.size()] != '-') {
    return {};
  }
  text.remove_prefix(prefix.size() + 1);
  if (text.size() > longest_number || text.front() == '0') return {};
  IdType id;
  for (char digit : text) {
    if (digit < '0' || digit > '9') return {};
    id.value = id.value * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return id;
}

}  // namespace firstline

template <class Tag>
struct std::hash<firstline::Id<Tag>> {
  std::size_t operator()(firstline::Id<Tag> id) const noexcept {
    // Ids are consecutive; multiplying spreads them over the buckets of a power-of-two table.
    return static_cast<std::size_t>(id.value * 0x9E3779B97F4A7C15ULL);
  }
};

template <class Tag>
struct std::hash<firstline::Key<Tag>> {
  std::size_t operator()(const firstline::Key<Tag>& key) const noexcept {
    return std::hash<std::string>{}(key.text);
  }
};
