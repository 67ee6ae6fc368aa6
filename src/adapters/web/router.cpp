#include "adapters/web/router.hpp"

#include <algorithm>

namespace firstline::web {
namespace {

template <class Text>
std::vector<Text> segments_of(std::string_view path) {
  std::vector<Text> segments;
  if (path.starts_with('/')) path.remove_prefix(1);
  while (true) {
    const auto slash = path.find('/');
    segments.emplace_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return segments;
    path.remove_prefix(slash + 1);
  }
}

bool is_parameter(std::string_view segment) { return segment.starts_with('{'); }

std::string_view name_of(std::string_view parameter) {
  return parameter.substr(1, parameter.size() - 2);
}

bool is_match(const std::vector<std::string>& pattern,
              const std::vector<std::string_view>& segments) {
  return std::equal(pattern.begin(), pattern.end(), segments.begin(), segments.end(),
                    [](const std::string& wanted, std::string_view given) {
                      return is_parameter(wanted) ? !given.empty() : wanted == given;
                    });
}

}  // namespace

Router::Router(std::vector<Route> routes) {
  for (Route& route : routes) {
    Entry entry;
    entry.segments = segments_of<std::string>(route.pattern);
    for (const std::string& segment : entry.segments) entry.literals += !is_parameter(segment);
    entry.route = std::move(route);
    const std::size_t length = entry.segments.size();
    if (by_length_.size() <= length) by_length_.resize(length + 1);
    by_length_[length].push_back(std::move(entry));
  }
  for (auto& entries : by_length_) {
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.literals > b.literals; });
  }
}

Router::Found Router::find(std::string_view method, std::string_view path) const {
  Found found;
  const auto segments = segments_of<std::string_view>(path);
  if (segments.size() >= by_length_.size()) return found;
  const std::string_view wanted = method == "HEAD" ? "GET" : method;
  std::vector<std::string> allowed;
  for (const Entry& entry : by_length_[segments.size()]) {
    if (!is_match(entry.segments, segments)) continue;
    if (entry.route.method == wanted) {
      found.route = &entry.route;
      for (std::size_t i = 0; i < segments.size(); ++i) {
        if (!is_parameter(entry.segments[i])) continue;
        found.parameters.emplace_back(name_of(entry.segments[i]), segments[i]);
      }
      return found;
    }
    allowed.push_back(entry.route.method);
    if (entry.route.method == "GET") allowed.push_back("HEAD");
  }
  std::sort(allowed.begin(), allowed.end());
  allowed.erase(std::unique(allowed.begin(), allowed.end()), allowed.end());
  for (const std::string& one : allowed) found.allowed += (found.allowed.empty() ? "" : ", ") + one;
  return found;
}

std::vector<const Route*> Router::all() const {
  std::vector<const Route*> routes;
  for (const auto& entries : by_length_) {
    for (const Entry& entry : entries) routes.push_back(&entry.route);
  }
  return routes;
}

}  // namespace firstline::web
