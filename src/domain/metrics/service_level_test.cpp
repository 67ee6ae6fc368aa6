#include "domain/metrics/service_level.hpp"

#include <gtest/gtest.h>

namespace firstline::metrics {
namespace {

// The vector of definitions.md: A 1000, B 60, A_20 860, B_20 20, B_5 10.
Counts vector_of_the_definitions() {
  Counts counts;
  counts.answered = 1000;
  counts.abandoned = 60;
  counts.answered_within = 860;
  counts.abandoned_within = 20;
  counts.abandoned_short = 10;
  return counts;
}

TEST(ServiceLevel, GivesThePublishedFigureInEveryVariant) {
  const Counts counts = vector_of_the_definitions();
  EXPECT_NEAR(*service_level(ServiceLevel::sl1, counts), 0.8302, 0.00005);
  EXPECT_NEAR(*service_level(ServiceLevel::sl2, counts), 0.8600, 0.00005);
  EXPECT_NEAR(*service_level(ServiceLevel::sl3, counts), 0.8113, 0.00005);
  EXPECT_NEAR(*service_level(ServiceLevel::sl4, counts), 0.8269, 0.00005);
  EXPECT_NEAR(*service_level(ServiceLevel::sl5, counts), 0.8208, 0.00005);
}

TEST(ServiceLevel, SaysNothingWhenNothingHappened) {
  const Counts none;
  for (auto variant : {ServiceLevel::sl1, ServiceLevel::sl2, ServiceLevel::sl3, ServiceLevel::sl4,
                       ServiceLevel::sl5}) {
    EXPECT_EQ(service_level(variant, none), std::nullopt) << to_text(variant);
  }
  EXPECT_EQ(average_speed_of_answer(none), std::nullopt);
  EXPECT_EQ(abandonment(none), std::nullopt);
  EXPECT_EQ(mean_effort(none), std::nullopt);
}

TEST(Abandonment, CanLeaveOutShortOnes) {
  const Counts counts = vector_of_the_definitions();
  EXPECT_NEAR(*abandonment(counts), 60.0 / 1060, 1e-12);
  EXPECT_NEAR(*abandonment_without_short(counts), 50.0 / 1050, 1e-12);
}

TEST(AverageSpeedOfAnswer, DividesTheWaitOfTheAnsweredByTheAnswered) {
  Counts counts;
  counts.answered = 4;
  counts.abandoned = 9;
  counts.wait_of_answered = seconds(50);
  EXPECT_EQ(average_speed_of_answer(counts), milliseconds(12'500));
}

TEST(HandleTime, TellsElapsedAndAttentionApart) {
  Counts counts;
  counts.handled = 2;
  counts.talk = minutes(10);
  counts.wrap_up = minutes(2);
  counts.attention = minutes(7);
  EXPECT_EQ(handle_time_elapsed(counts), minutes(6));
  EXPECT_EQ(handle_time_attention(counts), milliseconds(210'000));
}

TEST(Effort, IsTheMeanOfTheAnswers) {
  Counts counts;
  counts.effort = {3, 0, 0, 0, 1};
  EXPECT_DOUBLE_EQ(*mean_effort(counts), 2.0);
}

}  // namespace
}  // namespace firstline::metrics
