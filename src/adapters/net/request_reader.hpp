// Bytes in, requests out: the HTTP/1.1 parser of one connection with its limits. Knows no socket.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/net/http_server.hpp"
#include "adapters/net/websocket_session.hpp"

namespace firstline::net {

// A problem of the request that the server answers itself; the connection ends with it, because
// where the next request would begin is not known.
struct Refusal {
  int status = 400;
  std::string_view code;
  std::string_view message;
};

class RequestReader final {
 public:
  explicit RequestReader(const ServerLimits& limits);
  ~RequestReader();
  RequestReader(const RequestReader&) = delete;
  RequestReader& operator=(const RequestReader&) = delete;

  // Where the next bytes are to be put, and how many came. Between two requests this is small.
  struct Space {
    char* data;
    std::size_t size;
  };
  Space prepare();
  void commit(std::size_t bytes);

  enum class Found {
    nothing,        // more bytes are needed, and no request has begun
    part_of_head,   // more bytes are needed
    head,           // request() has method, path and headers; then call allow_body()
    part_of_body,   // more bytes are needed
    whole_request,  // request() has its body
    refusal,        // see refusal()
  };
  // Goes on with the bytes at hand. After whole_request call next_request() first.
  Found advance();
  void next_request();

  Request& request();
  const Refusal& refusal() const;
  // After `head`: a longer body is refused; false if the head already says so.
  bool allow_body(std::size_t most_bytes);
  // After allow_body(): the client waits for "100 Continue" before it sends the body.
  bool awaits_continue() const;

  // ---- what the response depends on
  bool keeps_alive() const;
  bool is_http10() const;
  bool is_head_request() const;

  // ---- RFC 6455 §4.2.1
  bool is_upgrade() const;
  Result<WebSocketHandshake> handshake() const;

  // What came after the request.
  std::string_view unread() const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace firstline::net
