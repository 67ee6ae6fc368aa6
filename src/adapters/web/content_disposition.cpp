#include "adapters/web/content_disposition.hpp"

#include <algorithm>
#include <array>

namespace firstline::web {
namespace {

constexpr std::array<std::string_view, 4> drawn = {"image/png", "image/jpeg", "image/gif",
                                                   "image/webp"};
constexpr char hex[] = "0123456789ABCDEF";

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// For clients that know no other form: ASCII, and nothing that ends or escapes the quotes.
std::string ascii_name(std::string_view name) {
  std::string out;
  for (char c : name) {
    const bool is_safe =
        is_plain(c) || std::string_view(" .-_()+,=@").find(c) != std::string_view::npos;
    if (is_safe) {
      out += c;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      out += '_';  // one for each character, not for each byte of UTF-8
    }
  }
  return out.empty() ? "file" : out;
}

// RFC 8187 §3.2.1: attr-char as it is, the rest in percent.
std::string percent_name(std::string_view name) {
  std::string out;
  for (char c : name) {
    if (is_plain(c) || std::string_view("!#$&+-.^_`|~").find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 0x0F];
    }
  }
  return out;
}

}  // namespace

bool may_be_inline(std::string_view media_type) {
  return std::find(drawn.begin(), drawn.end(), media_type) != drawn.end();
}

std::string content_disposition(bool is_inline, std::string_view name) {
  std::string out = is_inline ? "inline" : "attachment";
  const std::string plain = ascii_name(name);
  out += "; filename=\"" + plain + "\"";
  if (plain != name) out += "; filename*=UTF-8''" + percent_name(name);
  return out;
}

net::Response file_response(const ports::FileRow& file, const std::string& path) {
  net::Response response;
  response.file = path;
  response.headers = {
      {"Content-Type", file.type},
      {"Content-Disposition", content_disposition(may_be_inline(file.type), file.name)},
      {"X-Content-Type-Options", "nosniff"},
      {"Content-Security-Policy", "sandbox; default-src 'none'"},
      {"Cache-Control", "private, max-age=86400, immutable"},
  };
  return response;
}

}  // namespace firstline::web
