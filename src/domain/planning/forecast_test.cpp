#include "domain/planning/forecast.hpp"

#include <gtest/gtest.h>

namespace firstline::planning {
namespace {

const QueueId billing("billing");
const Time nine = time_from_ms(1795251600000);

State after_works(int works, Duration handle_time) {
  State state;
  for (int i = 0; i < works; ++i) {
    handled(state, billing, handle_time);
    rang(state, billing, seconds(1));
  }
  return state;
}

// One that waits in line from nine on and ends so.
void wait_once(State& state, Duration wait, Ending how, const Standing& at = {4, 10, 0, 5}) {
  begins_to_wait(state, WorkId{1}, billing, {.since = nine}, at);
  ends_to_wait(state, WorkId{1}, billing, how, nine + wait);
}

TEST(Forecast, SaysNothingBeforeEnoughWorksWereHandled) {
  const State few = after_works(static_cast<int>(least_samples) - 1, minutes(5));
  EXPECT_FALSE(forecast(few, billing, {3, 10, 0, 5}));
  const State enough = after_works(static_cast<int>(least_samples), minutes(5));
  EXPECT_TRUE(forecast(enough, billing, {3, 10, 0, 5}));
  EXPECT_FALSE(forecast(enough, QueueId("other"), {3, 10, 0, 5}));
}

TEST(Forecast, SaysNothingWhenNobodyIsThere) {
  EXPECT_FALSE(forecast(after_works(50, minutes(5)), billing, {0, 0, 0, 0}));
}

TEST(Forecast, IsTheRingingWhileASlotIsFree) {
  const auto wait = forecast(after_works(50, minutes(5)), billing, {0, 10, 1, 5});
  ASSERT_TRUE(wait);
  EXPECT_LT(wait->p90, seconds(3));
  EXPECT_GT(wait->p90, wait->p50);
}

// Ten slots of 5 min 1 s: one comes free every 30.1 s.
TEST(Forecast, IsErlangsForThoseInLine) {
  const State state = after_works(50, minutes(5));
  const auto next = forecast(state, billing, {0, 10, 0, 5});
  EXPECT_NEAR(static_cast<double>(next->p50.count()), 0.693147 * 30'100 + 1'000, 1);
  EXPECT_NEAR(static_cast<double>(next->p90.count()), 2.302585 * 30'100 + 1'000, 1);
  const auto fifth = forecast(state, billing, {4, 10, 0, 5});
  EXPECT_NEAR(static_cast<double>(fifth->p90.count()), 7.99359 * 30'100 + 1'000, 5);
}

TEST(Forecast, FollowsStaffAndPlaceAndWhatWasLearnt) {
  const State state = after_works(50, minutes(5));
  const auto now = *forecast(state, billing, {9, 10, 0, 5});
  EXPECT_LT(forecast(state, billing, {8, 10, 0, 5})->p50, now.p50);
  EXPECT_LT(forecast(state, billing, {9, 11, 0, 5})->p50, now.p50);
  EXPECT_GT(forecast(after_works(50, minutes(6)), billing, {9, 10, 0, 5})->p50, now.p50);
  State impatient = state;
  for (int i = 0; i < 20; ++i) wait_once(impatient, minutes(1), Ending::abandoned);
  impatient.learnt[billing].in_line = {};
  EXPECT_LT(forecast(impatient, billing, {9, 10, 0, 5})->p50, now.p50);
}

TEST(Forecast, ForgetsHowLongWorksTookOnceTheyTakeOtherwise) {
  State state = after_works(200, minutes(5));
  for (int i = 0; i < 500; ++i) handled(state, billing, minutes(10));
  EXPECT_NEAR(static_cast<double>(find(state, billing)->handle_us) / 6e7, 10, 0.3);
}

TEST(Forecast, LearnsPatienceFromAllWhoWait) {
  State state = after_works(50, minutes(5));
  for (int i = 0; i < 30; ++i) {
    wait_once(state, minutes(2), Ending::answered);
    wait_once(state, minutes(1), Ending::abandoned);
  }
  const Learnt& learnt = *find(state, billing);
  // 30 gave up in 90 minutes of waiting: one in three minutes.
  EXPECT_NEAR(static_cast<double>(learnt.waited_ms) / (static_cast<double>(learnt.abandoned) / 1e6),
              180'000, 5'000);
}

TEST(Forecast, IsRaisedByWaitsThatLastLongerAndLoweredByThoseThatDoNot) {
  State state = after_works(50, minutes(5));
  const Standing fifth{4, 10, 0, 5};
  const auto before = *forecast(state, billing, fifth);
  for (int i = 0; i < 100; ++i) wait_once(state, minutes(10), Ending::answered);
  EXPECT_GT(forecast(state, billing, fifth)->p50, before.p50 * 5 / 4);
  for (int i = 0; i < 400; ++i) wait_once(state, seconds(30), Ending::answered);
  const auto after = *forecast(state, billing, fifth);
  EXPECT_LT(after.p50, before.p50);
  EXPECT_GE(after.p90, after.p50);
}

TEST(Forecast, MeasuresHowOftenItWasTrue) {
  State state = after_works(50, minutes(5));
  EXPECT_FALSE(share_within_p50(Calibration{}));
  for (int i = 0; i < 50; ++i) {
    wait_once(state, i % 2 == 0 ? seconds(1) : hours(1), Ending::answered);
  }
  const Calibration& measured = find(state, billing)->calibration;
  EXPECT_EQ(measured.waits, 50u);
  EXPECT_NEAR(*share_within_p50(measured), 0.5, 0.03);
  EXPECT_NEAR(*share_within_p90(measured), 0.5, 0.03);
}

TEST(Forecast, LearnsNothingOfItselfFromThoseWhoLeaveBefore) {
  State state = after_works(50, minutes(5));
  for (int i = 0; i < 50; ++i) wait_once(state, seconds(1), Ending::abandoned);
  const Learnt& learnt = *find(state, billing);
  EXPECT_EQ(learnt.in_line.p50, Correction{}.p50);
  EXPECT_EQ(learnt.in_line.p90, Correction{}.p90);
  EXPECT_FALSE(share_within_p50(learnt.calibration));
}

TEST(Forecast, KeepsNothingOfWhoWaitsNoMore) {
  State state = after_works(50, minutes(5));
  wait_once(state, seconds(1), Ending::other);
  EXPECT_TRUE(state.waiting.empty());
  EXPECT_EQ(find(state, billing)->waited_ms, 0);
  ends_to_wait(state, WorkId{7}, billing, Ending::answered, nine);  // nobody knows it
  EXPECT_EQ(find(state, billing)->waited_ms, 0);
}

}  // namespace
}  // namespace firstline::planning
