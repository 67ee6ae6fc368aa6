#include "adapters/net/request_target.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace firstline::net {

namespace {

int hexadecimal(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

enum class Plus { is_plus, is_space };

std::optional<std::string> percent_decoded(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    char next = text[at];
    if (next == '%') {
      if (at + 2 >= text.size()) return std::nullopt;
      const int high = hexadecimal(text[at + 1]);
      const int low = hexadecimal(text[at + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      next = static_cast<char>(high * 16 + low);
      at += 2;
    } else if (next == '+' && plus == Plus::is_space) {
      next = ' ';
    }
    decoded.push_back(next);
  }
  if (!is_utf8(decoded)) return std::nullopt;
  return decoded;
}

bool has_control_characters(std::string_view text) {
  for (char next : text) {
    const auto byte = static_cast<unsigned char>(next);
    if (byte < 0x20 || byte == 0x7F) return true;
  }
  return false;
}

// Checked after decoding, so that "%2e%2e" and "%2f" are what they decode to.
bool is_safe_path(std::string_view path) {
  if (path.empty() || path.front() != '/' || has_control_characters(path)) return false;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::string_view segment = path.substr(0, path.find('/'));
    if (segment == "." || segment == "..") return false;
    path.remove_prefix(segment.size());
  }
  return true;
}

std::string with_single_slashes(std::string path) {
  std::size_t kept = 0;
  for (char next : path) {
    if (next == '/' && kept > 0 && path[kept - 1] == '/') continue;
    path[kept++] = next;
  }
  path.resize(kept);
  return path;
}

// "http://host/path" → "/path" (RFC 9112 §3.2.2: a server must accept it).
std::string_view without_authority(std::string_view target) {
  for (std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
    if (target.size() < scheme.size()) continue;
    if (ascii_lower(target.substr(0, scheme.size())) != scheme) continue;
    const std::size_t end = target.find_first_of("/?", scheme.size());
    return end == std::string_view::npos ? std::string_view("/") : target.substr(end);
  }
  return target;
}

}  // namespace

std::optional<RequestTarget> parse_request_target(std::string_view target) {
  target = without_authority(target);
  if (target.find('#') != std::string_view::npos) return std::nullopt;

  const std::size_t question_mark = target.find('?');
  auto path = percent_decoded(target.substr(0, question_mark), Plus::is_plus);
  if (path && path->empty() && question_mark == 0) path = "/";
  if (!path || !is_safe_path(*path)) return std::nullopt;
  RequestTarget parsed{with_single_slashes(std::move(*path)), {}};

  if (question_mark == std::string_view::npos) return parsed;
  std::string_view rest = target.substr(question_mark + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = percent_decoded(pair.substr(0, equals), Plus::is_space);
    auto value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), Plus::is_space);
    if (!name || !value) return std::nullopt;
    if (name->find('\0') != std::string::npos || value->find('\0') != std::string::npos) {
      return std::nullopt;
    }
    parsed.query.emplace_back(std::move(*name), std::move(*value));
  }
  return parsed;
}

}  // namespace firstline::net
