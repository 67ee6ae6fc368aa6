// What all connections of one server share.
#pragma once

#include <boost/intrusive/list.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/net/asio.hpp"
#include "adapters/net/deadlines.hpp"
#include "adapters/net/forwarded.hpp"
#include "adapters/net/http_server.hpp"
#include "adapters/net/tls.hpp"
#include "adapters/net/transport.hpp"

namespace firstline::net {

class ServerCore;

// One open connection in whatever phase: HTTP, WebSocket, or saying good-bye. The core keeps it
// alive from add() to remove().
class Connection : public boost::intrusive::list_base_hook<
                       boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  virtual ~Connection() = default;

  virtual void on_stop_accepting() {}  // finish what is under way, begin nothing
  virtual void on_close_all() {}       // go away politely
  virtual void abandon() = 0;          // the server is being destroyed: close, tell nobody

 private:
  friend class ServerCore;
  std::shared_ptr<Connection> self_;
};

// The queues of deadlines, one per length.
struct ServerDeadlines {
  ServerDeadlines(asio::io_context& context, const ServerLimits& limits);

  DeadlineQueue head;    // a request head, a TLS handshake, a slice of a body
  DeadlineQueue idle;    // keep-alive without a request
  DeadlineQueue write;   // bytes that the peer does not take
  DeadlineQueue ping;    // between two pings
  DeadlineQueue linger;  // after the last byte, until the peer closes
};

class ServerCore final : public std::enable_shared_from_this<ServerCore> {
 public:
  ServerCore(asio::io_context& context, ServerOptions options, Handlers handlers);

  // ---- what everyone reads
  asio::io_context& context;
  const ServerOptions options;
  const ServerLimits& limits;
  const Handlers handlers;
  TrustedProxies trusted;
  TlsContext tls;
  std::unique_ptr<ServerDeadlines> deadlines;

  // Where bytes are put together before they are sent; empty between two callbacks.
  std::string scratch;

  bool is_draining = false;
  std::size_t connection_count = 0;
  std::size_t socket_count = 0;

  // ---- connections
  void add(std::shared_ptr<Connection> connection);
  void remove(Connection& connection);
  void for_each_connection(const std::function<void(Connection&)>& what);
  std::function<void()> on_empty;  // called once, soon after the last connection was removed
  void tell_if_empty();
  void shut_down();  // abandons every connection; nothing touches the loop afterwards

  // ---- later in this turn of the loop
  // Runs all that was asked for in one go, so that frames queued in one turn leave together.
  void run_soon(std::function<void()> what);

  // The body of an error that the server itself answers.
  std::string error_body(int status, std::string_view code, std::string_view message) const;
  // Value of the Date header; "" when the server was given no clock. Made once per second.
  std::string_view date();

 private:
  boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>> connections_;
  std::vector<std::function<void()>> soon_;
  std::string date_;
  std::int64_t date_second_ = -1;
};

}  // namespace firstline::net
