#include "adapters/web/origin.hpp"

#include <gtest/gtest.h>

namespace firstline::web {
namespace {

net::Request request(std::vector<net::Header> headers, std::string peer = "192.0.2.1") {
  net::Request made;
  made.headers = std::move(headers);
  made.peer = made.client = std::move(peer);
  return made;
}

TEST(Origin, IsSchemeAndHostOfAnAddress) {
  EXPECT_EQ(origin_of_url("https://Desk.example/path?x"), "https://desk.example");
  EXPECT_EQ(origin_of_url("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
  EXPECT_EQ(origin_of_url("ftp://desk.example"), "");
  EXPECT_EQ(origin_of_url("desk.example"), "");
}

TEST(Origin, KnowsOurOwnPageByTheHostItAskedFor) {
  EXPECT_TRUE(
      is_from_own_page(request({{"Host", "desk.example"}, {"Origin", "http://desk.example"}}), ""));
  EXPECT_FALSE(
      is_from_own_page(request({{"Host", "desk.example"}, {"Origin", "http://evil.example"}}), ""));
  EXPECT_FALSE(is_from_own_page(
      request({{"Host", "desk.example"}, {"Origin", "https://desk.example"}}), ""));
  EXPECT_FALSE(is_from_own_page(request({{"Host", "desk.example"}, {"Origin", "null"}}), ""));
  EXPECT_FALSE(is_from_own_page(request({{"Host", "desk.example"}}), ""));
}

TEST(Origin, KnowsOurOwnPageByTheConfiguredAddress) {
  EXPECT_TRUE(
      is_from_own_page(request({{"Host", "10.0.0.4:8080"}, {"Origin", "https://desk.example"}}),
                       "https://desk.example"));
}

TEST(Origin, BelievesTheBrowserThatItIsTheSamePage) {
  EXPECT_TRUE(is_from_own_page(request({{"Host", "x"}, {"Sec-Fetch-Site", "same-origin"}}), ""));
  EXPECT_FALSE(is_from_own_page(request({{"Host", "x"}, {"Sec-Fetch-Site", "cross-site"}}), ""));
  EXPECT_FALSE(is_from_own_page(request({{"Host", "x"}, {"Sec-Fetch-Site", "same-site"}}), ""));
}

TEST(Origin, LetsTheListedPagesEmbedAWidget) {
  catalog::EntryPoint widget;
  widget.origins = {"https://shop.example"};
  const auto from = [](std::string origin) {
    return request({{"Host", "desk.example"}, {"Origin", std::move(origin)}});
  };
  EXPECT_TRUE(may_embed(widget, from("https://shop.example"), ""));
  EXPECT_TRUE(may_embed(widget, from("http://desk.example"), ""));
  EXPECT_FALSE(may_embed(widget, from("https://shop.example.evil.example"), ""));
  EXPECT_FALSE(may_embed(widget, request({{"Host", "desk.example"}}), ""));
  widget.origins.clear();
  EXPECT_TRUE(may_embed(widget, from("https://anything.example"), ""));
}

TEST(Origin, IsLocalOnlyWithNobodyInBetween) {
  EXPECT_TRUE(is_local(request({}, "127.0.0.1")));
  EXPECT_TRUE(is_local(request({}, "::1")));
  EXPECT_TRUE(is_local(request({}, "::ffff:127.0.0.1")));
  EXPECT_FALSE(is_local(request({}, "127.0.0.1.evil.example")));
  EXPECT_FALSE(is_local(request({}, "192.0.2.1")));
  net::Request forwarded = request({}, "127.0.0.1");
  forwarded.is_forwarded = true;
  EXPECT_FALSE(is_local(forwarded));
}

TEST(Origin, KnowsPrivateNetworks) {
  for (const char* peer : {"10.1.2.3", "192.168.0.9", "172.16.0.1", "172.31.9.9", "fd00::1",
                           "fe80::1", "127.0.0.1", "::1"}) {
    EXPECT_TRUE(is_from_private_network(request({}, peer))) << peer;
  }
  for (const char* peer : {"172.32.0.1", "192.169.0.1", "11.0.0.1", "2001:db8::1", "8.8.8.8"}) {
    EXPECT_FALSE(is_from_private_network(request({}, peer))) << peer;
  }
}

}  // namespace
}  // namespace firstline::web
