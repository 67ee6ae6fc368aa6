#include "adapters/net/http_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <deque>
#include <filesystem>
#include <fstream>

#include "adapters/net/test_client.hpp"

namespace firstline::net {
namespace {

using testing::ClientResponse;
using testing::get;
using testing::RunningServer;
using testing::TestClient;

// Answers "METHOD path|query|body" at once, except below /later, where requests wait in `waiting`.
struct Floor {
  std::deque<Respond> waiting;               // on the loop's thread
  std::function<void()> on_waiting = [] {};  // called when one was added
  std::size_t body_limit = 1024 * 1024;
  Request last;

  Handlers handlers() {
    Handlers handlers;
    handlers.on_request = [this](Request request, Respond respond) {
      last = request;
      if (request.path.starts_with("/later")) {
        waiting.push_back(std::move(respond));
        return on_waiting();
      }
      respond(echo(request));
    };
    handlers.body_limit = [this](std::string_view, std::string_view path) {
      return path == "/small" ? 10 : body_limit;
    };
    handlers.error_body = [](int status, std::string_view code, std::string_view) {
      return fmt::format("{} {}", status, code);
    };
    return handlers;
  }

  static Response echo(const Request& request) {
    std::string query;
    for (const auto& [name, value] : request.query) query += name + "=" + value + ";";
    Response response;
    response.headers = {{"Content-Type", "text/plain"}};
    response.body = request.method + " " + request.path + "|" + query + "|" + request.body;
    return response;
  }
};

class HttpServer : public ::testing::Test {
 protected:
  void start(ServerOptions options = {}) {
    running_ = std::make_unique<RunningServer>(std::move(options), floor_.handlers());
  }
  void start(const ServerLimits& limits) {
    ServerOptions options;
    options.limits = limits;
    start(options);
  }
  std::unique_ptr<TestClient> connect() { return std::make_unique<TestClient>(running_->port()); }
  ClientResponse ask(std::string_view request, bool has_body = true) {
    auto client = connect();
    client->send(request);
    return client->read_response(has_body);
  }
  // Resolves when a request below /later has arrived.
  std::future<void> next_waiting() {
    auto arrived = std::make_shared<std::promise<void>>();
    auto future = arrived->get_future();
    running_->on_loop([this, arrived] { floor_.on_waiting = [arrived] { arrived->set_value(); }; });
    return future;
  }

