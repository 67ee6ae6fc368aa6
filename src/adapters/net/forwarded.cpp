#include "adapters/net/forwarded.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace firstline::net {

namespace {

using Address = boost::asio::ip::address;

bool shares_prefix(const unsigned char* left, const unsigned char* right, unsigned bits) {
  for (; bits >= 8; bits -= 8) {
    if (*left++ != *right++) return false;
  }
  if (bits == 0) return true;
  const auto mask = static_cast<unsigned char>(0xFF << (8 - bits));
  return (*left & mask) == (*right & mask);
}

std::optional<Address> address_from(std::string_view text) {
  boost::system::error_code error;
  const Address address = boost::asio::ip::make_address(text, error);
  if (error) return std::nullopt;
  return without_mapping(address);
}

// An entry of X-Forwarded-For; some proxies add a port: "192.0.2.1:4711", "[2001:db8::1]:4711".
std::optional<Address> address_of_entry(std::string_view entry) {
  entry = trimmed(entry);
  if (entry.starts_with('[')) {
    const std::size_t end = entry.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    return address_from(entry.substr(1, end - 1));
  }
  if (std::count(entry.begin(), entry.end(), ':') == 1) entry = entry.substr(0, entry.find(':'));
  return address_from(entry);
}

bool is_forwarding_header(std::string_view name) {
  const std::string lower = ascii_lower(name);
  return lower == "forwarded" || lower == "x-real-ip" || lower.starts_with("x-forwarded-");
}

// All values of the header as one list, as if they stood in one line (RFC 9110 §5.3).
std::string joined(const Request& request, std::string_view lower_name) {
  std::string all;
  for (const Header& header : request.headers) {
    if (ascii_lower(header.name) != lower_name) continue;
    if (!all.empty()) all += ',';
    all += header.value;
  }
  return all;
}

}  // namespace

Address without_mapping(const Address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, address.to_v6());
  }
  return address;
}

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& blocks) {
  TrustedProxies trusted;
  for (const std::string& text : blocks) {
    const std::string_view view = text;
    const std::size_t slash = view.find('/');
    const auto network = address_from(view.substr(0, slash));
    const unsigned longest = network && network->is_v6() ? 128 : 32;
    unsigned prefix = longest;
    bool is_good = network.has_value();
    if (is_good && slash != std::string_view::npos) {
      const char* end = view.data() + view.size();
      const auto [stop, error] = std::from_chars(view.data() + slash + 1, end, prefix);
      is_good = error == std::errc() && stop == end && prefix <= longest;
    }
    if (!is_good) {
      return invalid("http.trusted_proxies",
                     fmt::format("\"{}\" is neither an address nor a block like 10.0.0.0/8", text));
    }
    trusted.blocks_.push_back({*network, prefix});
  }
  return trusted;
}

bool TrustedProxies::contains(const Address& address) const {
  for (const Block& block : blocks_) {
    if (block.network.is_v4() != address.is_v4()) continue;
    if (address.is_v4()) {
      const auto left = block.network.to_v4().to_bytes();
      const auto right = address.to_v4().to_bytes();
      if (shares_prefix(left.data(), right.data(), block.prefix)) return true;
    } else {
      const auto left = block.network.to_v6().to_bytes();
      const auto right = address.to_v6().to_bytes();
      if (shares_prefix(left.data(), right.data(), block.prefix)) return true;
    }
  }
  return false;
}

void apply_forwarded_headers(Request& request, const Address& peer, const TrustedProxies& trusted) {
  request.client = request.peer;
  request.is_forwarded =
      std::any_of(request.headers.begin(), request.headers.end(),
                  [](const Header& header) { return is_forwarding_header(header.name); });
  if (!request.is_forwarded || !trusted.contains(peer)) return;

  const std::string protocols = joined(request, "x-forwarded-proto");
  const std::size_t comma = protocols.rfind(',');
  const std::string_view nearest =
      trimmed(std::string_view(protocols).substr(comma == std::string::npos ? 0 : comma + 1));
  if (!nearest.empty()) request.is_secure = ascii_lower(nearest) == "https";

  const std::string chain = joined(request, "x-forwarded-for");
  std::string_view rest = chain;
  while (!rest.empty()) {
    const std::size_t last = rest.rfind(',');
    const std::string_view entry = last == std::string_view::npos ? rest : rest.substr(last + 1);
    const auto address = address_of_entry(entry);
    if (!address) return;  // whoever wrote that, nothing before it can be believed
    request.client = address->to_string();
    if (!trusted.contains(*address)) return;
    rest = last == std::string_view::npos ? std::string_view() : rest.substr(0, last);
  }
}

}  // namespace firstline::net
