#include "adapters/net/forwarded.hpp"

#include <gtest/gtest.h>

namespace firstline::net {
namespace {

Request seen_by_server(const std::string& peer, std::vector<Header> headers,
                       const std::vector<std::string>& trusted) {
  Request request;
  request.peer = peer;
  request.headers = std::move(headers);
  apply_forwarded_headers(request, boost::asio::ip::make_address(peer),
                          *TrustedProxies::parse(trusted));
  return request;
}

TEST(ForwardedHeaders, OfStrangersAreNotBelieved) {
  const auto request = seen_by_server(
      "192.0.2.9", {{"X-Forwarded-For", "203.0.113.1"}, {"X-Forwarded-Proto", "https"}},
      {"10.0.0.0/8"});
  EXPECT_EQ(request.client, "192.0.2.9");
  EXPECT_FALSE(request.is_secure);
  EXPECT_TRUE(request.is_forwarded);
}

TEST(ForwardedHeaders, OfATrustedProxyNameTheClient) {
  const auto request = seen_by_server(
      "10.1.2.3", {{"x-forwarded-for", "203.0.113.1"}, {"X-FORWARDED-PROTO", "HTTPS"}},
      {"10.0.0.0/8"});
  EXPECT_EQ(request.client, "203.0.113.1");
  EXPECT_TRUE(request.is_secure);
}

TEST(ForwardedHeaders, AreReadFromTheEndUpToTheFirstStranger) {
  const auto request = seen_by_server(
      "10.1.2.3", {{"X-Forwarded-For", "1.1.1.1, 203.0.113.1"}, {"X-Forwarded-For", "10.9.9.9"}},
      {"10.0.0.0/8"});
  EXPECT_EQ(request.client, "203.0.113.1");
}

TEST(ForwardedHeaders, MayCarryPortsAndIpv6) {
  EXPECT_EQ(seen_by_server("::1", {{"X-Forwarded-For", "[2001:db8::7]:4711"}}, {"::1"}).client,
            "2001:db8::7");
  EXPECT_EQ(seen_by_server("fd00::5", {{"X-Forwarded-For", "203.0.113.1:99"}}, {"fd00::/8"}).client,
            "203.0.113.1");
  EXPECT_EQ(
      seen_by_server("10.0.0.1", {{"X-Forwarded-For", "::ffff:203.0.113.1"}}, {"10.0.0.1"}).client,
      "203.0.113.1");
}

TEST(ForwardedHeaders, EndWhereTheyAreNoAddresses) {
  EXPECT_EQ(
      seen_by_server("10.0.0.1", {{"X-Forwarded-For", "1.1.1.1, nonsense"}}, {"10.0.0.1"}).client,
      "10.0.0.1");
  EXPECT_EQ(seen_by_server("10.0.0.1", {{"X-Forwarded-For", ""}}, {"10.0.0.1"}).client, "10.0.0.1");
}

TEST(ForwardedHeaders, OfEveryKindMarkTheRequest) {
  for (const char* name : {"Forwarded", "X-Forwarded-Host", "x-real-ip", "X-Forwarded-Anything"}) {
    EXPECT_TRUE(seen_by_server("127.0.0.1", {{name, "x"}}, {}).is_forwarded) << name;
  }
  EXPECT_FALSE(seen_by_server("127.0.0.1", {{"X-Forward", "x"}}, {}).is_forwarded);
}

TEST(TrustedProxies, AreBlocksOfBothFamilies) {
  const auto trusted =
      *TrustedProxies::parse({"10.0.0.0/9", "192.0.2.7", "2001:db8::/33", "0.0.0.0/0"});
  const auto narrow = *TrustedProxies::parse({"10.0.0.0/9", "192.0.2.7", "2001:db8::/33"});
  const auto contains = [&](const char* text) {
    return narrow.contains(boost::asio::ip::make_address(text));
  };
  EXPECT_TRUE(contains("10.127.255.255"));
  EXPECT_FALSE(contains("10.128.0.0"));
  EXPECT_TRUE(contains("192.0.2.7"));
  EXPECT_FALSE(contains("192.0.2.8"));
  EXPECT_TRUE(contains("2001:db8:7fff::1"));
  EXPECT_FALSE(contains("2001:db8:8000::1"));
  EXPECT_TRUE(trusted.contains(boost::asio::ip::make_address("255.1.2.3")));
  EXPECT_FALSE(trusted.contains(boost::asio::ip::make_address("::1")));
  for (const char* wrong : {"", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/33", "::/129", "host"}) {
    EXPECT_FALSE(TrustedProxies::parse({wrong})) << wrong;
  }
}

}  // namespace
}  // namespace firstline::net
