#include "server/nearest_name.hpp"

#include <gtest/gtest.h>

#include <array>

namespace firstline::server {
namespace {

TEST(NearestName, CountsLettersThatDiffer) {
  EXPECT_EQ(distance_between("", ""), 0u);
  EXPECT_EQ(distance_between("listen", "listen"), 0u);
  EXPECT_EQ(distance_between("", "abc"), 3u);
  EXPECT_EQ(distance_between("lisen", "listen"), 1u);
  EXPECT_EQ(distance_between("lisetn", "listen"), 1u);
  EXPECT_EQ(distance_between("kitten", "sitting"), 3u);
}

TEST(NearestName, IsTheOneMeantOrNone) {
  constexpr std::array<std::string_view, 3> names{"http.listen", "http.tls_key", "log.level"};
  EXPECT_EQ(nearest_name("http.lisen", names), "http.listen");
  EXPECT_EQ(nearest_name("htpp.listen", names), "http.listen");
  EXPECT_EQ(nearest_name("log.leve", names), "log.level");
  EXPECT_EQ(nearest_name("colour", names), "");
  EXPECT_EQ(nearest_name(std::string(10'000, 'x'), names), "");
}

}  // namespace
}  // namespace firstline::server
