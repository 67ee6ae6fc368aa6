#include <gtest/gtest.h>

#include "adapters/net/http_server.hpp"
#include "adapters/net/websocket_fixture.hpp"

namespace firstline::net {
namespace {

using namespace testing;  // the fixture and its vocabulary

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

}  // namespace
}  // namespace firstline::net
