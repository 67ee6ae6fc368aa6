// JSON to values, by the descriptions of the values: everything that does not fit is a problem with
// a code, a sentence and the path of its field. Internal to wire.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <deque>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/view.hpp"
#include "base/text.hpp"
#include "wire/json/describe.hpp"
#include "wire/json/problems.hpp"
#include "wire/json/style.hpp"
#include "wire/json/tape.hpp"

namespace firstline::wire::json {

// Reads one document. Every `read` leaves its target alone when it adds a problem, or half filled:
// the caller looks at the problems before the value.
template <class Style>
class Binder {
 public:
  explicit Binder(Problems& problems) : problems_(problems) {}

  template <class T>
  void read(Node node, T& value, const Path& path) {
    if (problems_.is_full()) return;
    read_value(node, value, path);
  }

  // A struct whose member `given` comes from elsewhere (the path of a URL) and must not stand here.
  template <Described T>
  void read_struct(Node node, T& value, const Path& path, std::string_view given) {
    static_assert(is_complete<T>(), "a member of this struct is not described");
    read_fields(node, {fields_of<T>.data(), fields_of<T>.size()}, &value, path, given);
  }

 private:
  // ---- scalars ----

  void read_value(Node node, bool& value, const Path& path) {
    if (node.kind() != Kind::boolean) return expected("true or false", path);
    value = node.boolean();
  }

  template <std::integral T>
  requires(!std::same_as<T, bool>) void read_value(Node node, T& value, const Path& path) {
    if (node.kind() == Kind::integer) {
      if (!std::in_range<T>(node.integer())) return out_of_range(path);
      value = static_cast<T>(node.integer());
    } else if (node.kind() == Kind::large) {
      if (!std::in_range<T>(node.large())) return out_of_range(path);
      value = static_cast<T>(node.large());
    } else {
      expected("a whole number", path);
    }
  }

  void read_value(Node node, double& value, const Path& path) {
    const Kind kind = node.kind();
    if (kind != Kind::integer && kind != Kind::large && kind != Kind::number) {
      return expected("a number", path);
    }
    if (!std::isfinite(node.number())) return out_of_range(path);
    value = node.number();
  }

  void read_value(Node node, std::string& value, const Path& path) {
    if (node.kind() != Kind::string) return expected("a text", path);
    if (is_too_long(node.text(), most_characters(path.member()), path)) return;
    value = node.text();
  }

  template <DescribedEnum E>
  void read_value(Node node, E& value, const Path& path) {
    if (node.kind() == Kind::string && enum_from_text(node.text(), value)) return;
    expected_one_of(enum_names<E>, path);
  }

  template <class Tag>
  void read_value(Node node, Id<Tag>& value, const Path& path) {
    if (is_no_id(node)) return;
    if (node.kind() == Kind::string) {
      value = id_from_text<Id<Tag>>(node.text());
      if (value) return;
    }
    expected("an id like \"" + std::string(Tag::prefix) + "-1\"", path);
  }

  template <class Tag>
  void read_value(Node node, Key<Tag>& value, const Path& path) {
    if (is_no_id(node)) return;
    if (node.kind() != Kind::string) return expected("a key", path);
    if (is_too_long(node.text(), key_characters, path)) return;
    if (Style::is_strict && node.text().empty()) return expected("a key", path);
    value = Key<Tag>(node.text());
  }

  void read_value(Node node, Duration& value, const Path& path) {
    if (node.kind() != Kind::integer) return expected("a whole number of milliseconds", path);
    if (Style::has_limits && (node.integer() < 0 || node.integer() > longest_duration_ms)) {
      return out_of_range(path);
    }
    value = Duration(node.integer());
  }

  void read_value(Node node, Time& value, const Path& path) {
    if constexpr (Style::has_units) {
      std::optional<Time> time;
      if (node.kind() == Kind::string) time = time_from_rfc3339(node.text());
      if (!time) return expected("a time like \"2026-11-21T09:00:05.250Z\"", path);
      value = *time;
    } else {
      if (node.kind() != Kind::integer) return expected("milliseconds since 1970", path);
      value = time_from_ms(node.integer());
    }
  }

  void read_value(Node node, app::view::Opaque& value, const Path& path) {
    if (node.kind() != Kind::object) return expected("an object", path);
    value.json = to_text(node);
  }

  // ---- containers ----

