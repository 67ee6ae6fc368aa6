// A connection after its upgrade to WebSocket (RFC 6455).
#pragma once

#include <memory>
#include <string>

#include "adapters/net/http_server.hpp"
#include "adapters/net/server_core.hpp"

namespace firstline::net {

// What the handshake needs of the request, checked by the caller.
struct WebSocketHandshake {
  std::string host;
  std::string key;     // Sec-WebSocket-Key
  std::string client;  // see Request::client
};

// Answers 101 and calls upgrade.opened before the first frame is read.
void open_websocket(ServerCore& core, std::shared_ptr<Transport> transport,
                    const WebSocketHandshake& handshake, Upgrade upgrade);

}  // namespace firstline::net
