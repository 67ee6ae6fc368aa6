#include "adapters/local/clock.hpp"

#include <gtest/gtest.h>

namespace firstline::local {
namespace {

TEST(SystemClock, TellsATimeAfterThisProgramWasWritten) {
  EXPECT_GT(SystemClock().now(), *time_from_rfc3339("2024-01-01T00:00:00.000Z"));
}

}  // namespace
}  // namespace firstline::local
