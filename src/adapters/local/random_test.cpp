#include "adapters/local/random.hpp"

#include <gtest/gtest.h>

#include <set>

namespace firstline::local {
namespace {

TEST(Base32, IsThatOfTheRfcInLowerCaseWithoutPadding) {
  EXPECT_EQ(to_base32(""), "");  // RFC 4648 §10
  EXPECT_EQ(to_base32("f"), "my");
  EXPECT_EQ(to_base32("fo"), "mzxq");
  EXPECT_EQ(to_base32("foo"), "mzxw6");
  EXPECT_EQ(to_base32("foob"), "mzxw6yq");
  EXPECT_EQ(to_base32("fooba"), "mzxw6ytb");
  EXPECT_EQ(to_base32("foobar"), "mzxw6ytboi");
  EXPECT_EQ(to_base32("\xFF\xFF\xFF\xFF\xFF"), "77777777");
}

TEST(SystemRandom, GivesEightCharactersForFiveBytes) {
  SystemRandom random;
  EXPECT_EQ(random.token(0).size(), 0u);
  EXPECT_EQ(random.token(5).size(), 8u);
  EXPECT_EQ(random.token(20).size(), 32u);
  EXPECT_EQ(random.token(16).size(), 26u);
}

TEST(SystemRandom, NeverRepeatsItself) {
  SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(seen.insert(random.token(16)).second);
}

}  // namespace
}  // namespace firstline::local