  template <class T>
  void read_value(Node node, std::optional<T>& value, const Path& path) {
    // An optional of an optional tells "set to nothing" from "not mentioned".
    if (node.is_null() && !is_optional<T>) return value.reset();
    read(node, value.emplace(), path);
  }

  template <class T>
  void read_value(Node node, std::shared_ptr<const T>& value, const Path& path) {
    auto made = std::make_shared<T>();
    read(node, *made, path);
    value = std::move(made);
  }

  template <class T>
  void read_value(Node node, std::vector<T>& items, const Path& path) {
    if (!is_list(node, Kind::array, path)) return;
    items.clear();
    items.reserve(node.size());
    append_items<T>(node, items, path);
  }

  template <class T>
  void read_value(Node node, std::deque<T>& items, const Path& path) {
    if (!is_list(node, Kind::array, path)) return;
    items.clear();
    append_items<T>(node, items, path);
  }

  template <class T>
  void read_value(Node node, std::set<T>& items, const Path& path) {
    std::vector<T> list;
    read(node, list, path);
    items = std::set<T>(list.begin(), list.end());
  }

  // Fewer than there is room for: the rest keeps its defaults.
  template <class T, std::size_t n>
  void read_value(Node node, std::array<T, n>& items, const Path& path) {
    if (!is_list(node, Kind::array, path)) return;
    if (node.size() > n) return out_of_range(path);
    std::size_t index = 0;
    node.for_each_item([&](Node item) {
      read(item, items[index], Path{&path, {}, index});
      ++index;
    });
  }

  template <class K, class V>
  void read_value(Node node, std::map<K, V>& entries, const Path& path) {
    read_entries<K, V>(node, entries, path);
  }
  template <class K, class V>
  void read_value(Node node, std::unordered_map<K, V>& entries, const Path& path) {
    read_entries<K, V>(node, entries, path);
  }

  template <class T>
  void append_items(Node node, auto& items, const Path& path) {
    std::size_t index = 0;
    node.for_each_item([&](Node item) {
      read(item, items.emplace_back(), Path{&path, {}, index});
      ++index;
    });
  }

  template <class K, class V>
  void read_entries(Node node, auto& entries, const Path& path) {
    if (!is_list(node, Kind::object, path)) return;
    entries.clear();
    node.for_each_member([&](std::string_view name, Node item) {
      const Path here{&path, name, 0};
      K key{};
      if (!key_from_text(name, key)) return problems_.add("unknown_field", "No such name.", here);
      const auto [entry, is_new] = entries.try_emplace(std::move(key));
      if (!is_new) return problems_.add("duplicate_field", "It stands here twice.", here);
      read(item, entry->second, here);
    });
  }

  static bool key_from_text(std::string_view text, std::string& key) {
    key = text;
    return !Style::has_limits || text.size() <= key_characters;
  }
  template <DescribedEnum E>
  static bool key_from_text(std::string_view text, E& key) {
    return enum_from_text(text, key);
  }
  template <class Tag>
  static bool key_from_text(std::string_view text, Id<Tag>& key) {
    key = id_from_text<Id<Tag>>(text);
    return static_cast<bool>(key);
  }
  template <class Tag>
  static bool key_from_text(std::string_view text, Key<Tag>& key) {
    key = Key<Tag>(text);
    return static_cast<bool>(key);
  }

  // ---- structs ----

  template <Described T>
  void read_value(Node node, T& value, const Path& path) {
    read_struct(node, value, path, {});
  }

  // What is the same for every struct is compiled once; only the last step knows the type.
  struct Field {
    std::string_view name;
    bool is_needed = true;    // its absence is a problem
    bool may_be_null = true;  // null is for the type to judge
    bool is_null_absent = false;
    void (*read)(Binder&, Node, void* object, const Path&) = nullptr;
  };

  template <Described T>
  static constexpr auto make_fields();
  template <Described T>
  static constexpr std::array<Field, boost::mp11::mp_size<Members<T>>::value> fields_of =
      make_fields<T>();

  void read_fields(Node node, std::span<const Field> fields, void* object, const Path& path,
                   std::string_view given);
  void read_field(const Field& field, Node node, void* object, const Path& here, bool is_repeated);

  // ---- refusals ----

  // null is an id that names nothing. A request says so by leaving the member out, so what stands
  // there must name something; read_field has dealt with members that may be missing.
  static bool is_no_id(Node node) { return !Style::has_limits && node.is_null(); }

