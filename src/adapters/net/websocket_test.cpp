#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "adapters/net/http_server.hpp"
#include "adapters/net/test_client.hpp"

namespace firstline::net {
namespace {

using testing::get;
using testing::RunningServer;
using testing::TestClient;

constexpr int text = 1, binary = 2, close_frame = 8, ping = 9, pong = 10;

Frame frame_of(std::string bytes) { return std::make_shared<const std::string>(std::move(bytes)); }

// Sockets of the server and what their owners heard, for the thread of the test to wait on.
class Heard {
 public:
  void add(std::string what) {
    const std::lock_guard lock(mutex_);
    list_.push_back(std::move(what));
    changed_.notify_all();
  }
  // Waits until `count` things were heard.
  std::vector<std::string> await(std::size_t count) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, seconds(20), [&] { return list_.size() >= count; }));
    return list_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> list_;
};

class WebSocket : public ::testing::Test {
 protected:
  // Sockets echo, unless on_text_ is set; on_closed is heard as "closed".
  void start(ServerLimits limits = {}) {
    ServerOptions options;
    options.limits = limits;
    Handlers handlers;
    handlers.on_request = [](Request, Respond respond) { respond({200, {}, "plain", {}}); };
    handlers.on_upgrade = [this](Request request, auto decide) {
      if (request.path == "/refused") return decide(Upgrade{}, Response{403, {}, "no", {}});
      if (request.path == "/dropped") return;
      Upgrade upgrade;
      if (request.header("sec-websocket-protocol").find("firstline.v1") != std::string::npos) {
        upgrade.subprotocol = "firstline.v1";
      }
      upgrade.opened = [this](std::shared_ptr<Socket> socket) { return opened(socket); };
      decide(std::move(upgrade), std::nullopt);
    };
    running_ = std::make_unique<RunningServer>(options, std::move(handlers));
  }
  void start_with(void (*change)(ServerLimits&)) {
    ServerLimits limits;
    change(limits);
    start(limits);
  }

  SocketEvents opened(std::shared_ptr<Socket> socket) {
    socket_ = socket;
    if (on_opened_) on_opened_(*socket);
    SocketEvents events;
    events.on_text = [this, weak = std::weak_ptr(socket)](std::string_view what) {
      const auto self = weak.lock();
      if (on_text_) return on_text_(*self, what);
      self->send(frame_of(std::string(what)));
    };
    events.on_closed = [this] { heard_.add("closed"); };
    return events;
  }

  std::unique_ptr<TestClient> connect() {
    auto client = std::make_unique<TestClient>(running_->port());
    EXPECT_EQ(client->upgrade().status, 101);
    return client;
  }
  void on_loop(const std::function<void()>& what) { running_->on_loop(what); }
  std::size_t socket_count() {
    return running_->on_loop([this] { return running_->server().socket_count(); });
  }

  Heard heard_;
  std::function<void(Socket&)> on_opened_;
  std::function<void(Socket&, std::string_view)> on_text_;
  std::shared_ptr<Socket> socket_;  // the newest; on the loop's thread
  std::unique_ptr<RunningServer> running_;
};

// ---- the handshake ------------------------------------------------------------------------------

