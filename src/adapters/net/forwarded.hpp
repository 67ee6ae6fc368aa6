// Who the client is when proxies stand in front.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/net/http_server.hpp"
#include "base/result.hpp"

namespace firstline::net {

// Addresses ("10.0.0.7", "::1") and CIDR blocks ("10.0.0.0/8", "fd00::/8").
class TrustedProxies {
 public:
  // Errors: "http.trusted_proxies".
  static Result<TrustedProxies> parse(const std::vector<std::string>& blocks);

  bool contains(const boost::asio::ip::address& address) const;

 private:
  struct Block {
    boost::asio::ip::address network;
    unsigned prefix = 0;
  };
  std::vector<Block> blocks_;
};

// ::ffff:192.0.2.1 is 192.0.2.1 on a socket that serves both families.
boost::asio::ip::address without_mapping(const boost::asio::ip::address& address);

// Fills client, is_secure and is_forwarded from the headers; request.is_secure says before whether
// the connection itself is TLS. Only what trusted proxies wrote counts: X-Forwarded-For is read
// from its end up to the first address that is not one of them.
void apply_forwarded_headers(Request& request, const boost::asio::ip::address& peer,
                             const TrustedProxies& trusted);

}  // namespace firstline::net