  bool is_list(Node node, Kind kind, const Path& path) {
    if (node.kind() != kind) {
      expected(kind == Kind::array ? "a list" : "an object", path);
      return false;
    }
    if (Style::has_limits && node.size() > most_items(path.member())) {
      problems_.add("too_many",
                    "At most " + std::to_string(most_items(path.member())) + " may stand here.",
                    path);
      return false;
    }
    return true;
  }

  bool is_too_long(std::string_view text, std::size_t most, const Path& path) {
    if constexpr (!Style::has_limits) return false;
    if (text.size() <= most || count_characters(text) <= most) return false;
    problems_.add("too_long", "At most " + std::to_string(most) + " characters may stand here.",
                  path);
    return true;
  }

  void expected(std::string_view what, const Path& path) {
    std::string message = "Expected ";
    message += what;
    message += '.';
    problems_.add("invalid", std::move(message), path);
  }

  void expected_one_of(std::span<const std::string_view> names, const Path& path) {
    std::string words = "one of ";
    for (std::string_view name : names) {
      words += name;
      words += ", ";
    }
    expected(words.substr(0, words.size() - 2), path);
  }

  void out_of_range(const Path& path) {
    problems_.add("out_of_range", "The number is too small or too big.", path);
  }

  Problems& problems_;
};

template <class Style>
template <Described T>
constexpr auto Binder<Style>::make_fields() {
  std::array<Field, boost::mp11::mp_size<Members<T>>::value> fields{};
  std::size_t at = 0;
  boost::mp11::mp_for_each<Members<T>>([&]<class D>(D) {
    constexpr std::string_view name = Label<D, Style::has_units>::name();
    constexpr bool may_miss = Style::has_limits && contains(may_be_missing<T>, name);
    Field& field = fields[at++];
    field.name = name;
    field.is_needed = Style::is_strict && !contains(left_out_when_none<T>, name) && !may_miss &&
                      !(Style::has_limits && is_optional<MemberType<D>>);
    field.may_be_null = !Style::has_limits || is_optional<MemberType<D>>;
    field.is_null_absent = may_miss;
    field.read = [](Binder& binder, Node node, void* object, const Path& path) {
      binder.read(node, static_cast<T*>(object)->*D::pointer, path);
    };
  });
  return fields;
}

template <class Style>
void Binder<Style>::read_fields(Node node, std::span<const Field> fields, void* object,
                                const Path& path, std::string_view given) {
  if (node.kind() != Kind::object) return expected("an object", path);
  std::uint64_t seen = 0;  // one bit per member
  FL_CHECK(fields.size() <= 64);
  node.for_each_member([&](std::string_view name, Node item) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].name != name || name == given) continue;
      const bool is_repeated = (seen >> i & 1) != 0;
      seen |= std::uint64_t{1} << i;
      return read_field(fields[i], item, object, Path{&path, fields[i].name, 0}, is_repeated);
    }
    if (!Style::is_strict) return;
    problems_.add("unknown_field", "Nobody knows this field.", Path{&path, name, 0});
  });
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].is_needed || (seen >> i & 1) != 0 || fields[i].name == given) continue;
    problems_.add("missing_field", "This field is required.", Path{&path, fields[i].name, 0});
  }
}

template <class Style>
void Binder<Style>::read_field(const Field& field, Node node, void* object, const Path& here,
                               bool is_repeated) {
  if (is_repeated) return problems_.add("duplicate_field", "It stands here twice.", here);
  if (!field.may_be_null && node.is_null()) {
    if (field.is_null_absent) return;
    return problems_.add("missing_field", "This field is required.", here);
  }
  field.read(*this, node, object, here);
}

// The whole text as one T, or everything that is wrong with it.
template <class Style, class T>
Result<T> read_text(std::string_view text, Limits limits, std::vector<Error>* all = nullptr) {
  auto document = parse(text, limits);
  if (!document) {
    if (all != nullptr) all->push_back(document.error());
    return document.error();
  }
  Problems problems;
  T value{};
  Binder<Style>(problems).read(document->root(), value, Path{});
  if (problems.is_empty()) return value;
  Error first = problems.first();
  if (all != nullptr) *all = problems.take();
  return first;
}

}  // namespace firstline::wire::json
