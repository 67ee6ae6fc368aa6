// Values to JSON text, straight into a string: no tree in between. Internal to wire.
#pragma once

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/view.hpp"
#include "wire/json/describe.hpp"
#include "wire/json/primitives.hpp"
#include "wire/json/style.hpp"

namespace firstline::wire::json {

template <class Style, class T>
void write(std::string& out, const T& value);

// Does it hold something to be shown? An id that names nothing and an empty optional do not.
template <class T>
bool has_something(const T&) {
  return true;
}
template <class Tag>
bool has_something(Id<Tag> id) {
  return static_cast<bool>(id);
}
template <class Tag>
bool has_something(const Key<Tag>& key) {
  return static_cast<bool>(key);
}
template <class T>
bool has_something(const std::optional<T>& value) {
  return value.has_value();
}

// ---- scalars ----

template <class Style>
void write_value(std::string& out, bool value) {
  out += value ? "true" : "false";
}
template <class Style, std::integral T>
requires(!std::is_same_v<T, bool>) void write_value(std::string& out, T value) {
  append_integer(out, value);
}
template <class Style>
void write_value(std::string& out, double value) {
  append_number(out, value);
}
template <class Style>
void write_value(std::string& out, const std::string& value) {
  append_string(out, value);
}
template <class Style, DescribedEnum E>
void write_value(std::string& out, E value) {
  out += '"';
  out += enum_text(value);
  out += '"';
}
template <class Style, class Tag>
void write_value(std::string& out, Id<Tag> id) {
  if (!id) {
    out += "null";
    return;
  }
  out += '"';
  out += Tag::prefix;
  out += '-';
  append_integer(out, id.value);
  out += '"';
}
template <class Style, class Tag>
void write_value(std::string& out, const Key<Tag>& key) {
  if (key) {
    append_string(out, key.text);
  } else {
    out += "null";
  }
}
template <class Style>
void write_value(std::string& out, Duration value) {
  append_integer(out, value.count());
}
template <class Style>
void write_value(std::string& out, Time value) {
  if constexpr (Style::has_units) {
    out += '"';
    out += to_rfc3339(value);
    out += '"';
  } else {
    append_integer(out, to_ms(value));
  }
}
template <class Style>
void write_value(std::string& out, const app::view::Opaque& value) {
  out += value.json.empty() ? std::string_view("{}") : std::string_view(value.json);
}

// ---- containers ----

template <class Style, class T>
void write_value(std::string& out, const std::optional<T>& value) {
  if (value) {
    write<Style>(out, *value);
  } else {
    out += "null";
  }
}
template <class Style, class T>
void write_value(std::string& out, const std::shared_ptr<T>& value) {
  write<Style>(out, *value);
}

template <class Style>
void write_list(std::string& out, const auto& items) {
  const std::size_t begin = out.size();
  for (const auto& item : items) {
    out += ',';
    write<Style>(out, item);
  }
  close_list(out, begin, '[', ']');
}
template <class Style, class T>
void write_value(std::string& out, const std::vector<T>& items) {
  write_list<Style>(out, items);
}
template <class Style, class T>
void write_value(std::string& out, const std::deque<T>& items) {
  write_list<Style>(out, items);
}
template <class Style, class T>
void write_value(std::string& out, const std::set<T>& items) {
  write_list<Style>(out, items);
}
template <class Style, class T, std::size_t n>
void write_value(std::string& out, const std::array<T, n>& items) {
  write_list<Style>(out, items);
}

template <class Style>
void write_entry(std::string& out, const auto& entry) {
  out += ',';
  write<Style>(out, entry.first);  // every key is written as a string
  out += ':';
  write<Style>(out, entry.second);
}
template <class Style, class K, class V>
void write_value(std::string& out, const std::map<K, V>& entries) {
  const std::size_t begin = out.size();
  for (const auto& entry : entries) write_entry<Style>(out, entry);
  close_list(out, begin, '{', '}');
}
// In the order of the keys, so that equal states are equal bytes.
template <class Style, class K, class V>
void write_value(std::string& out, const std::unordered_map<K, V>& entries) {
  std::vector<const std::pair<const K, V>*> sorted;
  sorted.reserve(entries.size());
  for (const auto& entry : entries) sorted.push_back(&entry);
  std::sort(sorted.begin(), sorted.end(),
            [](const auto* one, const auto* other) { return one->first < other->first; });
  const std::size_t begin = out.size();
  for (const auto* entry : sorted) write_entry<Style>(out, *entry);
  close_list(out, begin, '{', '}');
}

// ---- structs ----

template <class Style, Described T>
void write_value(std::string& out, const T& value) {
  static_assert(is_complete<T>(), "a member of this struct is not described");
  const std::size_t begin = out.size();
  boost::mp11::mp_for_each<Members<T>>([&]<class D>(D) {
    using TheLabel = Label<D, Style::has_units>;
    const auto& member = value.*D::pointer;
    if constexpr (contains(left_out_when_none<T>, TheLabel::name())) {
      if (!has_something(member)) return;
    }
    out += TheLabel::text();
    write<Style>(out, member);
  });
  close_list(out, begin, '{', '}');
}

template <class Style, class T>
void write(std::string& out, const T& value) {
  write_value<Style>(out, value);
}

}  // namespace firstline::wire::json
