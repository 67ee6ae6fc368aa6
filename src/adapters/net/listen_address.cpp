#include "adapters/net/listen_address.hpp"

#include <fmt/format.h>

#include <charconv>

namespace firstline::net {

namespace ip = boost::asio::ip;

Result<ip::tcp::endpoint> parse_listen_address(std::string_view text) {
  const Error error = invalid(
      "http.listen",
      fmt::format("\"{}\" is not an address like 127.0.0.1:8080, [::1]:8080 or :8080", text));
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return error;

  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto [stop, outcome] = std::from_chars(text.data() + colon + 1, end, port);
  if (outcome != std::errc() || stop != end) return error;

  std::string_view host = text.substr(0, colon);
  if (host.empty()) return ip::tcp::endpoint(ip::address_v6::any(), port);
  if (host == "localhost") return ip::tcp::endpoint(ip::address_v4::loopback(), port);
  const bool is_bracketed = host.starts_with('[') && host.ends_with(']');
  if (is_bracketed) host = host.substr(1, host.size() - 2);
  boost::system::error_code wrong;
  const ip::address address = ip::make_address(host, wrong);
  if (wrong || address.is_v6() != is_bracketed) return error;
  return ip::tcp::endpoint(address, port);
}

std::string to_text(const ip::tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  return endpoint.address().is_v6() ? fmt::format("[{}]:{}", address, endpoint.port())
                                    : fmt::format("{}:{}", address, endpoint.port());
}

}  // namespace firstline::net
