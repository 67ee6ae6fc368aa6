// Walking over the members of described structs (wire/described/*.hpp), and the texts of described
// enums. Internal to wire: nobody else sees a descriptor.
#pragma once

#include <array>
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <boost/pfr/tuple_size.hpp>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "base/check.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace firstline::wire::json {

template <class T>
concept Described = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

template <class T>
concept DescribedEnum = boost::describe::has_describe_enumerators<T>::value;

// ---- what a description may add; specialised in wire/described/*.hpp ----

// Only some members are described, on purpose (the facts of a state).
template <class T>
inline constexpr bool is_described_in_part = false;

// Members that a request may leave out; they keep their defaults. An std::optional always may be.
template <class T>
inline constexpr std::array<std::string_view, 0> may_be_missing{};

// Members that are left out of the text, instead of being null, when they hold nothing.
template <class T>
inline constexpr std::array<std::string_view, 0> left_out_when_none{};

constexpr bool contains(const auto& names, std::string_view name) {
  for (std::string_view one : names) {
    if (one == name) return true;
  }
  return false;
}

// ---- members ----

template <Described T>
using Members = boost::describe::describe_members<T, boost::describe::mod_public>;

// A forgotten member would be lost without a word, so every one must be described.
template <Described T>
constexpr bool is_complete() {
  if constexpr (is_described_in_part<T>) {
    return true;
  } else {
    return boost::mp11::mp_size<Members<T>>::value == boost::pfr::tuple_size_v<T>;
  }
}

template <class Pointer>
struct PointerTraits;
template <class T, class M>
struct PointerTraits<M T::*> {
  using Owner = T;
  using Type = M;
};

template <class D>
using MemberType = typename PointerTraits<std::remove_cv_t<decltype(D::pointer)>>::Type;

template <class T>
struct OptionalTraits {
  static constexpr bool is_optional = false;
  using Value = T;
};
template <class T>
struct OptionalTraits<std::optional<T>> {
  static constexpr bool is_optional = true;
  using Value = T;
};

template <class T>
inline constexpr bool is_optional = OptionalTraits<T>::is_optional;

// The name of a member on the wire: a keyword's underscore goes ("do_"), and where people read it
// the unit of a duration is added ("ring_time_ms"). Made at compile time.
template <class D, bool has_units>
struct Label {
  static constexpr std::string_view base() {
    std::string_view name = D::name;
    if (name.ends_with('_')) name.remove_suffix(1);
    return name;
  }
  static constexpr std::string_view unit() {
    const bool is_duration =
        std::is_same_v<typename OptionalTraits<MemberType<D>>::Value, Duration>;
    return has_units && is_duration ? "_ms" : "";
  }

  // ,"name":
  static constexpr std::size_t size = base().size() + unit().size() + 4;
  static constexpr std::array<char, size> chars = [] {
    std::array<char, size> made{};
    std::size_t at = 0;
    made[at++] = ',';
    made[at++] = '"';
    for (char c : base()) made[at++] = c;
    for (char c : unit()) made[at++] = c;
    made[at++] = '"';
    made[at++] = ':';
    return made;
  }();

  static constexpr std::string_view text() { return {chars.data(), chars.size()}; }
  static constexpr std::string_view name() { return {chars.data() + 2, size - 4}; }
};

// ---- enums ----

// The words of the protocol where C++ has a keyword or needs a longer name.
constexpr std::string_view spoken(std::string_view enumerator) {
  if (enumerator == "on_break") return "break";
  if (enumerator == "customer_waits") return "customer";
  if (enumerator == "agent_waits") return "agent";
  return enumerator;
}

template <DescribedEnum E>
inline constexpr std::size_t enum_size =
    boost::mp11::mp_size<boost::describe::describe_enumerators<E>>::value;

template <DescribedEnum E>
inline constexpr std::array<std::string_view, enum_size<E>> enum_names = [] {
  std::array<std::string_view, enum_size<E>> names{};
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    names[static_cast<std::size_t>(d.value)] = spoken(d.name);  // counted from 0 without gaps
  });
  return names;
}();

template <DescribedEnum E>
std::string_view enum_text(E value) {
  const auto index = static_cast<std::size_t>(value);
  FL_CHECK(index < enum_size<E>);
  return enum_names<E>[index];
}

template <DescribedEnum E>
bool enum_from_text(std::string_view text, E& value) {
  for (std::size_t i = 0; i < enum_size<E>; ++i) {
    if (enum_names<E>[i] != text) continue;
    value = static_cast<E>(i);
    return true;
  }
  return false;
}

}  // namespace firstline::wire::json
