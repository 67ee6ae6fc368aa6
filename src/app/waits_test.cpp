// The waits that are told, on simulated days: are they true, and do they rise without a cause?
#include "app/waits.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "app/told_waits.hpp"
#include "tests/support/waiting_day.hpp"

namespace firstline::app {
namespace {

using testing::Shares;
using testing::ToldWait;
using testing::WaitingDay;
using testing::WaitingPlan;

// definitions.md: calibrated when 45–55 % of waits end within p50 and 85–95 % within p90.
void expect_calibrated(const Shares::Pair& is, const std::string& of) {
  EXPECT_GE(is.p50, 0.45) << of;
  EXPECT_LE(is.p50, 0.55) << of;
  EXPECT_GE(is.p90, 0.85) << of;
  EXPECT_LE(is.p90, 0.95) << of;
}

bool is_of_a_surge(const ToldWait& wait) {
  const Duration of_day = wait.began - std::chrono::floor<std::chrono::days>(wait.began);
  return of_day >= hours(11) && of_day < hours(12) + minutes(15);
}

void expect_honest_days(const std::string& name, const WaitingPlan& plan) {
  std::vector<ToldWait> all;
  for (const std::uint64_t seed : {1, 2}) {
    WaitingDay days(plan, seed);
    for (int i = 0; i < 3; ++i) days.run_day();
    all.insert(all.end(), days.told().begin(), days.told().end());
    // What is shown of the forecasts is what was counted.
    const planning::Learnt& learnt = *planning::find(days.state().planning, QueueId("billing"));
    EXPECT_NEAR(*planning::share_within_p50(learnt.calibration), 0.5, 0.07) << name;
    EXPECT_NEAR(*planning::share_within_p90(learnt.calibration), 0.9, 0.05) << name;
  }
  std::vector<ToldWait> in_line, in_surge;
  for (const ToldWait& wait : all) {
    if (wait.is_in_line) in_line.push_back(wait);
    if (is_of_a_surge(wait)) in_surge.push_back(wait);
  }
  const auto check = [&](const std::vector<ToldWait>& waits, const char* which) {
    const Shares is = testing::shares(waits);
    const std::string figures = fmt::format(
        "{} waits, {} gave up; within p50 {:.3f}, p90 {:.3f} (of those answered {:.3f}, {:.3f}; of "
        "all ends {:.3f}, {:.3f})",
        is.waits, is.abandoned, is.if_all_stayed.p50, is.if_all_stayed.p90, is.of_answered.p50,
        is.of_answered.p90, is.of_all.p50, is.of_all.p90);
    ::testing::Test::RecordProperty(which, figures);
    EXPECT_GT(is.waits, 300u) << name << " " << which;
    expect_calibrated(is.if_all_stayed, fmt::format("{} {}", name, which));
    expect_calibrated(is.of_answered, fmt::format("{} {}, of those answered", name, which));
    return is;
  };
  expect_calibrated(check(all, "all").of_all, name + ", all ends");
  check(in_line, "in_line");
  check(in_surge, "in_surge");
}

TEST(Calibration, HoldsOnDaysWithASurge) { expect_honest_days("plain", {}); }

TEST(Calibration, HoldsWhenHandleTimesVaryLess) {
  expect_honest_days("steady", {.steadiness = 0.5});
}

TEST(Calibration, HoldsForTwoQueuesThatShareTheirAgents) {
  expect_honest_days("shared", {.per_hour = 110, .shared_per_hour = 110});
}

TEST(Calibration, HoldsForAnImpatientCrowd) {
  expect_honest_days("impatient", {.per_hour = 260, .patience = minutes(3)});
}

TEST(Waits, NeverRiseWithoutACause) {
  WaitingDay day({}, 5);
  ToldWaits told;
  std::map<WorkId, planning::Telling> before;
  std::size_t rises = 0, looks = 0;
  std::map<planning::Cause, std::size_t> causes;
  day.look = [&](Time) {
    if (++looks % 3 != 0) return;
    std::map<WorkId, planning::Telling> now;
    const auto& state = day.state();
    routing::for_each_waiting(state.routing, QueueId("billing"), [&](const routing::Work& work) {
      const planning::Telling& telling = told.tell(state, work);
      const auto last = before.find(work.id);
      if (last != before.end() && last->second.wait && telling.wait &&
          (telling.wait->p50 > last->second.wait->p50 ||
           telling.wait->p90 > last->second.wait->p90)) {
        ++rises;
        EXPECT_TRUE(telling.cause) << to_text(work.id);
        if (telling.cause) ++causes[*telling.cause];
      }
      now.emplace(work.id, telling);
      return now.size() < 40;
    });
    before = std::move(now);
  };
  day.run_day();
  EXPECT_GT(rises, 20u);  // agents take breaks
  EXPECT_GT(causes[planning::Cause::fewer_agents], 0u);
}

TEST(Waits, AreTheSameForEverybodyWhoAsks) {
  WaitingDay day({}, 3);
  std::size_t compared = 0;
  std::size_t looks = 0;
  day.look = [&](Time) {
    if (++looks % 50 != 0) return;
    const State& state = day.state();
    const QueueId billing("billing");
    const routing::Work* last = nullptr;
    routing::for_each_waiting(state.routing, billing, [&](const routing::Work& work) {
      last = &work;
      return true;
    });
    if (!last || last->state != routing::WorkState::waiting) return;
    // Who would come now stands behind the last one, and is told more or the same.
    const auto now = forecast(state, *last);
    const auto next = forecast_of_next(state, billing);
    ASSERT_EQ(now.has_value(), next.has_value());
    if (!now) return;
    EXPECT_LE(now->p50, next->p50);
    ++compared;
  };
  day.run_day();
  EXPECT_GT(compared, 10u);
}

}  // namespace
}  // namespace firstline::app
