#include <fmt/format.h>
#include <toml++/toml.h>

#include "base/text.hpp"
#include "server/config_setting.hpp"

namespace firstline::server {
namespace {

std::string quoted(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (!is_utf8(text)) return "(no UTF-8)";
  const std::string_view begin = first_characters(text, longest);
  return fmt::format("\"{}{}\"", begin, begin.size() < text.size() ? "…" : "");
}

std::string place_of(const std::string& file_name, const toml::source_region& source) {
  return fmt::format("{}:{}", file_name, source.begin.line);
}

SettingValue list_of(const toml::array& array) {
  std::vector<std::string> items;
  for (const toml::node& node : array) {
    const auto* text = node.as_string();
    if (text == nullptr) return Unusable{"a list with something else than text in it"};
    items.push_back(text->get());
  }
  return items;
}

SettingValue value_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return number->get();
  if (const auto* boolean = node.as_boolean()) return boolean->get();
  if (const auto* array = node.as_array()) return list_of(*array);
  if (node.is_floating_point()) return Unusable{"a number with a fraction"};
  if (node.is_table()) return Unusable{"a section"};
  return Unusable{"a date or time"};
}

}  // namespace

std::string shown(const SettingValue& value) {
  struct Shown {
    std::string operator()(bool boolean) const { return boolean ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(const std::string& text) const { return quoted(text); }
    std::string operator()(const Words& words) const { return quoted(words.text); }
    std::string operator()(const Unusable& unusable) const { return unusable.what; }
    std::string operator()(const std::vector<std::string>& items) const {
      std::string text = "[";
      for (const std::string& item : items) {
        if (text.size() > 1) text += ", ";
        text += quoted(item);
      }
      return text + "]";
    }
  };
  return std::visit(Shown{}, value);
}

std::vector<Setting> toml_settings(const std::string& file_name, const std::string& text,
                                   std::vector<Problem>& problems) {
  std::vector<Setting> settings;
  toml::table root;
  try {
    root = toml::parse(text, file_name);
  } catch (const toml::parse_error& error) {
    problems.push_back({.place = place_of(file_name, error.source()),
                        .found = std::string(error.description()),
                        .allowed = "TOML 1.0"});
    return settings;
  }
  for (const auto& [name, node] : root) {
    const std::string section(name.str());
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      settings.push_back({section, value_of(node), place_of(file_name, node.source())});
      continue;
    }
    if (table->empty()) {
      settings.push_back({section, Unusable{"a section"}, place_of(file_name, node.source())});
    }
    for (const auto& [key, value] : *table) {
      settings.push_back({fmt::format("{}.{}", section, key.str()), value_of(value),
                          place_of(file_name, key.source())});
    }
  }
  return settings;
}

}  // namespace firstline::server
