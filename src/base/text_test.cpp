#include "base/text.hpp"

#include <gtest/gtest.h>

namespace firstline {
namespace {

TEST(Text, KnowsWellFormedUtf8) {
  for (const char* good : {"", "plain", "émigré", "退款", "👩‍👧‍👦", "\u3000"}) {
    EXPECT_TRUE(is_utf8(good)) << good;
  }
  // RFC 3629: a stray continuation, a cut sequence, overlong forms, a surrogate, above U+10FFFF.
  for (const char* bad : {"\x80", "\xE9", "\xE4\xBD", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80",
                          "\xF4\x90\x80\x80", "\xFF", "a\xF0\x82\x82\xAC"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Text, CountsCharactersNotBytes) {
  EXPECT_EQ(count_characters(""), 0u);
  EXPECT_EQ(count_characters("abc"), 3u);
  EXPECT_EQ(count_characters("退款 ok"), 5u);
  EXPECT_EQ(count_characters("😀"), 1u);
}

TEST(Text, IsNeverCutInsideACharacter) {
  EXPECT_EQ(first_characters("退款了", 2), "退款");
  EXPECT_EQ(first_characters("ab", 5), "ab");
  EXPECT_EQ(first_characters("ab", 0), "");
  EXPECT_EQ(first_characters("😀x", 1), "😀");
}

TEST(Text, IsTrimmedOfAsciiAndIdeographicSpace) {
  EXPECT_EQ(trimmed("  a b \n"), "a b");
  EXPECT_EQ(trimmed("\u3000你好\u3000 "), "你好");
  EXPECT_EQ(trimmed(" \t\u3000"), "");
}

TEST(Text, LowersAsciiOnly) { EXPECT_EQ(ascii_lower("Ann@EXAMPLE.ÄÖ"), "ann@example.ÄÖ"); }

TEST(Key, IsShortAndPlain) {
  for (const char* good : {"a", "ann", "b-2_c", "1000"}) EXPECT_TRUE(is_key(good)) << good;
  for (const char* bad : {"", "Ann", "-a", "_a", "a b", "a.b", "é"})
    EXPECT_FALSE(is_key(bad)) << bad;
  EXPECT_TRUE(is_key(std::string(32, 'a')));
  EXPECT_FALSE(is_key(std::string(33, 'a')));
}

}  // namespace
}  // namespace firstline
