// Where a server listens, as people write it.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace firstline::net {

// "127.0.0.1:8080", "[::1]:8080", "localhost:8080"; ":8080" is every address of both families.
// Errors: "http.listen".
Result<boost::asio::ip::tcp::endpoint> parse_listen_address(std::string_view text);

// The way back: "127.0.0.1:8080", "[::1]:8080".
std::string to_text(const boost::asio::ip::tcp::endpoint& endpoint);

}  // namespace firstline::net
