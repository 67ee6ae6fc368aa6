#include "adapters/sql/crc32c.hpp"

#include <gtest/gtest.h>

#include <string>

namespace firstline::sql {
namespace {

TEST(Crc32c, GivesTheValuesOfRfc3720) {
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAu);
  EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43u);
  std::string ascending;
  for (char c = 0; c < 32; ++c) ascending += c;
  EXPECT_EQ(crc32c(ascending), 0x46DD794Eu);
  EXPECT_EQ(crc32c("123456789"), 0xE3069283u);
}

TEST(Crc32c, ContinuesOverPieces) {
  EXPECT_EQ(crc32c("56789", crc32c("1234")), crc32c("123456789"));
  EXPECT_EQ(crc32c("", crc32c("123456789")), crc32c("123456789"));
  EXPECT_EQ(crc32c(""), 0u);
}

}  // namespace
}  // namespace firstline::sql