  Floor floor_;
  std::unique_ptr<RunningServer> running_;
};

// ---- requests and responses
// ----------------------------------------------------------------------

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

// ---- refusals
// ------------------------------------------------------------------------------------

struct Refused {
  const char* name;
  std::string request;
  int status;
  const char* code;
};

class HttpServerRefuses : public HttpServer, public ::testing::WithParamInterface<Refused> {};

TEST_P(HttpServerRefuses, WithOneClearErrorAndTheEndOfTheConnection) {
  start();
  auto client = connect();
  client->send(GetParam().request);
  const auto response = client->read_response();
  EXPECT_EQ(response.status, GetParam().status);
  EXPECT_EQ(response.body, fmt::format("{} {}", GetParam().status, GetParam().code));
  EXPECT_EQ(response.headers.at("connection"), "close");
  EXPECT_TRUE(client->is_at_end());
  EXPECT_EQ(ask(get("/after")).status, 200);
}

std::string post(std::string_view headers, std::string_view body) {
  return fmt::format("POST /p HTTP/1.1\r\nHost: h\r\n{}\r\n{}", headers, body);
}

INSTANTIATE_TEST_SUITE_P(
    Requests, HttpServerRefuses,
    ::testing::Values(
        Refused{"Garbage", "\x16\x03\x01\x02 hello\r\n\r\n", 400, "http.malformed"},
        Refused{"NoVersion", "GET /\r\n\r\n", 400, "http.malformed"},
        Refused{"Http2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "http.malformed"},
        Refused{"SpaceInName", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400, "http.malformed"},
        Refused{"NoHost", "GET / HTTP/1.1\r\n\r\n", 400, "http.host"},
        Refused{"TwoHosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "http.host"},
        Refused{"DotDot", get("/a/../b"), 400, "http.target"},
        Refused{"EncodedDotDot", get("/a/%2e%2E/b"), 400, "http.target"},
        Refused{"EncodedSlashes", get("/a%2f..%2fb"), 400, "http.target"},
        Refused{"EncodedNul", get("/a%00b"), 400, "http.target"},
        Refused{"EncodedNulInQuery", get("/a?x=%00"), 400, "http.target"},
        Refused{"BadEscape", get("/a%zz"), 400, "http.target"},
        Refused{"CutEscape", get("/a%4"), 400, "http.target"},
        Refused{"BadEscapeInQuery", get("/a?b=%"), 400, "http.target"},
        Refused{"NotUtf8", get("/%ff"), 400, "http.target"},
        Refused{"Fragment", get("/a#b"), 400, "http.target"},
        Refused{"Asterisk", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", 400, "http.target"},
        Refused{"Connect", "CONNECT a:1 HTTP/1.1\r\nHost: h\r\n\r\n", 400, "http.target"},
        Refused{"LengthAndChunked",
                post("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
                "http.malformed"},
        Refused{"TwoLengths", post("Content-Length: 4\r\nContent-Length: 5\r\n", "abcde"), 400,
                "http.malformed"},
        Refused{"NegativeLength", post("Content-Length: -1\r\n", ""), 400, "http.malformed"},
        Refused{"UnknownCoding", post("Transfer-Encoding: gzip\r\n", "x"), 400,
                "http.transfer_encoding"},
        Refused{"ChunkedNotLast", post("Transfer-Encoding: chunked, gzip\r\n", "x"), 400,
                "http.transfer_encoding"},
        Refused{"BadChunk", post("Transfer-Encoding: chunked\r\n", "zz\r\n\r\n"), 400,
                "http.malformed"},
        Refused{"UnknownExpectation", post("Expect: wonders\r\nContent-Length: 1\r\n", ""), 417,
                "http.expectation"}),
    [](const auto& one) { return one.param.name; });

TEST_F(HttpServer, AcceptsAHeadOfTheLimitAndRefusesOneByteMoreWith431) {
  ServerLimits limits;
  limits.max_header_bytes = 1000;
  start(limits);
  const std::size_t rest = get("/", "Filler: \r\n").size();
  EXPECT_EQ(ask(get("/", "Filler: " + std::string(1000 - rest, 'x') + "\r\n")).status, 200);
  EXPECT_EQ(ask(get("/", "Filler: " + std::string(1001 - rest, 'x') + "\r\n")).body,
            "431 http.head_too_large");
  EXPECT_EQ(ask("GET /" + std::string(2000, 'x')).body, "431 http.head_too_large");
}

TEST_F(HttpServer, AcceptsABodyOfTheLimitAndRefusesOneByteMoreWith413) {
  start();
  const auto send = [this](int size) {
    return ask(fmt::format("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: {}\r\n\r\n{}", size,
                           std::string(static_cast<std::size_t>(size), 'x')));
  };
  EXPECT_EQ(send(10).status, 200);
  EXPECT_EQ(send(11).body, "413 http.body_too_large");
}

TEST_F(HttpServer, RefusesABodyOverTheLimitBeforeItIsSent) {
  start();
  EXPECT_EQ(ask("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n").status, 413);
  EXPECT_EQ(ask("POST /small HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
                "Content-Length: 11\r\n\r\n")
                .status,
            413);
  EXPECT_EQ(
      ask("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n").status,
      400);
}

TEST_F(HttpServer, DeliversThe413ToAClientThatIsStillSending) {
  start();
  auto client = connect();
  client->send("POST /small HTTP/1.1\r\nHost: h\r\nContent-Length: 8000000\r\n\r\n");
  client->send(std::string(8'000'000, 'x'));
  EXPECT_EQ(client->read_response().status, 413);
}

TEST_F(HttpServer, CountsAChunkedBodyAgainstTheLimit) {
  start();
  const std::string head = "POST /small HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(ask(head + "5\r\nabcde\r\n5\r\nfghij\r\n0\r\n\r\n").body, "POST /small||abcdefghij");
  EXPECT_EQ(ask(head + "5\r\nabcde\r\n6\r\nfghijk\r\n0\r\n\r\n").status, 413);
}

TEST_F(HttpServer, RefusesAChunkHeadWithoutEnd) {
  ServerLimits limits;
  limits.max_header_bytes = 1000;
  start(limits);
  EXPECT_EQ(ask("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1;x=" +
                std::string(2000, 'y'))
                .status,
            400);
}

TEST_F(HttpServer, IgnoresTrailersOfAChunkedBody) {
  start();
  EXPECT_EQ(ask("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                "1\r\na\r\n0\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n")
                .body,
            "POST /||a");
  EXPECT_EQ(floor_.last.header("x-forwarded-for"), "");
}

TEST_F(HttpServer, SaysContinueToAClientThatWaitsForIt) {
  start();
  auto client = connect();
  client->send("POST /up HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(client->read_response().status, 100);
  client->send("abc");
  EXPECT_EQ(client->read_response().body, "POST /up||abc");
}

TEST_F(HttpServer, RefusesToSendAHeaderWithALineBreak) {
  start();
  auto waiting = next_waiting();
  auto client = connect();
  client->send(get("/later"));
  waiting.wait();
  running_->on_loop([this] {
    floor_.waiting.front()({302, {{"Location", "/a\r\nSet-Cookie: x=y"}}, {}, {}});
  });
  const auto response = client->read_response();
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body, "500 http.bad_response");
  EXPECT_FALSE(response.headers.contains("set-cookie"));
}

// ---- answers that come late or never
// -------------------------------------------------------------

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

// ---- files
// ---------------------------------------------------------------------------------------

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

// ---- time
// ----------------------------------------------------------------------------------------

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

// ---- many and few
// --------------------------------------------------------------------------------

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

// ---- starting
// ------------------------------------------------------------------------------------

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
