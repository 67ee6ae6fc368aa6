#include "wire/json/schema.hpp"

#include "wire/json/primitives.hpp"
#include "wire/limits.hpp"

namespace firstline::wire::json {
namespace {

// The part behind the last "::".
std::string_view last_name(std::string_view full_name) {
  const auto colon = full_name.rfind(':');
  return colon == std::string_view::npos ? full_name : full_name.substr(colon + 1);
}

}  // namespace

// The same word may name a value, a request and a frame; in the document each has its own.
std::string Schemas::component_name(std::string_view full_name, bool is_request) {
  const std::string name(last_name(full_name));
  if (full_name.find("::visitor_frame::") != std::string_view::npos) {
    return "Visitor" + name + "Frame";
  }
  if (full_name.find("::frame::") != std::string_view::npos) return name + "Frame";
  if (full_name.find("::signal::") != std::string_view::npos) return name + "Signal";
  if (full_name.find("::wire::") != std::string_view::npos) return name + "Request";
  return is_request ? name + "Input" : name;
}

std::string Schemas::string_schema(std::string_view member, bool is_request) {
  if (!is_request) return R"({"type":"string"})";
  return R"({"type":"string","maxLength":)" + std::to_string(most_characters(member)) + "}";
}

std::string Schemas::enum_schema(std::span<const std::string_view> names) {
  std::string out = R"({"type":"string","enum":)";
  const std::size_t begin = out.size();
  for (std::string_view name : names) {
    out += ',';
    append_string(out, name);
  }
  close_list(out, begin, '[', ']');
  return out + '}';
}

std::string Schemas::id_schema(std::string_view prefix) {
  return R"({"type":"string","pattern":"^)" + std::string(prefix) + R"(-[1-9][0-9]{0,17}$"})";
}

std::string Schemas::array_schema(const std::string& items) {
  return R"({"type":"array","items":)" + items + "}";
}

std::string Schemas::map_schema(const std::string& values) {
  return R"({"type":"object","additionalProperties":)" + values + "}";
}

std::string Schemas::nullable(const std::string& schema) {
  return R"({"anyOf":[)" + schema + R"(,{"type":"null"}]})";
}

std::string Schemas::add(const std::string& name, std::span<const Property> properties,
                         bool is_request) {
  const std::string reference = R"({"$ref":"#/components/schemas/)" + name + "\"}";
  if (components_.contains(name)) return reference;
  std::string out = R"({"type":"object","properties":)";
  std::size_t begin = out.size();
  for (const Property& property : properties) {
    out += ',';
    append_string(out, property.name);
    out += ':';
    out += property.may_be_null ? nullable(property.schema) : property.schema;
  }
  close_list(out, begin, '{', '}');
  out += R"(,"required":)";
  begin = out.size();
  for (const Property& property : properties) {
    if (!property.is_required) continue;
    out += ',';
    append_string(out, property.name);
  }
  close_list(out, begin, '[', ']');
  if (is_request) out += R"(,"additionalProperties":false)";
  components_[name] = out + '}';
  return reference;
}

std::string Schemas::components() const {
  std::string out;
  for (const auto& [name, schema] : components_) {
    if (!out.empty()) out += ',';
    append_string(out, name);
    out += ':';
    out += schema;
  }
  return out;
}

}  // namespace firstline::wire::json
