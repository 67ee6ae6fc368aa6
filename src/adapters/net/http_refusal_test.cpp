#include <fmt/format.h>
#include <gtest/gtest.h>

#include "adapters/net/http_server.hpp"
#include "adapters/net/http_server_fixture.hpp"

namespace firstline::net {
namespace {

using testing::get;
using testing::HttpServer;

// ---- refusals -----------------------------------------------------------------------------------

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

}  // namespace
}  // namespace firstline::net
