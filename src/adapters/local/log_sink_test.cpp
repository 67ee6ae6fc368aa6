#include "adapters/local/log_sink.hpp"

#include <gtest/gtest.h>

#include "adapters/local/limits.hpp"
#include "base/text.hpp"
#include "wire/json/tape.hpp"

namespace firstline::local {
namespace {

const Time at = *time_from_rfc3339("2026-11-21T09:00:05.250Z");

class FixedClock final : public ports::Clock {
 public:
  Time now() const override { return at; }
};

TEST(JsonLine, NamesTimeLevelMessageAndFields) {
  EXPECT_EQ(json_line(at, log::Level::warning, "slow disk", {{"ms", 12}, {"path", "a \"b\""}}),
            R"({"at":"2026-11-21T09:00:05.250Z","level":"warning","message":"slow disk",)"
            R"("ms":"12","path":"a \"b\""})");
}

TEST(JsonLine, StaysOneLineOfUtf8WhateverIsLogged) {
  const std::string line =
      json_line(at, log::Level::info, "two\nlines", {{"bytes", std::string("\xFF\x00 \xC3", 4)}});
  EXPECT_EQ(line.find('\n'), std::string::npos);
  EXPECT_TRUE(is_utf8(line));
  EXPECT_TRUE(wire::json::parse(line, {}));
}

TEST(JsonLine, IsNeverLongerThanItsLimit) {
  const std::string long_text(100'000, 'x');
  const std::string wide_text = std::string(limits::log_line_bytes / 8 - 1, 'x') + "号号号";
  for (const std::string& text : {long_text, wide_text, std::string(100'000, '\x01')}) {
    const std::string line = json_line(at, log::Level::info, text, {{"a", text}, {"b", text}});
    EXPECT_LE(line.size(), limits::log_line_bytes);
    EXPECT_TRUE(wire::json::parse(line, {}));
    EXPECT_LE(text_line(at, log::Level::info, text, {{"a", text}}).size(), limits::log_line_bytes);
  }
}

TEST(TextLine, IsForPeople) {
  EXPECT_EQ(text_line(at, log::Level::error, "disk full", {{"path", "/a b"}, {"free", 0}}),
            "09:00:05.250 error   disk full  path=\"/a b\"  free=0");
}

TEST(TextLine, CannotMoveTheCursor) {
  EXPECT_EQ(text_line(at, log::Level::info, "a\x1b[2Jb\n", {}),
            "09:00:05.250 info    a\\x1b[2Jb\\x0a");
}

TEST(LogSink, WritesWhatIsAtLeastOfItsLevelToStandardError) {
  const FixedClock clock;
  ::testing::internal::CaptureStderr();
  {
    LogSink sink(clock, {.level = log::Level::warning, .format = LogFormat::json});
    sink.write(log::Level::info, "not this", {});
    sink.write(log::Level::warning, "this {} %v", {{"n", 1}});
  }
  EXPECT_EQ(::testing::internal::GetCapturedStderr(),
            "{\"at\":\"2026-11-21T09:00:05.250Z\",\"level\":\"warning\","
            "\"message\":\"this {} %v\",\"n\":\"1\"}\n");
}

}  // namespace
}  // namespace firstline::local
