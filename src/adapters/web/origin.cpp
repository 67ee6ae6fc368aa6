#include "adapters/web/origin.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace firstline::web {
namespace {

// The first two bytes of an IPv4 address in dots; an IPv6 address may wrap one (RFC 4291 §2.5.5.2).
struct FirstBytes {
  int first = 0;
  int second = 0;
};

std::optional<FirstBytes> first_bytes(std::string_view address) {
  if (address.starts_with("::ffff:")) address.remove_prefix(7);
  if (std::count(address.begin(), address.end(), '.') != 3) return {};
  FirstBytes bytes;
  const char* end = address.data() + address.size();
  const auto first = std::from_chars(address.data(), end, bytes.first);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '.') return {};
  const auto second = std::from_chars(first.ptr + 1, end, bytes.second);
  if (second.ec != std::errc()) return {};
  return bytes;
}

bool is_loopback(std::string_view address) {
  if (address == "::1") return true;
  const auto bytes = first_bytes(address);
  return bytes && bytes->first == 127;
}

}  // namespace

std::string origin_of_url(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return {};
  const std::string scheme = ascii_lower(url.substr(0, scheme_end));
  if (scheme != "http" && scheme != "https") return {};
  const std::string_view rest = url.substr(scheme_end + 3);
  return scheme + "://" + ascii_lower(rest.substr(0, rest.find_first_of("/?#")));
}

std::string own_origin(const net::Request& request) {
  return (request.is_secure ? "https://" : "http://") + ascii_lower(request.header("host"));
}

bool is_own_origin(const net::Request& request, std::string_view public_origin) {
  const std::string_view origin = request.header("origin");
  if (origin.empty() || origin == "null") return false;
  return origin == own_origin(request) || origin == public_origin;
}

bool is_from_own_page(const net::Request& request, std::string_view public_origin) {
  return is_own_origin(request, public_origin) || request.header("sec-fetch-site") == "same-origin";
}

bool may_embed(const catalog::EntryPoint& entry_point, const net::Request& request,
               std::string_view public_origin) {
  if (entry_point.origins.empty() || is_own_origin(request, public_origin)) return true;
  return std::find(entry_point.origins.begin(), entry_point.origins.end(),
                   request.header("origin")) != entry_point.origins.end();
}

bool is_local(const net::Request& request) {
  return !request.is_forwarded && is_loopback(request.peer);
}

bool is_from_private_network(const net::Request& request) {
  if (request.is_forwarded) return false;
  if (is_loopback(request.peer)) return true;
  if (const auto bytes = first_bytes(request.peer)) {
    return bytes->first == 10 || (bytes->first == 192 && bytes->second == 168) ||
           (bytes->first == 172 && bytes->second >= 16 && bytes->second < 32) ||
           (bytes->first == 169 && bytes->second == 254);
  }
  const std::string address = ascii_lower(request.peer);
  return address.starts_with("fc") || address.starts_with("fd") || address.starts_with("fe80:");
}

}  // namespace firstline::web
