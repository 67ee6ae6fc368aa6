#include "wire/json/problems.hpp"

namespace firstline::wire::json {

std::string to_text(const Path& path) {
  std::string text = path.up != nullptr ? to_text(*path.up) : std::string();
  if (!path.name.empty()) {
    if (!text.empty()) text += '.';
    text += path.name;
  } else if (path.up != nullptr) {
    text += '[' + std::to_string(path.index) + ']';
  }
  return text;
}

void Problems::add(std::string_view code, std::string message, const Path& path) {
  if (is_full()) return;
  std::string full_code = "request.";
  full_code += code;
  found_.push_back(invalid(std::move(full_code), std::move(message), to_text(path)));
}

}  // namespace firstline::wire::json
