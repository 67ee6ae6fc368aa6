#include "adapters/web/router.hpp"

#include <gtest/gtest.h>

namespace firstline::web {
namespace {

Route route(std::string method, std::string pattern) {
  return {std::move(method), std::move(pattern), Asker::user, [](const ExchangeRef&) {}};
}

class RouterTest : public ::testing::Test {
 protected:
  std::string pattern_of(std::string_view method, std::string_view path) {
    const auto found = router_.find(method, path);
    return found.route ? found.route->pattern : "none";
  }

  Router router_{{route("GET", "/users"), route("PATCH", "/users/{key}"),
                  route("POST", "/users/invite"), route("POST", "/users/{key}/reset"),
                  route("GET", "/reports/{report}"), route("GET", "/reports/contacts")}};
};

TEST_F(RouterTest, FindsALiteralBeforeAParameter) {
  EXPECT_EQ(pattern_of("GET", "/reports/contacts"), "/reports/contacts");
  EXPECT_EQ(pattern_of("GET", "/reports/waits"), "/reports/{report}");
  EXPECT_EQ(pattern_of("POST", "/users/invite"), "/users/invite");
}

TEST_F(RouterTest, GivesTheParametersOfThePath) {
  const auto found = router_.find("POST", "/users/ann/reset");
  ASSERT_TRUE(found.route);
  ASSERT_EQ(found.parameters.size(), 1u);
  EXPECT_EQ(found.parameters[0].first, "key");
  EXPECT_EQ(found.parameters[0].second, "ann");
}

TEST_F(RouterTest, FindsForHeadWhatItFindsForGet) {
  EXPECT_EQ(pattern_of("HEAD", "/users"), "/users");
}

TEST_F(RouterTest, SaysWhichMethodsAPathHas) {
  const auto found = router_.find("DELETE", "/users/invite");
  EXPECT_FALSE(found.route);
  EXPECT_EQ(found.allowed, "PATCH, POST");
  EXPECT_EQ(router_.find("PUT", "/users").allowed, "GET, HEAD");
}

TEST_F(RouterTest, KnowsNoOtherPath) {
  for (const char* path : {"/", "/users/", "/users/ann/", "/users//reset", "/usersx", "/a/b/c/d"}) {
    const auto found = router_.find("GET", path);
    EXPECT_FALSE(found.route) << path;
  }
  EXPECT_EQ(router_.find("GET", "/nothing").allowed, "");
}

}  // namespace
}  // namespace firstline::web
