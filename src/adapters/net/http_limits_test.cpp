#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <semaphore>

#include "adapters/net/http_server.hpp"
#include "adapters/net/http_server_fixture.hpp"
#include "base/log.hpp"

namespace firstline::net {
namespace {

using testing::get;
using testing::HttpServer;
using testing::TestClient;

// ---- time ---------------------------------------------------------------------------------------

TEST_F(HttpServer, GivesUpOnAHalfHeadWith408) {
  ServerLimits limits;
  limits.header_timeout = milliseconds(40);
  start(limits);
  EXPECT_EQ(ask("GET / HTTP/1.1\r\nHo").body, "408 http.timeout");
}

TEST_F(HttpServer, GivesUpOnAHeadThatComesDropByDrop) {
  ServerLimits limits;
  limits.header_timeout = milliseconds(60);
  start(limits);
  auto client = connect();
  client->send("GET / HTTP/1.1\r\nFiller: ");
  // One more byte every 10 ms, by the server's own loop, until the client is answered.
  std::unique_ptr<Loop::Timer> timer;
  std::function<void()> drip = [&] {
    client->try_send("x");
    timer = running_->loop().after(milliseconds(10), drip);
  };
  running_->on_loop([&] { drip(); });
  EXPECT_EQ(client->read_response().body, "408 http.timeout");
  running_->on_loop([&] { timer.reset(); });
}

TEST_F(HttpServer, GivesUpOnABodyThatStops) {
  ServerLimits limits;
  limits.header_timeout = milliseconds(40);
  start(limits);
  EXPECT_EQ(ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc").body,
            "408 http.timeout");
}

TEST_F(HttpServer, ClosesAConnectionThatNeverAsks) {
  ServerLimits limits;
  limits.header_timeout = milliseconds(40);
  start(limits);
  EXPECT_TRUE(connect()->is_at_end());
}

TEST_F(HttpServer, ClosesAnIdleConnectionAfterItsTime) {
  ServerLimits limits;
  limits.idle_timeout = milliseconds(40);
  start(limits);
  auto client = connect();
  client->send(get("/"));
  EXPECT_EQ(client->read_response().status, 200);
  EXPECT_TRUE(client->is_at_end());
}

TEST_F(HttpServer, DropsAClientThatTakesNothing) {
  ServerLimits limits;
  limits.write_timeout = milliseconds(60);
  start(limits);
  auto waiting = next_waiting();
  TestClient client(running_->port(), TestClient::Security::none, 4096);
  client.send(get("/later"));
  waiting.wait();
  running_->on_loop([this] {
    floor_.waiting.front()({200, {}, std::string(30'000'000, 'x'), {}});
  });
  client.await_hang_up();
  EXPECT_EQ(running_->on_loop([this] { return running_->server().connection_count(); }), 0U);
}

// ---- many and few -------------------------------------------------------------------------------

TEST_F(HttpServer, TellsTheConnectionBeyondTheLimitThatItIsBusy) {
  ServerLimits limits;
  limits.max_connections = 2;
  start(limits);
  auto first = connect();
  auto second = connect();
  for (auto* client : {first.get(), second.get()}) {
    client->send(get("/"));
    EXPECT_EQ(client->read_response().status, 200);
  }
  auto third = connect();
  third->send(get("/"));
  const auto response = third->read_response();
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.body, "503 http.busy");
  EXPECT_EQ(response.headers.at("retry-after"), "5");
  EXPECT_TRUE(third->is_at_end());

