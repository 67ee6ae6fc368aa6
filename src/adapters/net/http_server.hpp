// An HTTP/1.1 and WebSocket server on one floor thread. The only room that sees Asio and Beast;
// everyone else sees this page.
//
// Thread: every call and callback happens on the thread that runs the Loop, unless said otherwise.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"

namespace firstline::net {

// ---- the event loop -----------------------------------------------------------------------------

// The floor's thread. `post` is the only call that other threads may make.
class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void run();                             // until stop()
  void stop();                            // from any thread or signal callback
  void post(std::function<void()> what);  // from any thread

  // Runs `what` once after `delay` of monotonic time; the handle cancels by destruction.
  class Timer;
  std::unique_ptr<Timer> after(Duration delay, std::function<void()> what);

  // Calls `what(signal_number)` for each SIGTERM and SIGINT.
  void on_termination(std::function<void(int)> what);

  struct Implementation;
  Implementation& implementation() { return *implementation_; }

 private:
  std::unique_ptr<Implementation> implementation_;
};

class Loop::Timer {
 public:
  virtual ~Timer() = default;
};

// ---- HTTP ---------------------------------------------------------------------------------------

struct Header {
  std::string name;
  std::string value;
};

struct Request {
  std::string method;  // "GET"
  // Percent-decoded UTF-8 without the query: "/api/v1/me". Begins with '/', has no "//", no control
  // character and no segment "." or "..": what is not so is answered with 400.
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;  // decoded
  std::vector<Header> headers;
  std::string body;
  std::string peer;        // address of the TCP peer, without port
  std::string client;      // address of the client: peer, or X-Forwarded-For behind a trusted proxy
  bool is_secure = false;  // TLS here, or X-Forwarded-Proto: https from a trusted proxy
  bool is_forwarded = false;  // any of Forwarded, X-Forwarded-*, X-Real-IP is present

  std::string_view header(std::string_view name) const;  // first, case-insensitive; "" if none
  std::optional<std::string_view> parameter(std::string_view name) const;  // first of the query
  std::string_view cookie(std::string_view name) const;                    // "" if none
};

struct Response {
  int status = 200;
  std::vector<Header> headers;  // Content-Length, Date and Connection are added
  std::string body;
  std::string file;  // when set: the bytes of the regular file at this path instead of body
};

// Called once, at once or later, on the loop's thread; a second call is ignored. If it is destroyed
// without a call the client gets 500.
using Respond = std::function<void(Response)>;

// ---- WebSocket (RFC 6455) -----------------------------------------------------------------------

using Frame = std::shared_ptr<const std::string>;  // one frame, shared by all sockets it is sent to

class Socket {
 public:
  virtual ~Socket() = default;

  // Queues a text frame. False when the socket is closed, or when it was just dropped because more
  // than `max_queued_bytes` wait to be written: a slow reader must not cost memory, it resumes
  // later.
  virtual bool send(Frame frame) = 0;

  // Sends a close frame (RFC 6455 §7.4) after what is queued. Idempotent.
  virtual void close(std::uint16_t code, std::string_view reason) = 0;

  virtual const std::string& client() const = 0;
};

// What the owner of a socket wants to hear. No call comes after on_closed, no text after close().
struct SocketEvents {
  std::function<void(std::string_view text)> on_text;  // UTF-8, one whole message
  std::function<void()>
      on_closed;  // once, whatever the cause, but not from inside close() or send()
};

// Accepts or refuses an upgrade. Accept: call with `opened`, which receives the socket before the
// first frame is read (it may send at once) and returns what to call. Refuse: a Response.
struct Upgrade {
  std::string subprotocol;  // echoed in Sec-WebSocket-Protocol when not empty
  std::function<SocketEvents(std::shared_ptr<Socket>)> opened;
};

// ---- server -------------------------------------------------------------------------------------

struct ServerLimits {
  std::size_t max_connections = 40'000;
  std::size_t max_header_bytes = 16 * 1024;        // request line and headers
  std::size_t max_body_bytes = 1 * 1024 * 1024;    // default; see body_limit
  std::size_t max_frame_bytes = 64 * 1024;         // a longer message closes with 1009
  std::size_t max_queued_bytes = 1 * 1024 * 1024;  // per socket, see Socket::send
  Duration header_timeout = seconds(15);           // a head; a TLS handshake; each 8 kB of a body
  Duration idle_timeout = seconds(75);             // keep-alive connection without a request
  Duration write_timeout = seconds(30);
  Duration ping_interval = seconds(20);  // a socket that misses two is dropped
};

struct ServerOptions {
  std::string listen = "127.0.0.1:8080";     // "[::1]:8080", ":8080" and port 0 are allowed
  std::string tls_cert, tls_key;             // PEM files; both or none
  std::vector<std::string> trusted_proxies;  // addresses or CIDR blocks
  ServerLimits limits;
  bool is_accepting = true;  // else from start_accepting() on
};

struct Handlers {
  std::function<void(Request, Respond)> on_request;
  // For requests with "Upgrade: websocket": exactly one of the two.
  std::function<void(Request,
                     std::function<void(Result<Upgrade>, std::optional<Response> refusal)>)>
      on_upgrade;
  // The largest body for this method and path, asked before the body is read; larger → 413.
  std::function<std::size_t(std::string_view method, std::string_view path)> body_limit;
  // The body of an error that the server itself answers, as JSON: 400, 404 (file), 408, 413, 417,
  // 426, 431, 500, 503 (full, stopping).
  std::function<std::string(int status, std::string_view code, std::string_view message)>
      error_body;
  // The clock of the Date header; without it there is none, as RFC 9110 §6.6.1 wants.
  std::function<Time()> now;
};

class Server {
 public:
  virtual ~Server() = default;
  virtual std::string address() const = 0;  // "127.0.0.1:40123", the real port
  virtual std::size_t connection_count() const = 0;
  virtual std::size_t socket_count() const = 0;
  // With `is_accepting` off in the options: until this is called, who connects waits in the kernel.
  virtual void start_accepting() = 0;
  // Drain: no new connections and no new sockets, idle connections are closed, requests under way
  // are answered with "Connection: close", sockets go on.
  virtual void stop_accepting() = 0;
  virtual void close_all() = 0;  // sockets get 1001 going away, requests under way are answered
  // Calls `what` once, when the last connection has ended; replaces what was asked for before.
  virtual void when_empty(std::function<void()> what) = 0;
};

// Binds and listens at once; serves while the loop runs. Destroy the server before the loop and not
// from inside one of its callbacks; that drops what is still open without calling anybody.
// Errors: "http.listen", "http.tls", "http.trusted_proxies".
Result<std::unique_ptr<Server>> start_server(Loop& loop, ServerOptions options, Handlers handlers);

}  // namespace firstline::net
