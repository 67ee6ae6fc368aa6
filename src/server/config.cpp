#include "server/config.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "server/config_fields.hpp"
#include "server/nearest_name.hpp"

namespace firstline::server {
namespace {

constexpr std::string_view variable_prefix = "FIRSTLINE__";
constexpr std::size_t largest_file = 1024 * 1024;

const ConfigField* find_field(std::string_view key) {
  const auto fields = config_fields();
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const auto& field) { return field.key == key; });
  return found == fields.end() ? nullptr : &*found;
}

std::string_view section_of(std::string_view key) {
  const std::size_t dot = key.find('.');
  return dot == std::string_view::npos ? std::string_view() : key.substr(0, dot);
}

// The keys of its section; the sections, when there is no such one.
std::string known_beside(std::string_view key) {
  const std::string_view section = section_of(key);
  std::vector<std::string> keys;
  std::set<std::string> sections;
  for (const ConfigField& field : config_fields()) {
    const std::string_view other = section_of(field.key);
    if (!other.empty()) sections.insert(fmt::format("[{}]", other));
    if (!section.empty() && other == section) keys.emplace_back(field.key);
  }
  if (!keys.empty()) return fmt::format("{}", fmt::join(keys, ", "));
  return fmt::format("data, {}", fmt::join(sections, ", "));
}

// A key that is near, or the same one in its section.
std::string suggestion_for(std::string_view key) {
  std::vector<std::string_view> names;
  for (const ConfigField& field : config_fields()) {
    if (field.key.substr(section_of(field.key).size()) == fmt::format(".{}", key)) {
      return std::string(field.key);
    }
    names.push_back(field.key);
  }
  return nearest_name(key, names);
}

Problem unknown_key(const Setting& setting) {
  if (setting.key == "trunks" || setting.key.starts_with("trunks.")) {
    return {.place = setting.place,
            .key = setting.key,
            .found = shown(setting.value),
            .allowed = "nothing: telephone trunks are not in this version"};
  }
  return {.place = setting.place,
          .key = setting.key,
          .found = "no such key",
          .allowed = known_beside(setting.key),
          .suggestion = suggestion_for(setting.key)};
}

// "FIRSTLINE__HTTP__TLS_CERT" → "http.tls_cert".
std::string key_of_variable(std::string_view variable) {
  std::string key = ascii_lower(variable.substr(variable_prefix.size()));
  const std::size_t separator = key.find("__");
  if (separator != std::string::npos) key.replace(separator, 2, ".");
  return key;
}

class Reader {
 public:
  void read(const Setting& setting) {
    const ConfigField* field = find_field(setting.key);
    if (field == nullptr) {
      loaded_.problems.push_back(unknown_key(setting));
      return;
    }
    loaded_.places[setting.key] = setting.place;
    if (field->set(loaded_.config, setting.value)) return;
    loaded_.problems.push_back({.place = setting.place,
                                .key = setting.key,
                                .found = field->is_secret ? "(hidden)" : shown(setting.value),
                                .allowed = std::string(field->allowed)});
  }

  LoadedConfig finish() {
    for (Problem& problem : contradictions(loaded_.config)) {
      problem.place = loaded_.places[problem.key];
      loaded_.problems.push_back(std::move(problem));
    }
    return std::move(loaded_);
  }

  std::vector<Problem>& problems() { return loaded_.problems; }

 private:
  LoadedConfig loaded_;
};

}  // namespace

std::string store_path(const Config& config) {
  const std::string path = config.store.url.substr(std::string_view("sqlite:").size());
  return path.starts_with('/') ? path : fmt::format("{}/{}", config.data, path);
}

std::string views_path(const Config& config) {
  return (std::filesystem::path(store_path(config)).parent_path() / "views.db").string();
}

std::string to_text(const Problem& problem) {
  std::string text = problem.place;
  if (!problem.key.empty()) text += fmt::format(": {}", problem.key);
  text += fmt::format(": found {}", problem.found);
  if (!problem.suggestion.empty()) {
    text += fmt::format("; did you mean {}?", problem.suggestion);
  } else {
    text += fmt::format("; allowed: {}", problem.allowed);
  }
  return text;
}

LoadedConfig read_config(const ConfigSources& sources) {
  Reader reader;
  for (const Setting& setting :
       toml_settings(sources.file_name, sources.file_text, reader.problems())) {
    reader.read(setting);
  }
  for (const auto& [variable, value] : sources.environment) {
    reader.read({key_of_variable(variable), Words{value}, variable});
  }
  for (const ConfigSources::Argument& argument : sources.arguments) {
    reader.read({argument.key, Words{argument.value}, argument.option});
  }
  return reader.finish();
}

Pairs firstline_environment() {
  Pairs variables;
  for (char** line = environ; line != nullptr && *line != nullptr; ++line) {
    const std::string_view text = *line;
    const std::size_t equals = text.find('=');
    if (!text.starts_with(variable_prefix) || equals == std::string_view::npos) continue;
    variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  std::sort(variables.begin(), variables.end());
  return variables;
}

Result<std::string> read_config_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(largest_file + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (!file.is_open() || file.bad()) {
    return invalid("config.file", fmt::format("{} cannot be read.", path));
  }
  if (text.size() > largest_file) {
    return invalid("config.file", fmt::format("{} is larger than 1 MiB.", path));
  }
  return text;
}

}  // namespace firstline::server
