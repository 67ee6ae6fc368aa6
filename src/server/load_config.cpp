#include "server/load_config.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

namespace firstline::server {
namespace {

// Files that the configuration names, but this user cannot read.
std::vector<Problem> unreadable_files(const LoadedConfig& loaded) {
  std::vector<Problem> problems;
  const auto check = [&](const char* key, const std::string& path) {
    if (path.empty() || ::access(path.c_str(), R_OK) == 0) return;
    const auto place = loaded.places.find(key);
    problems.push_back({.place = place == loaded.places.end() ? std::string() : place->second,
                        .key = key,
                        .found = fmt::format("\"{}\", which cannot be read", path),
                        .allowed = "the path of a PEM file that this user can read"});
  };
  check("http.tls_cert", loaded.config.http.tls_cert);
  check("http.tls_key", loaded.config.http.tls_key);
  check("mail.ca_cert", loaded.config.mail.ca_cert);
  return problems;
}

}  // namespace

LoadedConfig load_config(const ConfigOptions& options) {
  ConfigSources sources{.file_name = options.file,
                        .environment = firstline_environment(),
                        .arguments = options.arguments};
  std::error_code ignored;
  if (sources.file_name.empty() && std::filesystem::exists(default_config_file, ignored)) {
    sources.file_name = default_config_file;
  }
  std::vector<Problem> problems;
  if (!sources.file_name.empty()) {
    if (auto text = read_config_file(sources.file_name)) {
      sources.file_text = std::move(*text);
    } else {
      problems.push_back({.place = sources.file_name,
                          .found = text.error().message,
                          .allowed = "a file of at most 1 MiB that this user can read"});
    }
  }
  LoadedConfig loaded = read_config(sources);
  loaded.problems.insert(loaded.problems.begin(), problems.begin(), problems.end());
  for (Problem& problem : unreadable_files(loaded)) loaded.problems.push_back(std::move(problem));
  return loaded;
}

}  // namespace firstline::server