TEST_F(WebSocket, AnswersTheHandshakeWithTheSubprotocol) {
  start();
  TestClient client(running_->port());
  const auto response =
      client.upgrade("/live", "Sec-WebSocket-Protocol: firstline.v1, bearer.secret\r\n");
  EXPECT_EQ(response.status, 101);
  EXPECT_EQ(response.headers.at("sec-websocket-protocol"), "firstline.v1");
  EXPECT_EQ(response.headers.at("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  EXPECT_EQ(response.headers.at("upgrade"), "websocket");
  EXPECT_EQ(socket_count(), 1U);
}

TEST_F(WebSocket, NamesNoSubprotocolThatWasNotChosen) {
  start();
  TestClient client(running_->port());
  EXPECT_FALSE(client.upgrade().headers.contains("sec-websocket-protocol"));
}

TEST_F(WebSocket, MayBeRefusedWithAnyResponse) {
  start();
  TestClient client(running_->port());
  const auto response = client.upgrade("/refused");
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(response.body, "no");
  client.send(get("/"));  // the connection goes on
  EXPECT_EQ(client.read_response().body, "plain");
}

TEST_F(WebSocket, GetsA500WhenNobodyDecides) {
  start();
  TestClient client(running_->port());
  EXPECT_EQ(client.upgrade("/dropped").status, 500);
}

TEST_F(WebSocket, NeedsAProperHandshake) {
  start();
  const auto status_of = [this](std::string_view headers) {
    TestClient client(running_->port());
    client.send(get("/live", headers));
    return client.read_response().status;
  };
  const std::string upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n";
  const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  EXPECT_EQ(status_of(upgrade + key + "Sec-WebSocket-Version: 13\r\n"), 101);
  EXPECT_EQ(status_of(upgrade + key + "Sec-WebSocket-Version: 8\r\n"), 426);
  EXPECT_EQ(status_of(upgrade + key), 426);
  EXPECT_EQ(status_of(upgrade + "Sec-WebSocket-Version: 13\r\n"), 400);
  EXPECT_EQ(status_of(upgrade + "Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n"), 400);
  EXPECT_EQ(status_of("Upgrade: websocket\r\n" + key), 200);  // just a request
  EXPECT_EQ(status_of("Connection: Upgrade\r\nUpgrade: h2c\r\n"), 200);
}

TEST_F(WebSocket, HearsFramesThatCameWithTheHandshake) {
  start();
  TestClient client(running_->port());
  client.send(get("/live",
                  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n") +
              TestClient::frame(text, "early") + TestClient::frame(text, "bird"));
  EXPECT_EQ(client.read_response().status, 101);
  EXPECT_EQ(client.read_frame().payload, "early");
  EXPECT_EQ(client.read_frame().payload, "bird");
}

TEST_F(WebSocket, MaySpeakFirst) {
  on_opened_ = [](Socket& socket) {
    EXPECT_EQ(socket.client(), "127.0.0.1");
    EXPECT_TRUE(socket.send(frame_of("welcome")));
  };
  start();
  EXPECT_EQ(connect()->read_frame().payload, "welcome");
}

TEST_F(WebSocket, MayBeClosedAtOnce) {
  on_opened_ = [](Socket& socket) { socket.close(4001, "not now"); };
  start();
  auto client = connect();
  const auto frame = client->read_frame();
  EXPECT_EQ(frame.close_code(), 4001);
  EXPECT_EQ(frame.payload.substr(2), "not now");
  EXPECT_TRUE(client->is_at_end());
  EXPECT_EQ(heard_.await(1), std::vector<std::string>{"closed"});
}

// ---- messages -----------------------------------------------------------------------------------

TEST_F(WebSocket, CarriesTextBothWays) {
  start();
  auto client = connect();
  for (const std::string& message :
       {std::string("hello"), std::string(), std::string("退款 ✓"), std::string(511, 'a'),
        std::string(512, 'b'), std::string(513, 'c'), std::string(40'000, 'd')}) {
    client->send_frame(text, message);
    const auto frame = client->read_frame();
    EXPECT_EQ(frame.opcode, text);
    EXPECT_EQ(frame.payload, message);
  }
}

TEST_F(WebSocket, JoinsFragmentsAndAnswersPingsBetweenThem) {
  start();
  auto client = connect();
  client->send_frame(text, "one ", false);
  client->send_frame(ping, "still there?");
  client->send_frame(0, "two ", false);
  client->send_frame(0, "three");
  const auto answer = client->read_frame();
  EXPECT_EQ(answer.opcode, pong);
  EXPECT_EQ(answer.payload, "still there?");
  EXPECT_EQ(client->read_frame().payload, "one two three");
}

TEST_F(WebSocket, SendsManyFramesInTheirOrder) {
  on_opened_ = [](Socket& socket) {
    for (int number = 0; number < 20'000; ++number) socket.send(frame_of(std::to_string(number)));
  };
  start();
  auto client = connect();
  for (int number = 0; number < 20'000; ++number) {
    ASSERT_EQ(client->read_frame().payload, std::to_string(number));
  }
}

TEST_F(WebSocket, SharesOneFrameAmongSockets) {
  std::vector<std::shared_ptr<Socket>> sockets;
  start();
  std::vector<std::unique_ptr<TestClient>> clients;
  for (int count = 0; count < 20; ++count) {
    clients.push_back(connect());
    on_loop([&] { sockets.push_back(socket_); });
  }
  const Frame frame = frame_of(std::string(1000, 's'));
  on_loop([&] {
    for (const auto& socket : sockets) EXPECT_TRUE(socket->send(frame));
  });
  for (auto& client : clients) EXPECT_EQ(client->read_frame().payload, *frame);
  on_loop([&] { EXPECT_EQ(frame.use_count(), 1); });
}

TEST_F(WebSocket, AcceptsAMessageOfTheLimitAndCloses1009OneByteLater) {
  start_with([](ServerLimits& limits) { limits.max_frame_bytes = 1000; });
  auto client = connect();
  client->send_frame(text, std::string(1000, 'x'));
  EXPECT_EQ(client->read_frame().payload.size(), 1000U);
  client->send_frame(text, std::string(1001, 'x'));
  EXPECT_EQ(client->read_frame().close_code(), 1009);
  EXPECT_TRUE(client->is_at_end());
  EXPECT_EQ(heard_.await(1), std::vector<std::string>{"closed"});
}

TEST_F(WebSocket, CountsFragmentsTogether) {
  start_with([](ServerLimits& limits) { limits.max_frame_bytes = 1000; });
  auto client = connect();
  client->send_frame(text, std::string(600, 'x'), false);
  client->send_frame(0, std::string(600, 'x'));
  EXPECT_EQ(client->read_frame().close_code(), 1009);
}

TEST_F(WebSocket, TakesTextOnly) {
  start();
  auto client = connect();
  client->send_frame(binary, "\x01\x02");
  EXPECT_EQ(client->read_frame().close_code(), 1003);
  EXPECT_TRUE(client->is_at_end());
}

TEST_F(WebSocket, Closes1007OnTextThatIsNotUtf8) {
  start();
  auto client = connect();
  client->send_frame(text, "caf\xe9");
  EXPECT_EQ(client->read_frame().close_code(), 1007);
  EXPECT_TRUE(client->is_at_end());
}

TEST_F(WebSocket, Closes1002OnFramesThatAreNoClientFrames) {
  start();
  for (const std::string& wrong : {std::string("\x81\x02hi"),         // not masked
                                   TestClient::frame(3, "reserved"),  // RFC 6455 §5.2
                                   TestClient::frame(0, "continues nothing"),
                                   TestClient::frame(ping, std::string(126, 'x'))}) {
    auto client = connect();
    client->send(wrong);
    EXPECT_EQ(client->read_frame().close_code(), 1002);
    EXPECT_TRUE(client->is_at_end());
  }
  EXPECT_EQ(heard_.await(4).size(), 4U);
}

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
