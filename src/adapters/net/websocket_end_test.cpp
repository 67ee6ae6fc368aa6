#include <gtest/gtest.h>

#include "adapters/net/http_server.hpp"
#include "adapters/net/websocket_fixture.hpp"

namespace firstline::net {
namespace {

using namespace testing;  // the fixture and its vocabulary

// ---- the end ------------------------------------------------------------------------------------

TEST_F(WebSocket, AnswersTheCloseOfTheClient) {
  start();
  auto client = connect();
  client->send_frame(close_frame, std::string("\x03\xe8") + "bye");
  EXPECT_EQ(client->read_frame().close_code(), 1000);
  EXPECT_TRUE(client->is_at_end());
  EXPECT_EQ(heard_.await(1), std::vector<std::string>{"closed"});
  EXPECT_EQ(socket_count(), 0U);
  on_loop([this] { EXPECT_FALSE(socket_->send(frame_of("too late"))); });
}

TEST_F(WebSocket, TellsItsOwnerWhenTheClientIsGone) {
  start();
  auto client = connect();
  client->reset();
  EXPECT_EQ(heard_.await(1), std::vector<std::string>{"closed"});
  auto other = connect();
  other.reset();
  EXPECT_EQ(heard_.await(2).size(), 2U);
}

TEST_F(WebSocket, ClosesAfterWhatIsQueuedAndTellsItsOwnerLater) {
  start();
  auto client = connect();
  on_loop([this] {
    socket_->send(frame_of("last words"));
    socket_->close(1000, "done");
    heard_.add("close() returned");
    socket_->close(1001, "twice");
    EXPECT_FALSE(socket_->send(frame_of("after the end")));
  });
  EXPECT_EQ(client->read_frame().payload, "last words");
  const auto frame = client->read_frame();
  EXPECT_EQ(frame.close_code(), 1000);
  EXPECT_EQ(frame.payload.substr(2), "done");
  EXPECT_TRUE(client->is_at_end());
  EXPECT_EQ(heard_.await(2), (std::vector<std::string>{"close() returned", "closed"}));
}

TEST_F(WebSocket, HearsNoTextAfterItsClose) {
  on_text_ = [this](Socket& socket, std::string_view what) {
    heard_.add(std::string(what));
    socket.close(1000, {});
  };
  start();
  auto client = connect();
  client->send(TestClient::frame(text, "first") + TestClient::frame(text, "second"));
  EXPECT_EQ(client->read_frame().close_code(), 1000);
  EXPECT_EQ(heard_.await(2), (std::vector<std::string>{"first", "closed"}));
}

TEST_F(WebSocket, CutsACloseReasonThatIsTooLong) {
  on_opened_ = [](Socket& socket) { socket.close(1000, std::string(200, 'r')); };
  start();
  auto client = connect();
  EXPECT_EQ(client->read_frame().payload.size(), 125U);
}

TEST_F(WebSocket, GoesAwayWithTheServer) {
  start();
  auto first = connect();
  auto second = connect();
  on_loop([this] { running_->server().close_all(); });
  EXPECT_EQ(first->read_frame().close_code(), 1001);
  EXPECT_EQ(second->read_frame().close_code(), 1001);
  EXPECT_EQ(heard_.await(2).size(), 2U);
}

TEST_F(WebSocket, GoesOnWhenTheServerStopsAccepting) {
  start();
  auto client = connect();
  on_loop([this] { running_->server().stop_accepting(); });
  client->send_frame(text, "still here");
  EXPECT_EQ(client->read_frame().payload, "still here");
}

TEST_F(WebSocket, OpensNoMoreWhenTheServerStopsAccepting) {
  start();
  TestClient client(running_->port());
  // With a body to wait for, the request is under way when the server stops.
  client.send(
      "GET /live HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      "Content-Length: 1\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_response(false).status, 100);
  on_loop([this] { running_->server().stop_accepting(); });
  client.send("x");
  EXPECT_EQ(client.read_response().status, 503);
}

TEST_F(WebSocket, SaysWhenTheLastConnectionHasEnded) {
  start();
  auto first = connect();
  auto second = connect();
  on_loop([this] {
    running_->server().when_empty([this] { heard_.add("empty"); });
    running_->server().close_all();
  });
  EXPECT_EQ(first->read_frame().close_code(), 1001);
  EXPECT_EQ(second->read_frame().close_code(), 1001);
  EXPECT_EQ(heard_.await(2), (std::vector<std::string>{"closed", "closed"}));
  first->finish_sending();
  second->finish_sending();
  EXPECT_EQ(heard_.await(3).back(), "empty");
}

TEST_F(WebSocket, IsAHuskAfterTheServerIsDestroyed) {
  start();
  auto client = connect();
  running_->destroy_server();
  EXPECT_TRUE(client->is_at_end());
  on_loop([this] {
    EXPECT_FALSE(socket_->send(frame_of("x")));
    socket_->close(1000, {});
  });
}

// ---- slow and silent clients --------------------------------------------------------------------

// A socket whose client has a small buffer and reads nothing.
std::unique_ptr<TestClient> slow_client(std::uint16_t port) {
  auto client = std::make_unique<TestClient>(port, TestClient::Security::none, 4096);
  EXPECT_EQ(client->upgrade().status, 101);
  return client;
}

TEST_F(WebSocket, DropsASlowReaderBeforeItCostsMemory) {
  start_with([](ServerLimits& limits) { limits.max_queued_bytes = 200'000; });
  auto client = slow_client(running_->port());
  on_loop([this] {
    const Frame frame = frame_of(std::string(50'000, 'x'));
    for (int count = 0; count < 4; ++count) EXPECT_TRUE(socket_->send(frame));
    EXPECT_EQ(frame.use_count(), 5);  // queued, not copied
    EXPECT_FALSE(socket_->send(frame));
    heard_.add("send() returned");
    EXPECT_FALSE(socket_->send(frame));
  });
  EXPECT_EQ(heard_.await(2), (std::vector<std::string>{"send() returned", "closed"}));
  client->await_hang_up();
}

TEST_F(WebSocket, DropsAReaderThatTakesNothingForTooLong) {
  start_with([](ServerLimits& limits) {
    limits.write_timeout = milliseconds(60);
    limits.max_queued_bytes = 64 * 1024 * 1024;
  });
  auto client = slow_client(running_->port());
  on_loop([this] {
    for (int count = 0; count < 40; ++count) socket_->send(frame_of(std::string(1'000'000, 'x')));
  });
  EXPECT_EQ(heard_.await(1), std::vector<std::string>{"closed"});
  client->await_hang_up();
}

TEST_F(WebSocket, DeliversEverythingToAReaderThatIsOnlySlow) {
  start_with([](ServerLimits& limits) { limits.max_queued_bytes = 64 * 1024 * 1024; });
  auto client = slow_client(running_->port());
  on_loop([this] {
    for (int count = 0; count < 20; ++count) {
      socket_->send(frame_of(std::string(1'000'000, static_cast<char>('a' + count))));
    }
    socket_->close(1000, {});
  });
  for (int count = 0; count < 20; ++count) {
    ASSERT_TRUE(client->read_frame().payload ==
                std::string(1'000'000, static_cast<char>('a' + count)));
  }
  EXPECT_EQ(client->read_frame().close_code(), 1000);
}

TEST_F(WebSocket, DropsAClientThatAsksWithoutReadingTheAnswers) {
  start_with([](ServerLimits& limits) { limits.max_queued_bytes = 10'000; });
  auto client = slow_client(running_->port());
  std::string pings;
  for (int count = 0; count < 1000; ++count)
    pings += TestClient::frame(ping, std::string(125, 'p'));
  while (client->try_send(pings)) {  // until the server has had enough
  }
  EXPECT_EQ(heard_.await(1), std::vector<std::string>{"closed"});
}

TEST_F(WebSocket, PingsAndDropsAClientThatMissesTwo) {
  start_with([](ServerLimits& limits) { limits.ping_interval = milliseconds(20); });
  auto client = connect();
  EXPECT_EQ(client->read_frame().opcode, ping);
  EXPECT_EQ(client->read_frame().opcode, ping);
  EXPECT_EQ(client->read_frame().opcode, -1);  // dropped
  EXPECT_EQ(heard_.await(1), std::vector<std::string>{"closed"});
}

TEST_F(WebSocket, KeepsAClientThatAnswersPings) {
  start_with([](ServerLimits& limits) { limits.ping_interval = milliseconds(100); });
  auto client = connect();
  for (int count = 0; count < 4; ++count) {
    ASSERT_EQ(client->read_frame().opcode, ping);
    client->send_frame(pong, "");
  }
  client->send_frame(text, "still here");
  auto frame = client->read_frame();
  while (frame.opcode == ping) frame = client->read_frame();
  EXPECT_EQ(frame.payload, "still here");
}

TEST_F(WebSocket, LetsGoOfAClientThatDoesNotAnswerItsClose) {
  start_with([](ServerLimits& limits) { limits.write_timeout = milliseconds(40); });
  auto client = connect();
  on_loop([this] { socket_->close(1000, {}); });
  EXPECT_EQ(client->read_frame().close_code(), 1000);
  client->await_hang_up();
  EXPECT_EQ(running_->on_loop([this] { return running_->server().connection_count(); }), 0U);
}

}  // namespace
}  // namespace firstline::net
