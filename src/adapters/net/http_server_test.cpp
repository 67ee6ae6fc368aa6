#include "adapters/net/http_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "adapters/net/http_server_fixture.hpp"

namespace firstline::net {
namespace {

using testing::ClientResponse;
using testing::get;
using testing::HttpServer;
using testing::RunningServer;
using testing::TestClient;

// ---- requests and responses ---------------------------------------------------------------------

TEST_F(HttpServer, HandsTheDecodedRequestToTheHandler) {
  start();
  const auto response =
      ask("POST /caf%C3%A9//a%20b?x=1&name=J%C3%BCrgen+K&empty&x=2 HTTP/1.1\r\nHost: h\r\n"
          "Content-Length: 4\r\n\r\nbody");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "POST /café/a b|x=1;name=Jürgen K;empty=;x=2;|body");
  EXPECT_EQ(response.headers.at("content-type"), "text/plain");
  EXPECT_EQ(floor_.last.header("HOST"), "h");
  EXPECT_EQ(floor_.last.peer, "127.0.0.1");
  EXPECT_FALSE(floor_.last.is_secure);
}

TEST_F(HttpServer, KeepsTheConnectionForTheNextRequest) {
  start();
  auto client = connect();
  for (const char* path : {"/1", "/2", "/3"}) {
    client->send(get(path));
    EXPECT_EQ(client->read_response().body, fmt::format("GET {}||", path));
  }
  EXPECT_EQ(running_->on_loop([this] { return running_->server().connection_count(); }), 1U);
}

TEST_F(HttpServer, AnswersPipelinedRequestsInTheirOrder) {
  start();
  auto waiting = next_waiting();
  auto client = connect();
  client->send(get("/1") + get("/later") +
               "POST /3 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc" + get("/4"));
  EXPECT_EQ(client->read_response().body, "GET /1||");
  waiting.wait();
  running_->on_loop([this] { floor_.waiting.front()({200, {}, "at last", {}}); });
  EXPECT_EQ(client->read_response().body, "at last");
  EXPECT_EQ(client->read_response().body, "POST /3||abc");
  EXPECT_EQ(client->read_response().body, "GET /4||");
}

TEST_F(HttpServer, AnswersAThousandPipelinedRequestsWithoutGrowingTheStack) {
  start();
  auto client = connect();
  std::string all;
  for (int count = 0; count < 1000; ++count) all += get("/p");
  client->send(all);
  for (int count = 0; count < 1000; ++count) ASSERT_EQ(client->read_response().status, 200);
}

TEST_F(HttpServer, ClosesWhenTheClientAsksForIt) {
  start();
  auto client = connect();
  client->send(get("/", "Connection: close\r\n"));
  const auto response = client->read_response();
  EXPECT_EQ(response.headers.at("connection"), "close");
  EXPECT_TRUE(client->is_at_end());
}

TEST_F(HttpServer, SpeaksHttp10WithAndWithoutKeepAlive) {
  start();
  auto client = connect();
  client->send("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(client->read_response().headers.at("connection"), "keep-alive");
  client->send("GET /2 HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client->read_response().body, "GET /2||");
  EXPECT_TRUE(client->is_at_end());
}

TEST_F(HttpServer, AnswersAClientThatHasFinishedSending) {
  start();
  auto client = connect();
  client->send(get("/", "Connection: close\r\n"));
  client->finish_sending();
  EXPECT_EQ(client->read_response().status, 200);
}

TEST_F(HttpServer, GivesHeadTheLengthWithoutTheBody) {
  start();
  auto client = connect();
  client->send("HEAD /long HTTP/1.1\r\nHost: h\r\n\r\n" + get("/next"));
  EXPECT_EQ(client->read_response(false).headers.at("content-length"), "12");
  EXPECT_EQ(client->read_response().body, "GET /next||");
}

TEST_F(HttpServer, PassesUnknownMethodsOn) {
  start();
  EXPECT_EQ(ask("BREW /pot HTTP/1.1\r\nHost: h\r\n\r\n").body, "BREW /pot||");
  EXPECT_EQ(ask("DELETE /x HTTP/1.1\r\nHost: h\r\n\r\n").body, "DELETE /x||");
}

TEST_F(HttpServer, AcceptsAnAbsoluteTargetAndALeadingEmptyLine) {
  start();
  EXPECT_EQ(ask("\r\nGET http://shop.test/a?b=c HTTP/1.1\r\nHost: shop.test\r\n\r\n").body,
            "GET /a|b=c;|");
}

TEST_F(HttpServer, SendsNoBodyWith204And304) {
  start();
  auto client = connect();
  for (int status : {204, 304}) {
    auto waiting = next_waiting();
    client->send(get("/later"));
    waiting.wait();
    running_->on_loop([this, status] {
      floor_.waiting.front()({status, {}, "never", {}});
      floor_.waiting.clear();
    });
    const auto response = client->read_response();
    EXPECT_EQ(response.status, status);
    EXPECT_FALSE(response.headers.contains("content-length"));
  }
  client->send(get("/next"));
  EXPECT_EQ(client->read_response().body, "GET /next||");
}

TEST_F(HttpServer, SendsTheDateOfItsClock) {
  auto handlers = floor_.handlers();
  handlers.now = [] { return time_from_ms(784111777'123); };
  running_ = std::make_unique<RunningServer>(ServerOptions{}, std::move(handlers));
  EXPECT_EQ(ask(get("/")).headers.at("date"), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST_F(HttpServer, SendsALargeBodyWhole) {
  start();
  auto waiting = next_waiting();
  auto client = connect();
  client->send(get("/later"));
  waiting.wait();
  std::string large(12'000'000, 'x');
  for (std::size_t at = 0; at < large.size(); at += 1000)
    large[at] = static_cast<char>('a' + at % 26);
  running_->on_loop([&] { floor_.waiting.front()({200, {}, large, {}}); });
  EXPECT_TRUE(client->read_response().body == large);
}

// ---- answers that come late or never ------------------------------------------------------------

TEST_F(HttpServer, AnswersWith500WhenTheHandlerDropsTheRequest) {
  start();
  auto waiting = next_waiting();
  auto client = connect();
  client->send(get("/later"));
  waiting.wait();
  running_->on_loop([this] { floor_.waiting.clear(); });
  EXPECT_EQ(client->read_response().body, "500 http.no_answer");
  client->send(get("/next"));
  EXPECT_EQ(client->read_response().status, 200);
}

TEST_F(HttpServer, IgnoresASecondAnswerEvenDuringTheNextRequest) {
  start();
  auto client = connect();
  auto waiting = next_waiting();
  client->send(get("/later/1"));
  waiting.wait();
  running_->on_loop([this] { floor_.waiting.front()({200, {}, "first", {}}); });
  EXPECT_EQ(client->read_response().body, "first");
  waiting = next_waiting();
  client->send(get("/later/2"));
  waiting.wait();
  running_->on_loop([this] {
    floor_.waiting.front()({200, {}, "too late", {}});
    floor_.waiting.back()({200, {}, "second", {}});
  });
  EXPECT_EQ(client->read_response().body, "second");
}

TEST_F(HttpServer, LetsWhoComesEarlyWaitAtTheDoor) {
  ServerOptions options;
  options.is_accepting = false;
  start(options);
  auto early = connect();
  early->send(get("/hello"));
  EXPECT_EQ(running_->on_loop([this] { return running_->server().connection_count(); }), 0u);
  running_->on_loop([this] { running_->server().start_accepting(); });
  EXPECT_EQ(early->read_response().status, 200);
}

TEST_F(HttpServer, SurvivesAnAnswerToAClientThatIsGone) {
  start();
  auto waiting = next_waiting();
  auto client = connect();
  client->send(get("/later"));
  waiting.wait();
  client->reset();
  EXPECT_EQ(ask(get("/between")).status, 200);
  running_->on_loop([this] { floor_.waiting.front()({200, {}, std::string(100'000, 'x'), {}}); });
  EXPECT_EQ(ask(get("/after")).status, 200);
}

TEST_F(HttpServer, SurvivesAnAnswerAfterItsOwnEnd) {
  start();
  auto waiting = next_waiting();
  auto client = connect();
  client->send(get("/later"));
  waiting.wait();
  running_->destroy_server();
  EXPECT_TRUE(client->is_at_end());
  running_->on_loop([this] { floor_.waiting.front()({200, {}, "x", {}}); });
  running_->on_loop([this] { floor_.waiting.clear(); });
}

// ---- files --------------------------------------------------------------------------------------

class HttpServerFiles : public HttpServer {
 protected:
  HttpServerFiles() {
    std::string name = (std::filesystem::temp_directory_path() / "net_test_XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~HttpServerFiles() override { std::filesystem::remove_all(folder_); }
  ClientResponse ask_for_file(const std::string& path, std::string_view method = "GET") {
    auto waiting = next_waiting();
    auto client = connect();
    client->send(fmt::format("{} /later HTTP/1.1\r\nHost: h\r\n\r\n", method));
    waiting.wait();
    running_->on_loop([&] {
      floor_.waiting.front()({200, {{"Content-Type", "application/x-test"}}, {}, path});
      floor_.waiting.clear();
    });
    return client->read_response(method == "GET");
  }

  std::string folder_;
};

TEST_F(HttpServerFiles, AreStreamedWhole) {
  start();
  std::string content(5'000'000, '\0');
  for (std::size_t at = 0; at < content.size(); ++at) content[at] = static_cast<char>(at * 7 / 3);
  std::ofstream(folder_ + "/large", std::ios::binary) << content;
  const auto response = ask_for_file(folder_ + "/large");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.at("content-type"), "application/x-test");
  EXPECT_TRUE(response.body == content);
  EXPECT_EQ(ask_for_file(folder_ + "/large", "HEAD").headers.at("content-length"), "5000000");
}

TEST_F(HttpServerFiles, MayBeEmpty) {
  start();
  std::ofstream(folder_ + "/empty").flush();
  EXPECT_EQ(ask_for_file(folder_ + "/empty").headers.at("content-length"), "0");
}

TEST_F(HttpServerFiles, GiveA404WhenTheyAreMissingOrNotFiles) {
  start();
  EXPECT_EQ(ask_for_file(folder_ + "/missing").body, "404 http.file_missing");
  EXPECT_EQ(ask_for_file(folder_).body, "404 http.file_missing");
}

}  // namespace
}  // namespace firstline::net
