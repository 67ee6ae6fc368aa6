#include <fmt/format.h>

#include <boost/asio/ip/v6_only.hpp>
#include <utility>

#include "adapters/net/farewell.hpp"
#include "adapters/net/http_connection.hpp"
#include "adapters/net/http_server.hpp"
#include "adapters/net/listen_address.hpp"
#include "adapters/net/loop_implementation.hpp"
#include "adapters/net/response_head.hpp"
#include "adapters/net/server_core.hpp"
#include "base/check.hpp"
#include "base/log.hpp"

namespace firstline::net {

namespace {

// In one turn of the loop, so that a crowd at the door does not keep those inside waiting.
constexpr int most_accepted_per_turn = 128;
// How many beyond max_connections are told so; more are closed without a word.
constexpr std::size_t most_refused = 64;
// When descriptors or memory have run out, trying at once again would only spin.
constexpr Duration pause_without_descriptors = milliseconds(100);

Result<TcpAcceptor> listen(asio::io_context& context, const std::string& address) {
  FL_TRY(Tcp::endpoint endpoint, parse_listen_address(address));
  TcpAcceptor acceptor(context.get_executor());
  ErrorCode error;
  acceptor.open(endpoint.protocol(), error);
  if (error && endpoint.address().is_v6() && endpoint.address().is_unspecified()) {
    endpoint = Tcp::endpoint(asio::ip::address_v4::any(), endpoint.port());  // no IPv6 here
    acceptor.open(endpoint.protocol(), error);
  }
  if (!error && endpoint.address().is_v6()) {
    const bool is_only_v6 = !endpoint.address().is_unspecified();
    acceptor.set_option(asio::ip::v6_only(is_only_v6), error);
  }
  if (!error) acceptor.set_option(TcpAcceptor::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(TcpAcceptor::max_listen_connections, error);
  if (!error) acceptor.non_blocking(true, error);
  if (error) {
    return unavailable("http.listen",
                       fmt::format("cannot listen on {}: {}", address, error.message()));
  }
  return acceptor;
}

bool is_shortage(ErrorCode error) {
  return error == boost::system::errc::too_many_files_open ||
         error == boost::system::errc::too_many_files_open_in_system ||
         error == boost::system::errc::no_buffer_space ||
         error == boost::system::errc::not_enough_memory;
}

class AsioServer final : public Server {
 public:
  AsioServer(std::shared_ptr<ServerCore> core, TcpAcceptor acceptor)
      : core_(std::move(core)),
        acceptor_(std::move(acceptor)),
        pause_(core_->context.get_executor()),
        address_(to_text(acceptor_.local_endpoint())) {}
  ~AsioServer() override { core_->shut_down(); }

  std::string address() const override { return address_; }
  std::size_t connection_count() const override { return core_->connection_count; }
  std::size_t socket_count() const override { return core_->socket_count; }

  void start_accepting() override { await_connections(); }

  void stop_accepting() override {
    ErrorCode ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    core_->is_draining = true;
    core_->for_each_connection([](Connection& connection) { connection.on_stop_accepting(); });
  }

  void close_all() override {
    core_->for_each_connection([](Connection& connection) { connection.on_close_all(); });
  }

  void when_empty(std::function<void()> what) override {
    core_->on_empty = std::move(what);
    core_->tell_if_empty();
  }

 private:
  void await_connections() {
    acceptor_.async_wait(TcpAcceptor::wait_read, [this](ErrorCode error) {
      if (!error) accept();  // an error means that the acceptor is closed
    });
  }

  void accept() {
    for (int count = 0; count < most_accepted_per_turn; ++count) {
      ErrorCode error;
      Tcp::endpoint peer;
      TcpSocket socket(core_->context.get_executor());
      acceptor_.accept(socket, peer, error);
      if (is_shortage(error)) return pause();
      if (error == asio::error::would_block) break;
      if (!error) serve(std::move(socket), peer);
      // Other errors belong to one connection that died in the queue (accept(2)).
    }
    await_connections();
  }

  void pause() {
    log::error("no descriptors left for new connections",
               {{"connections", core_->connection_count}});
    pause_.expires_after(pause_without_descriptors);
    pause_.async_wait([this](ErrorCode error) {
      if (!error) accept();
    });
  }

  void serve(TcpSocket socket, const Tcp::endpoint& peer) {
    ErrorCode error;
    socket.non_blocking(true, error);
    if (error) return;
    socket.set_option(Tcp::no_delay(true), error);
    const bool is_full = core_->connection_count >= core_->limits.max_connections;
    if (is_full && core_->connection_count >= core_->limits.max_connections + most_refused) return;
    if (is_full && core_->tls) return;  // not worth a handshake
    auto transport = std::make_shared<Transport>(std::move(socket), core_->tls.get());
    if (is_full) return refuse(std::move(transport));
    start_http_connection(*core_, std::move(transport), without_mapping(peer.address()));
  }

  void refuse(std::shared_ptr<Transport> transport) {
    const std::string body =
        core_->error_body(503, "http.busy", "Too many connections; try again soon.");
    std::string response;
    ResponseHead head;
    head.status = 503;
    head.date = core_->date();
    head.keeps_alive = false;
    head.content_length = body.size();
    append_response_head(response, head,
                         {{"Content-Type", "application/json"}, {"Retry-After", "5"}});
    say_farewell(*core_, std::move(transport), response + body);
  }

  std::shared_ptr<ServerCore> core_;
  TcpAcceptor acceptor_;
  MonotonicTimer pause_;
  std::string address_;
};

}  // namespace

Result<std::unique_ptr<Server>> start_server(Loop& loop, ServerOptions options, Handlers handlers) {
  FL_CHECK(handlers.on_request);
  asio::io_context& context = loop.implementation().context;
  FL_TRY(TrustedProxies trusted, TrustedProxies::parse(options.trusted_proxies));
  TlsContext tls;
  if (options.tls_cert.empty() != options.tls_key.empty()) {
    return invalid("http.tls", "a certificate and its key belong together; one of them is missing");
  }
  if (!options.tls_cert.empty()) {
    FL_TRY(tls, load_tls(options.tls_cert, options.tls_key));
  }
  FL_TRY(TcpAcceptor acceptor, listen(context, options.listen));
  const bool is_accepting = options.is_accepting;
  auto core = std::make_shared<ServerCore>(context, std::move(options), std::move(handlers));
  core->trusted = std::move(trusted);
  core->tls = std::move(tls);
  std::unique_ptr<Server> server =
      std::make_unique<AsioServer>(std::move(core), std::move(acceptor));
  if (is_accepting) server->start_accepting();
  return server;
}

}  // namespace firstline::net
