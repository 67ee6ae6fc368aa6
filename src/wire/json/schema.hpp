// Descriptions of values to JSON Schema (2020-12, as OpenAPI 3.1 has it). Internal to wire.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/view.hpp"
#include "wire/described/none.hpp"
#include "wire/described/view.hpp"
#include "wire/json/describe.hpp"
#include "wire/json/style.hpp"

namespace firstline::wire::json {

// "firstline::app::view::User", as the compiler says it.
template <class T>
constexpr std::string_view full_name() {
  std::string_view text = __PRETTY_FUNCTION__;
  text.remove_prefix(text.find("T = ") + 4);
  return text.substr(0, text.find_first_of(";]"));
}

// Schemas of structs get a name and are made once; everything else stands where it is used.
class Schemas {
 public:
  // The schema of a T, or a reference to it.
  template <class Style, class T>
  std::string of();

  // The body of a request whose first member stands in the address.
  template <Described T>
  std::string body_without_first() {
    const auto properties = properties_of<Request, T>();
    return add(component_name(full_name<T>(), true) + "Body", std::span(properties).subspan(1),
               true);
  }

  // "User":{…},"Customer":{…}
  std::string components() const;

 private:
  struct Property {
    std::string_view name;
    std::string schema;
    bool is_required = true;
    bool may_be_null = false;
  };

  static std::string component_name(std::string_view full_name, bool is_request);
  static std::string string_schema(std::string_view member, bool is_request);
  static std::string enum_schema(std::span<const std::string_view> names);
  static std::string id_schema(std::string_view prefix);
  static std::string array_schema(const std::string& items);
  static std::string map_schema(const std::string& values);
  static std::string nullable(const std::string& schema);

  std::string add(const std::string& name, std::span<const Property> properties, bool is_request);

  template <class Style, Described T>
  std::vector<Property> properties_of();

  std::map<std::string, std::string> components_;
};

// ---- the shape of a type ----

template <class T>
struct Shape {
  static constexpr bool is_id = false, is_key = false, is_list = false, is_map = false;
};
template <class Tag>
struct Shape<Id<Tag>> : Shape<void> {
  static constexpr bool is_id = true;
  static constexpr std::string_view prefix = Tag::prefix;
};
template <class Tag>
struct Shape<Key<Tag>> : Shape<void> {
  static constexpr bool is_key = true;
};
template <class T>
struct Shape<std::vector<T>> : Shape<void> {
  static constexpr bool is_list = true;
  using Item = T;
};
template <class K, class V>
struct Shape<std::map<K, V>> : Shape<void> {
  static constexpr bool is_map = true;
  using Value = V;
};

template <class Style, class T>
std::string Schemas::of() {
  if constexpr (std::is_same_v<T, bool>) {
    return R"({"type":"boolean"})";
  } else if constexpr (std::is_unsigned_v<T>) {
    return R"({"type":"integer","minimum":0})";
  } else if constexpr (std::is_integral_v<T>) {
    return R"({"type":"integer"})";
  } else if constexpr (std::is_same_v<T, double>) {
    return R"({"type":"number"})";
  } else if constexpr (std::is_same_v<T, std::string>) {
    return R"({"type":"string"})";
  } else if constexpr (std::is_same_v<T, Time>) {
    return R"({"type":"string","format":"date-time"})";
  } else if constexpr (std::is_same_v<T, Duration>) {
    return R"({"type":"integer","minimum":0,"description":"milliseconds"})";
  } else if constexpr (std::is_same_v<T, app::view::Opaque>) {
    return R"({"type":"object"})";
  } else if constexpr (DescribedEnum<T>) {
    return enum_schema(enum_names<T>);
  } else if constexpr (is_optional<T>) {
    return nullable(of<Style, typename OptionalTraits<T>::Value>());
  } else if constexpr (Shape<T>::is_id) {
    return id_schema(Shape<T>::prefix);
  } else if constexpr (Shape<T>::is_key) {
    return R"({"type":"string","minLength":1,"maxLength":64})";
  } else if constexpr (Shape<T>::is_list) {
    return array_schema(of<Style, typename Shape<T>::Item>());
  } else if constexpr (Shape<T>::is_map) {
    return map_schema(of<Style, typename Shape<T>::Value>());
  } else {
    const std::string name = component_name(full_name<T>(), Style::has_limits);
    return add(name, properties_of<Style, T>(), Style::has_limits);
  }
}

template <class Style, Described T>
std::vector<Schemas::Property> Schemas::properties_of() {
  std::vector<Property> properties;
  boost::mp11::mp_for_each<Members<T>>([&]<class D>(D) {
    using Type = MemberType<D>;
    using Value = typename OptionalTraits<Type>::Value;  // the null of an optional is said below
    constexpr std::string_view name = Label<D, true>::name();
    Property property;
    property.name = name;
    property.schema = std::is_same_v<Value, std::string> ? string_schema(name, Style::has_limits)
                                                         : of<Style, Value>();
    if constexpr (std::is_same_v<T, app::view::Customer>) {
      // Kept as text, but known to be these.
      if (name == "page") property.schema = of<Public, app::view::WebPage>();
      if (name == "cart") property.schema = of<Public, app::view::Cart>();
    }
    property.is_required = Style::has_limits
                               ? !is_optional<Type> && !contains(may_be_missing<T>, name)
                               : !contains(left_out_when_none<T>, name);
    property.may_be_null = is_optional<Type> || contains(may_be_none<T>, name) ||
                           (Style::has_limits && contains(may_be_missing<T>, name));
    properties.push_back(std::move(property));
  });
  return properties;
}

}  // namespace firstline::wire::json
