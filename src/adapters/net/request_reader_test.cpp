#include "adapters/net/request_reader.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstring>

namespace firstline::net {
namespace {

using Found = RequestReader::Found;

// Everything that was found, in words, when the bytes come in pieces of `step`.
std::string found_in(std::string_view bytes, std::size_t step) {
  const ServerLimits limits;
  RequestReader reader(limits);
  std::string found;
  while (!bytes.empty()) {
    const auto space = reader.prepare();
    const std::size_t count = std::min({step, bytes.size(), space.size});
    std::memcpy(space.data, bytes.data(), count);
    reader.commit(count);
    bytes.remove_prefix(count);
    for (bool goes_on = true; goes_on;) {
      switch (reader.advance()) {
        case Found::head:
          found += reader.request().method + " " + reader.request().path + " ";
          goes_on = reader.allow_body(1000);
          break;
        case Found::whole_request:
          found += fmt::format("[{}] {} ", reader.request().body,
                               reader.keeps_alive() ? "keeps" : "ends");
          reader.next_request();
          break;
        case Found::refusal:
          return found + std::string(reader.refusal().code);
        case Found::nothing:
        case Found::part_of_head:
        case Found::part_of_body:
          goes_on = false;
          break;
      }
    }
  }
  return found;
}

TEST(RequestReader, FindsTheSameInWhateverPiecesTheBytesCome) {
  const std::string bytes =
      "GET /1 HTTP/1.1\r\nHost: h\r\n\r\n"
      "POST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"
      "\r\n"
      "PUT /3 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
      "3;x=y\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"
      "PUT /4 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      "GET /5 HTTP/1.0\r\n\r\n"
      "GET /6\r\n\r\n";
  const std::string expected =
      "GET /1 [] keeps POST /2 [hello] keeps PUT /3 [abcd] keeps PUT /4 [] keeps "
      "GET /5 [] ends http.malformed";
  for (std::size_t step = 1; step <= bytes.size(); ++step) {
    ASSERT_EQ(found_in(bytes, step), expected) << step;
  }
}

TEST(RequestReader, GivesBackItsMemoryBetweenRequests) {
  const ServerLimits limits;
  RequestReader reader(limits);
  const std::string bytes =
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 500000\r\n\r\n" + std::string(500'000, 'x');
  std::string_view rest = bytes;
  std::size_t largest = 0;
  while (!rest.empty()) {
    const auto space = reader.prepare();
    largest = std::max(largest, space.size);
    const std::size_t count = std::min(rest.size(), space.size);
    std::memcpy(space.data, rest.data(), count);
    reader.commit(count);
    rest.remove_prefix(count);
    if (reader.advance() == Found::head) {
      EXPECT_TRUE(reader.allow_body(500'000));
      reader.advance();
    }
  }
  EXPECT_EQ(reader.request().body.size(), 500'000U);
  EXPECT_GE(largest, 16U * 1024);
  reader.next_request();
  EXPECT_EQ(reader.advance(), Found::nothing);
  EXPECT_LE(reader.prepare().size, 4U * 1024);
}

}  // namespace
}  // namespace firstline::net
