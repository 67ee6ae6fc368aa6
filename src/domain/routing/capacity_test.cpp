// How much attention an agent has, and what the end of a work gives back.
#include <gtest/gtest.h>

#include "domain/routing/index.hpp"
#include "tests/support/routing_floor.hpp"

namespace firstline::routing {
namespace {

using testing::RoutingFloor;
using testing::small_catalog;

// How many works of the channel ann takes before one waits.
int taken_by_ann(RoutingFloor& floor, Channel channel) {
  floor.ready("ann");
  for (int taken = 0;; ++taken) {
    const WorkId work = floor.arrive("billing", {.channel = channel});
    if (floor.waits(work)) return taken;
    floor.accept("ann");
  }
}

TEST(Capacity, HoldsFiveChatsByDefault) {
  RoutingFloor floor(small_catalog({"ann"}));
  EXPECT_EQ(taken_by_ann(floor, Channel::chat), 5);
  EXPECT_EQ(floor.agent("ann").used, 100);
}

TEST(Capacity, HoldsOneCallByDefault) {
  RoutingFloor floor(small_catalog({"ann"}));
  EXPECT_EQ(taken_by_ann(floor, Channel::voice), 1);
}

TEST(Capacity, StopsAtTheMaximumOfAChannel) {
  auto catalog = small_catalog({"ann"});
  catalog.policy.capacity = {{Channel::chat, 20, 3}};
  RoutingFloor floor(catalog);
  EXPECT_EQ(taken_by_ann(floor, Channel::chat), 3);
  // Another channel may use what is left of the budget.
  EXPECT_EQ(floor.offered_to(floor.arrive("billing", {.channel = Channel::message})), "ann");
}

TEST(Capacity, StopsAtTheBudgetBeforeTheMaximum) {
  auto catalog = small_catalog({"ann"});
  catalog.policy.capacity = {{Channel::chat, 34, 5}};
  RoutingFloor floor(catalog);
  EXPECT_EQ(taken_by_ann(floor, Channel::chat), 2);
}

TEST(Capacity, SharesOneBudgetAmongChannels) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  floor.arrive("billing", {.channel = Channel::message});
  floor.accept("ann");
  EXPECT_TRUE(floor.waits(floor.arrive("billing", {.channel = Channel::voice})));  // 10 + 100
  EXPECT_EQ(floor.offered_to(floor.arrive("billing", {.channel = Channel::email})), "ann");
}

TEST(Capacity, FollowsTheAgentsOwnOverride) {
  auto catalog = small_catalog({"ann"});
  catalog.policy.capacity = {{Channel::chat, 20, 5}};
  testing::agent_in(catalog, "ann").capacity = {{Channel::chat, 50, 5}};
  RoutingFloor floor(catalog);
  EXPECT_EQ(taken_by_ann(floor, Channel::chat), 2);
}

TEST(Capacity, NeverOffersAChannelWhoseMaximumIsZero) {
  auto catalog = small_catalog({"ann"});
  testing::agent_in(catalog, "ann").capacity = {{Channel::chat, 20, 0}};
  RoutingFloor floor(catalog);
  EXPECT_EQ(taken_by_ann(floor, Channel::chat), 0);
}

TEST(Capacity, TakesWorksWithoutCostUpToTheirMaximum) {
  auto catalog = small_catalog({"ann"});
  testing::agent_in(catalog, "ann").capacity = {{Channel::ticket, 0, 7}};
  RoutingFloor floor(catalog);
  EXPECT_EQ(taken_by_ann(floor, Channel::ticket), 7);
  EXPECT_EQ(floor.agent("ann").used, 0);
}

TEST(Capacity, CountsAnOfferAsUsed) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  floor.arrive();
  EXPECT_EQ(floor.agent("ann").used, 20);
  floor.pass(seconds(20));
  EXPECT_EQ(floor.agent("ann").used, 0);
}

TEST(Capacity, CountsWrapUpAsUsedUntilItEnds) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  floor.finish(work);
  EXPECT_EQ(floor.agent("ann").used, 20);
  floor.complete(work);
  EXPECT_EQ(floor.agent("ann").used, 0);
}

TEST(WrapUp, EndsByItselfAfterTheQueuesTime) {
  auto catalog = small_catalog({"ann"});
  testing::queue_in(catalog, "billing").wrap_up = seconds(45);
  RoutingFloor floor(catalog);
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  floor.finish(work);
  EXPECT_EQ(activity_of(floor.state, floor.agent("ann")), AgentActivity::wrap_up);
  floor.pass(seconds(45) - milliseconds(1));
  EXPECT_FALSE(floor.is_over(work));
  floor.pass(milliseconds(1));
  EXPECT_TRUE(floor.is_over(work));
  EXPECT_EQ(floor.seen<WorkEnded>()[0].reason, WorkEndReason::wrap_up_over);
  EXPECT_EQ(activity_of(floor.state, floor.agent("ann")), AgentActivity::ready);
}

TEST(WrapUp, EndsWhenTheAgentIsDone) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  floor.finish(work);
  floor.complete(work);
  EXPECT_EQ(floor.seen<WorkEnded>()[0].reason, WorkEndReason::completed);
  EXPECT_EQ(floor.seen<WorkEnded>()[0].outcome, WorkOutcome::handled);
  EXPECT_EQ(next_wakeup(floor.state), never);
}

TEST(WrapUp, IsSkippedWhenTheQueueHasNone) {
  auto catalog = small_catalog({"ann"});
  testing::queue_in(catalog, "billing").wrap_up = Duration(0);
  RoutingFloor floor(catalog);
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  floor.finish(work);
  EXPECT_TRUE(floor.is_over(work));
  EXPECT_EQ(floor.seen<WrapUpStarted>().size(), 0u);
  EXPECT_EQ(floor.seen<WorkEnded>()[0].agent, AgentId("ann"));
}

TEST(WrapUp, IsCompletedByItsAgentOnly) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  const auto early = floor.run(Complete{work, AgentId("ann")});
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().code, "work.not_finished");
  floor.finish(work);
  const auto wrong = floor.run(Complete{work, AgentId("bob")});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, "work.not_yours");
}

TEST(WrapUp, IsNotFinishedTwice) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  floor.finish(work);
  for (const Command& command : std::vector<Command>{Finish{work}, Abandon{work}}) {
    const auto again = floor.run(command);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, "work.not_active");
  }
}

TEST(Slots, AreFixedWhileAWorkLasts) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  std::vector<WorkId> works;
  for (int i = 0; i < 3; ++i) {
    works.push_back(floor.arrive());
    floor.accept("ann");
    EXPECT_EQ(floor.work(works.back()).slot, i + 1);
  }
  floor.handle(works[0]);
  EXPECT_EQ(floor.work(works[1]).slot, 2);
  EXPECT_EQ(floor.work(works[2]).slot, 3);
}

TEST(Slots, ReuseTheLowestFreeNumber) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  std::vector<WorkId> works;
  for (int i = 0; i < 4; ++i) {
    works.push_back(floor.arrive());
    floor.accept("ann");
  }
  floor.handle(works[2]);
  floor.handle(works[0]);
  const WorkId next = floor.arrive();
  floor.accept("ann");
  EXPECT_EQ(floor.work(next).slot, 1);
  const WorkId after = floor.arrive();
  floor.accept("ann");
  EXPECT_EQ(floor.work(after).slot, 3);
}

}  // namespace
}  // namespace firstline::routing
