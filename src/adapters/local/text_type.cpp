#include "adapters/local/text_type.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace firstline::local {
namespace {

// Tab, line feed, form feed, carriage return and escape (of coloured logs) stand in texts; the
// other control characters mean that it is none (WHATWG MIME Sniffing §3, "binary data byte").
bool is_binary(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\r' && c != '\x1B';
}

std::string_view without_space(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\n\f\r");
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

// Behind what may stand before the first tag: byte order mark, white space, comments.
std::string_view first_of_document(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (;;) {
    text = without_space(text);
    if (!text.starts_with("<!--")) return text;
    const std::size_t end = text.find("-->", 4);
    if (end == std::string_view::npos) return text;
    text.remove_prefix(end + 3);
  }
}

// The tags of WHATWG MIME Sniffing §7.1, and some more that begin what a browser renders.
bool is_markup(std::string_view text) {
  static constexpr std::array<std::string_view, 28> beginnings{
      "<!doctype", "<!--",   "<?xml", "<?php",  "<html", "<head",   "<body",
      "<title",    "<meta",  "<link", "<style", "<base", "<script", "<iframe",
      "<object",   "<embed", "<svg",  "<math",  "<form", "<input",  "<img",
      "<div",      "<table", "<font", "<h1",    "<br",   "<a ",     "<p>"};
  constexpr std::size_t longest = 16;
  const std::string begin = ascii_lower(first_of_document(text).substr(0, longest));
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view tag) { return begin.starts_with(tag); });
}

}  // namespace

TextKind text_kind(std::string_view bytes) {
  if (std::any_of(bytes.begin(), bytes.end(), is_binary) || !is_utf8(bytes)) {
    return TextKind::not_text;
  }
  return is_markup(bytes) ? TextKind::markup : TextKind::plain;
}

}  // namespace firstline::local
