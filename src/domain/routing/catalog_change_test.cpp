// The catalog is replaced while works wait, ring and run.
#include <gtest/gtest.h>

#include "tests/support/routing_floor.hpp"

namespace firstline::routing {
namespace {

using testing::RoutingFloor;
using testing::small_catalog;

TEST(CatalogChange, OffersToAnAgentWhoServesTheQueueFromNowOn) {
  auto catalog = small_catalog({"ann"});
  testing::agent_in(catalog, "ann").queues.clear();
  RoutingFloor floor(catalog);
  floor.ready("ann");
  const WorkId work = floor.arrive();
  EXPECT_TRUE(floor.waits(work));
  floor.use(small_catalog({"ann"}));
  EXPECT_EQ(floor.offered_to(work), "ann");
}

TEST(CatalogChange, LeavesOffersAndWorksAsTheyAre) {
  auto catalog = small_catalog({"ann"});
  RoutingFloor floor(catalog);
  floor.ready("ann");
  const WorkId held = floor.arrive();
  floor.accept("ann");
  const WorkId rung = floor.arrive();
  testing::agent_in(catalog, "ann").queues.clear();
  testing::queue_in(catalog, "billing").ring_time = seconds(5);
  floor.use(catalog);
  EXPECT_EQ(floor.with(held), "ann");
  EXPECT_EQ(floor.offered_to(rung), "ann");
  floor.pass(seconds(19));
  EXPECT_EQ(floor.offered_to(rung), "ann");
  floor.pass(seconds(1));
  EXPECT_TRUE(floor.waits(rung));
}

TEST(CatalogChange, GivesBackWhatAnOldWorkCost) {
  auto catalog = small_catalog({"ann"});
  RoutingFloor floor(catalog);
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  catalog.policy.capacity = {{Channel::chat, 60, 5}};
  floor.use(catalog);
  EXPECT_EQ(floor.agent("ann").used, 20);
  EXPECT_EQ(floor.offered_to(floor.arrive()), "ann");  // 20 + 60
  floor.accept("ann");
  EXPECT_TRUE(floor.waits(floor.arrive()));
  floor.handle(work);
  EXPECT_EQ(floor.agent("ann").used, 60);
}

TEST(CatalogChange, KeepsTheWorksOfAQueueThatIsGoneForEverybody) {
  auto catalog = small_catalog({});
  catalog.skills = {{SkillId("vat"), "VAT"}};
  testing::add_queue(catalog, "vip").required = {{SkillId("vat"), 5}};
  testing::add_agent(catalog, "ann", {"billing"});
  RoutingFloor floor(catalog);
  floor.ready("ann");
  const WorkId work = floor.arrive("vip");
  EXPECT_TRUE(floor.waits(work));
  floor.use(small_catalog({"ann"}));
  EXPECT_EQ(floor.offered_to(work), "ann");
  floor.accept("ann");
  floor.finish(work);  // with the wrap-up of any queue
  EXPECT_EQ(floor.work(work).state, WorkState::wrap_up);
  floor.complete(work);
  EXPECT_TRUE(floor.is_over(work));
}

TEST(CatalogChange, FollowsTheGraceOfTheNewPolicy) {
  auto catalog = small_catalog({"ann"});
  RoutingFloor floor(catalog);
  floor.connect("ann");
  floor.ready("ann");
  floor.vanish("ann");
  catalog.policy.browser_gone_grace = seconds(90);
  floor.use(catalog);
  floor.pass(seconds(89));
  EXPECT_EQ(floor.agent("ann").presence, Presence::ready);
  floor.connect("ann");
  EXPECT_EQ(next_wakeup(floor.state), never);
}

TEST(CatalogChange, CountsTheAgentsOfAQueue) {
  auto catalog = small_catalog({"ann", "bob"});
  testing::agent_in(catalog, "bob").capacity = {{Channel::chat, 50, 5}};
  RoutingFloor floor(catalog);
  const QueueId billing("billing");
  EXPECT_EQ(view_of(floor.state, billing).agents_on, 0u);
  floor.ready("ann");
  floor.take_break("bob");
  EXPECT_EQ(view_of(floor.state, billing).agents_on, 2u);
  EXPECT_EQ(view_of(floor.state, billing).agents_ready, 1u);
  EXPECT_EQ(view_of(floor.state, billing).slots, 5);  // who is on a break takes nothing
  floor.ready("bob");
  EXPECT_EQ(view_of(floor.state, billing).slots, 7);  // five and two
  EXPECT_EQ(view_of(floor.state, billing).free, 7);
  EXPECT_EQ(view_of(floor.state, billing).agents_present, 2);
  EXPECT_EQ(view_of(floor.state, billing, Channel::voice).slots, 2);
  testing::agent_in(catalog, "bob").queues.clear();
  floor.use(catalog);
  EXPECT_EQ(view_of(floor.state, billing).agents_on, 1u);
  EXPECT_EQ(view_of(floor.state, billing).slots, 5);
}

TEST(QueueView, ShowsTheLineAndItsOldest) {
  RoutingFloor floor(small_catalog({"ann"}));
  const QueueId billing("billing");
  const WorkId first = floor.arrive();
  const Time began = floor.now;
  floor.pass(seconds(3));
  floor.arrive();
  EXPECT_EQ(view_of(floor.state, billing).waiting, 2u);
  EXPECT_EQ(view_of(floor.state, billing).oldest, began);
  floor.ready("ann");
  EXPECT_EQ(view_of(floor.state, billing).waiting, 2u);  // offered is not answered
  floor.accept("ann");
  EXPECT_EQ(floor.with(first), "ann");
  EXPECT_EQ(view_of(floor.state, billing).waiting, 1u);
  EXPECT_EQ(view_of(floor.state, billing).oldest, began + seconds(3));
  EXPECT_EQ(view_of(floor.state, QueueId("nowhere")).waiting, 0u);
}

TEST(RoutingState, IsEqualToItsCopy) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  floor.arrive();
  floor.arrive();
  State copy(floor.state);
  EXPECT_TRUE(copy.has_same_facts(floor.state));
  const State moved(std::move(copy));
  EXPECT_TRUE(moved.has_same_facts(floor.state));
  floor.accept("ann");
  EXPECT_FALSE(moved.has_same_facts(floor.state));
}

TEST(RoutingState, LivesOnWhenWhatItWasCopiedFromIsGone) {
  auto floor = std::make_unique<RoutingFloor>(small_catalog({"ann"}));
  floor->arrive();
  State copy = floor->state;
  const Time now = floor->now;
  floor.reset();
  const PresenceChanged ready{AgentId("ann"), Presence::ready, {}, {}};
  evolve(copy, ready, now);
  const auto events = decide(copy, AdvanceTime{}, now);
  ASSERT_TRUE(events && events->size() == 1);
  EXPECT_TRUE(std::holds_alternative<OfferMade>(events->front()));
}

}  // namespace
}  // namespace firstline::routing