  first->send(get("/", "Connection: close\r\n"));
  first->read_to_end();
  first.reset();
  third.reset();
  second->send(get("/still-here"));
  EXPECT_EQ(second->read_response().status, 200);
}

TEST_F(HttpServer, StopsAcceptingAndFinishesWhatIsUnderWay) {
  start();
  auto idle = connect();
  idle->send(get("/"));
  EXPECT_EQ(idle->read_response().status, 200);
  auto waiting = next_waiting();
  auto busy = connect();
  busy->send(get("/later"));
  waiting.wait();
  running_->on_loop([this] { running_->server().stop_accepting(); });
  EXPECT_TRUE(idle->is_at_end());
  EXPECT_THROW(connect(), std::runtime_error);
  running_->on_loop([this] { floor_.waiting.front()({200, {}, "done", {}}); });
  const auto response = busy->read_response();
  EXPECT_EQ(response.body, "done");
  EXPECT_EQ(response.headers.at("connection"), "close");
  EXPECT_TRUE(busy->is_at_end());
}

// Raises the limit of open files again at the first error.
class RaisingSink final : public log::Sink {
 public:
  explicit RaisingSink(const rlimit& raised) : raised_(raised) {}
  void write(log::Level level, std::string_view, std::initializer_list<log::Field>) override {
    if (level != log::Level::error) return;
    ++errors;
    ::setrlimit(RLIMIT_NOFILE, &raised_);
  }
  std::atomic<int> errors = 0;

 private:
  rlimit raised_;
};

TEST_F(HttpServer, WaitsForADescriptorWithoutSpinning) {
  start();
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit none = before;
  none.rlim_cur = 3;
  RaisingSink sink(before);
  log::use(&sink);
  log::error("the address sanitizer needs a descriptor to know the sink when it is used next");
  // The loop is held while the kernel connects, so that the server finds the limit already fallen.
  std::binary_semaphore is_held{0}, may_go_on{0};
  running_->loop().post([&] {
    is_held.release();
    may_go_on.acquire();
  });
  is_held.acquire();
  auto client = connect();
  ::setrlimit(RLIMIT_NOFILE, &none);
  may_go_on.release();
  client->send(get("/late"));
  EXPECT_EQ(client->read_response().body, "GET /late||");
  EXPECT_EQ(sink.errors, 2);
  log::use(nullptr);
}

// ---- starting -----------------------------------------------------------------------------------

TEST(HttpServerStart, SaysWhyItCannotListen) {
  Loop loop;
  const auto start = [&loop](std::string listen) {
    Handlers handlers;
    handlers.on_request = [](Request, Respond) {};
    ServerOptions options;
    options.listen = std::move(listen);
    return start_server(loop, std::move(options), std::move(handlers));
  };
  auto first = start("127.0.0.1:0");
  ASSERT_TRUE(first);
  auto second = start((*first)->address());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "http.listen");
  for (const char* wrong : {"", "8080", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000",
                            "example.test:80", "::1:80", "[127.0.0.1]:80"}) {
    auto server = start(wrong);
    ASSERT_FALSE(server) << wrong;
    EXPECT_EQ(server.error().code, "http.listen") << wrong;
  }
}

TEST(HttpServerStart, ListensOnIpv6AndOnEveryAddress) {
  Loop loop;
  const std::pair<const char*, const char*> cases[] = {
      {"[::1]:0", "[::1]"}, {":0", "[::]"}, {"localhost:0", "127.0.0.1"}};
  for (const auto& [listen, expected] : cases) {
    Handlers handlers;
    handlers.on_request = [](Request, Respond) {};
    ServerOptions options;
    options.listen = listen;
    auto server = start_server(loop, options, handlers);
    ASSERT_TRUE(server) << listen;
    const std::string address = (*server)->address();
    EXPECT_EQ(address.substr(0, address.rfind(':')), expected);
    EXPECT_NE(address.substr(address.rfind(':')), ":0");
  }
}

TEST(HttpServerStart, SaysWhichProxyIsNoAddress) {
  Loop loop;
  Handlers handlers;
  handlers.on_request = [](Request, Respond) {};
  ServerOptions options;
  options.listen = "127.0.0.1:0";
  options.trusted_proxies = {"10.0.0.0/8", "10.0.0.0/33"};
  auto server = start_server(loop, options, handlers);
  ASSERT_FALSE(server);
  EXPECT_EQ(server.error().code, "http.trusted_proxies");
}

}  // namespace
}  // namespace firstline::net
