#include "domain/planning/telling.hpp"

#include <gtest/gtest.h>

namespace firstline::planning {
namespace {

const Standing fifth{4, 10, 0, 5};

Quantiles wait_of(int p50_s, int p90_s) { return {seconds(p50_s), seconds(p90_s)}; }

Telling told_before() { return tell(nullptr, Beginning::arrival, fifth, wait_of(100, 200)); }

TEST(Telling, BeginsWithWhatTheForecastSays) {
  EXPECT_EQ(told_before(), (Telling{fifth, wait_of(100, 200), {}}));
  EXPECT_EQ(tell(nullptr, Beginning::transfer, fifth, {}).cause, Cause::transfer);
  EXPECT_EQ(tell(nullptr, Beginning::returned, fifth, {}).cause, Cause::agent_gone);
}

TEST(Telling, FallsWithoutAWord) {
  const Telling before = told_before();
  const Telling now = tell(&before, Beginning::arrival, {3, 10, 0, 5}, wait_of(80, 170));
  EXPECT_EQ(now.wait, wait_of(80, 170));
  EXPECT_FALSE(now.cause);
}

TEST(Telling, NamesTheCauseOfARise) {
  const Telling before = told_before();
  const auto cause = [&](const Standing& at) {
    const Telling now = tell(&before, Beginning::arrival, at, wait_of(130, 260));
    EXPECT_EQ(now.wait, wait_of(130, 260));
    return now.cause;
  };
  EXPECT_EQ(cause({5, 10, 0, 5}), Cause::higher_priority);
  EXPECT_EQ(cause({4, 8, 0, 4}), Cause::fewer_agents);
  EXPECT_EQ(cause({3, 6, 0, 3}), Cause::fewer_agents);
  EXPECT_EQ(cause(fifth), Cause::slower);
}

TEST(Telling, DoesNotTwitch) {
  const Telling before = told_before();
  const Telling now = tell(&before, Beginning::arrival, fifth, wait_of(110, 190));
  EXPECT_EQ(now.wait, wait_of(100, 190));
  EXPECT_FALSE(now.cause);
  // Small steps do not add up unseen.
  const Telling then = tell(&now, Beginning::arrival, fifth, wait_of(116, 190));
  EXPECT_EQ(then.wait, wait_of(116, 190));
  EXPECT_EQ(then.cause, Cause::slower);
}

TEST(Telling, ForgetsTheCauseWithTheNextStepForward) {
  const Telling before = told_before();
  const Telling later = tell(&before, Beginning::arrival, {4, 8, 0, 4}, wait_of(130, 260));
  const Telling still = tell(&later, Beginning::arrival, {4, 8, 0, 4}, wait_of(130, 260));
  EXPECT_EQ(still.cause, Cause::fewer_agents);
  EXPECT_FALSE(tell(&still, Beginning::arrival, {3, 8, 0, 4}, wait_of(110, 220)).cause);
}

TEST(Telling, MayComeToKnowAndCeaseToKnow) {
  const Telling before = told_before();
  const Telling unknown = tell(&before, Beginning::arrival, {4, 0, 0, 0}, {});
  EXPECT_FALSE(unknown.wait);
  EXPECT_EQ(tell(&unknown, Beginning::arrival, fifth, wait_of(500, 900)).wait, wait_of(500, 900));
}

}  // namespace
}  // namespace firstline::planning
