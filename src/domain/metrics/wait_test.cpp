#include "domain/metrics/wait.hpp"

#include <gtest/gtest.h>

namespace firstline::metrics {
namespace {

WaitInputs twenty_slots_of_ten_minutes(std::size_t position) {
  return {position, 20, 600'000.0, 50};
}

TEST(Wait, SaysNothingWithoutEnoughHandledWorks) {
  WaitInputs inputs = twenty_slots_of_ten_minutes(1);
  inputs.samples = least_samples - 1;
  EXPECT_FALSE(estimate_wait(inputs));
  inputs.samples = least_samples;
  EXPECT_TRUE(estimate_wait(inputs));
}

TEST(Wait, SaysNothingWhenNobodyIsThere) {
  WaitInputs inputs = twenty_slots_of_ten_minutes(1);
  inputs.slots = 0;
  EXPECT_FALSE(estimate_wait(inputs));
}

TEST(Wait, IsCloseToTheExactQuantilesOfTheGammaDistribution) {
  // One slot comes free every 30 s. Exact quantiles of Gamma(k): k=1: ln 2, ln 10;
  // k=10: 9.66871, 14.20599.
  const auto first = *estimate_wait(twenty_slots_of_ten_minutes(1));
  EXPECT_NEAR(static_cast<double>(first.p50.count()), 0.693147 * 30'000, 600);
  EXPECT_NEAR(static_cast<double>(first.p90.count()), 2.302585 * 30'000, 700);
  const auto tenth = *estimate_wait(twenty_slots_of_ten_minutes(10));
  EXPECT_NEAR(static_cast<double>(tenth.p50.count()), 9.66871 * 30'000, 300);
  EXPECT_NEAR(static_cast<double>(tenth.p90.count()), 14.20599 * 30'000, 600);
}

TEST(Wait, GrowsWithThePosition) {
  Duration before{};
  for (std::size_t position = 1; position <= 100; ++position) {
    const auto wait = *estimate_wait(twenty_slots_of_ten_minutes(position));
    EXPECT_GT(wait.p50, before);
    EXPECT_GT(wait.p90, wait.p50);
    before = wait.p50;
  }
}

}  // namespace
}  // namespace firstline::metrics
