#include "base/number.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace firstline {
namespace {

TEST(Number, IsReadWholeOrNotAtAll) {
  EXPECT_EQ(number_from_text<int>("12"), 12);
  EXPECT_EQ(number_from_text<int>("-3"), -3);
  EXPECT_EQ(number_from_text<double>("2.5"), 2.5);
  for (const char* bad : {"", "12x", " 12", "x", "1 2"}) {
    EXPECT_FALSE(number_from_text<int>(bad)) << bad;
  }
}

TEST(Number, ThatDoesNotFitIsNone) {
  EXPECT_EQ(number_from_text<std::uint8_t>("255"), 255);
  EXPECT_FALSE(number_from_text<std::uint8_t>("256"));
}

TEST(Number, MayLeadAText) {
  EXPECT_EQ(leading_number<int>("17 messages"), 17);
  EXPECT_FALSE(leading_number<int>("messages 17"));
}

}  // namespace
}  // namespace firstline
