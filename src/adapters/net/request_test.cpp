#include <gtest/gtest.h>

#include "adapters/net/http_server.hpp"

namespace firstline::net {
namespace {

TEST(Request, FindsHeadersWithoutRegardToCase) {
  Request request;
  request.headers = {{"Content-Type", "a"}, {"content-type", "b"}};
  EXPECT_EQ(request.header("CONTENT-TYPE"), "a");
  EXPECT_EQ(request.header("Content"), "");
}

TEST(Request, FindsTheFirstParameterOfAName) {
  Request request;
  request.query = {{"a", "1"}, {"b", ""}, {"a", "2"}};
  EXPECT_EQ(request.parameter("a"), "1");
  EXPECT_EQ(request.parameter("b"), "");
  EXPECT_EQ(request.parameter("c"), std::nullopt);
}

TEST(Request, FindsCookiesInAllCookieHeaders) {
  Request request;
  request.headers = {{"Cookie", "a=1; session=x=y;broken; b=\"quoted\""}, {"cookie", "c=3"}};
  EXPECT_EQ(request.cookie("session"), "x=y");
  EXPECT_EQ(request.cookie("a"), "1");
  EXPECT_EQ(request.cookie("b"), "quoted");
  EXPECT_EQ(request.cookie("c"), "3");
  EXPECT_EQ(request.cookie("broken"), "");
  EXPECT_EQ(request.cookie("ession"), "");
}

}  // namespace
}  // namespace firstline::net
