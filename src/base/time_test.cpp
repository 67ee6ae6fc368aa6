#include "base/time.hpp"

#include <gtest/gtest.h>

namespace firstline {
namespace {

TEST(Time, IsWrittenAsUtcWithMilliseconds) {
  EXPECT_EQ(to_rfc3339(Time()), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_rfc3339(time_from_ms(1'795'251'605'250)), "2026-11-21T09:00:05.250Z");
  EXPECT_EQ(to_clock(time_from_ms(1'795'251'605'250)), "09:00:05.250");
}

TEST(Time, IsReadBackAsWritten) {
  for (const std::int64_t ms :
       {0LL, 1LL, 951'782'400'000LL, 1'795'251'605'250LL, 4'102'444'799'999LL}) {
    EXPECT_EQ(time_from_rfc3339(to_rfc3339(time_from_ms(ms))), time_from_ms(ms));
  }
}

TEST(Time, IsReadWithAnOffsetAndWithAnyFraction) {
  const Time nine = *time_from_rfc3339("2026-11-21T09:00:05Z");
  EXPECT_EQ(time_from_rfc3339("2026-11-21T17:00:05+08:00"), nine);
  EXPECT_EQ(time_from_rfc3339("2026-11-21T03:30:05-05:30"), nine);
  EXPECT_EQ(time_from_rfc3339("2026-11-21T09:00:05.5Z"), nine + milliseconds(500));
  EXPECT_EQ(time_from_rfc3339("2026-11-21T09:00:05.1239Z"), nine + milliseconds(123));
}

TEST(Time, ThatIsNoneIsRefused) {
  for (const char* bad :
       {"", "2026-11-21", "2026-11-21T09:00:05", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
        "2026-11-21T24:00:00Z", "2026-11-21T09:60:00Z", "2026-11-21T09:00:05.Z",
        "2026-11-21T09:00:05+8:00", "2026-11-21 09:00:05Z", "2026-11-21T09:00:05Zx"}) {
    EXPECT_FALSE(time_from_rfc3339(bad)) << bad;
  }
}

}  // namespace
}  // namespace firstline
