// A connection while it speaks HTTP/1.1: one request at a time, in order, so pipelining needs no
// queue. Becomes a WebSocket session by an accepted upgrade.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <memory>

#include "adapters/net/server_core.hpp"

namespace firstline::net {

void start_http_connection(ServerCore& core, std::shared_ptr<Transport> transport,
                           const boost::asio::ip::address& peer);

}  // namespace firstline::net
