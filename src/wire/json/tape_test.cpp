#include "wire/json/tape.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/test_data.hpp"
#include "wire/json/primitives.hpp"

namespace firstline::wire::json {
namespace {

constexpr Limits roomy = {1 << 20, 16};

std::string again(std::string_view text) {
  const auto document = parse(text, roomy);
  return document ? to_text(document->root()) : document.error().code;
}

TEST(JsonTape, WritesWhatItRead) {
  for (const char* text :
       {"null", "true", "[]", "{}", "-1", "9223372036854775807", "18446744073709551615", "0.7",
        "1e+300", R"("")", R"("\u0000\b\t\n\f\r\"\\/")", R"({"a":[1,{"b":[]}],"":{},"c":"é"})"}) {
    EXPECT_EQ(again(text), text);
  }
}

TEST(JsonTape, KeepsMembersThatStandTwice) {
  EXPECT_EQ(again(R"({"a":1,"a":2})"), R"({"a":1,"a":2})");
}

TEST(JsonTape, ReadsEveryDoubleExactly) {
  for (double number : {0.1, 0.7, 1.0 / 3.0, 123456.789012345678, 5e-324, 1.7976931348623157e308}) {
    std::string text;
    append_number(text, number);
    const auto document = parse(text, roomy);
    ASSERT_TRUE(document) << text;
    EXPECT_EQ(document->root().number(), number) << text;
  }
}

TEST(JsonTape, JoinsSurrogatesAndRefusesLonelyOnes) {
  EXPECT_EQ(again(R"("\ud83d\ude00")"), "\"\xF0\x9F\x98\x80\"");
  EXPECT_EQ(again(R"("\ud83d")"), "request.not_utf8");
  EXPECT_EQ(again(R"("\ud83dx")"), "request.not_utf8");
  EXPECT_EQ(again(R"("\ude00")"), "request.not_utf8");
  EXPECT_EQ(again(R"("\uD83d\ud83d\ude00")"), "request.not_utf8");
  EXPECT_EQ(again(R"("\\ud83d")"), R"("\\ud83d")");
  EXPECT_EQ(again(R"(["\ud83d\ude00",])"), "request.not_json");
}

TEST(JsonTape, RefusesBytesThatAreNotUtf8) {
  EXPECT_EQ(again("\"\xFF\""), "request.not_utf8");
  EXPECT_EQ(again("\"\xC0\xAF\""), "request.not_utf8");
  EXPECT_EQ(again("\"\xED\xA0\x80\""), "request.not_utf8");
}

TEST(JsonTape, RefusesWhatIsNotJson) {
  for (const char* text : {"", " ", "{", "[1,]", "{} {}", "nul", "'a'", "01", "1.", "\"a", "{a:1}",
                           "NaN", "[1 2]", "// x\n1", "\"\t\""}) {
    EXPECT_EQ(again(text), "request.not_json") << text;
  }
}

TEST(JsonTape, IsAsDeepAsAllowedAndNoDeeper) {
  const std::string at_limit = std::string(16, '[') + std::string(16, ']');
  const std::string past_it = std::string(17, '[') + std::string(17, ']');
  EXPECT_EQ(again(at_limit), at_limit);
  EXPECT_EQ(again(past_it), "request.too_deep");
  EXPECT_EQ(again(std::string(100'000, '[')), "request.too_deep");
}

TEST(JsonTape, IsAsLongAsAllowedAndNoLonger) {
  const std::string text = '"' + std::string(10, 'x') + '"';
  EXPECT_TRUE(parse(text, {12, 16}));
  const auto refused = parse(text, {11, 16});
  EXPECT_EQ(refused.error().code, "request.too_big");
  EXPECT_EQ(refused.error().kind, ErrorKind::limit);
}

TEST(JsonTape, NeverTakesANumberBeyondADoubleForAnotherNumber) {
  for (const char* text : {"1e999", "-1e999", "1e99999999999999999999"}) {
    const auto document = parse(text, roomy);
    if (!document) continue;  // refusing it is as good
    ASSERT_EQ(document->root().kind(), Kind::number) << text;
    EXPECT_TRUE(std::isinf(document->root().number())) << text;
  }
  EXPECT_EQ(parse("1e-999", roomy)->root().number(), 0);
}

TEST(JsonTape, RoundTripsNaughtyStringsByteForByte) {
  const auto text = test::test_data("naughty-strings/blns.json");
  if (!text) GTEST_SKIP() << "no naughty strings here";
  const auto document = parse(*text, roomy);
  ASSERT_TRUE(document) << document.error().message;
  std::size_t count = 0;
  document->root().for_each_item([&](Node item) {
    std::string quoted;
    append_string(quoted, item.text());
    const auto back = parse(quoted, roomy);
    ASSERT_TRUE(back) << quoted;
    EXPECT_EQ(back->root().text(), item.text());
    ++count;
  });
  EXPECT_GT(count, 400u);
}

}  // namespace
}  // namespace firstline::wire::json
