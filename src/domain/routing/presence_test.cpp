// Agents come, pause, vanish and come back; what happens to what they hold.
#include <gtest/gtest.h>

#include "tests/support/routing_floor.hpp"

namespace firstline::routing {
namespace {

using testing::RoutingFloor;
using testing::small_catalog;

TEST(Presence, WithdrawsTheOfferOfAnAgentWhoGoesOnABreak) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.take_break("ann");
  EXPECT_TRUE(floor.waits(work));
  EXPECT_EQ(floor.seen<OfferWithdrawn>()[0].reason, WithdrawalReason::agent_left);
}

TEST(Presence, LeavesOpenWorkWithAnAgentOnABreak) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  floor.take_break("ann");
  EXPECT_EQ(floor.with(work), "ann");
  EXPECT_TRUE(floor.waits(floor.arrive()));
}

TEST(Presence, ReturnsOpenWorkOfAnAgentWhoGoesOffline) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  const WorkId first = floor.arrive();
  floor.accept("ann");
  floor.pass(seconds(5));
  const WorkId second = floor.arrive();
  floor.accept("ann");
  const WorkId third = floor.arrive();
  ASSERT_EQ(floor.offered_to(third), "ann");
  floor.go_offline("ann");
  for (const WorkId work : {first, second, third}) EXPECT_TRUE(floor.waits(work));
  EXPECT_EQ(floor.seen<WorkReturned>().size(), 2u);
  EXPECT_EQ(floor.seen<WorkReturned>()[0].reason, ReturnReason::agent_offline);
  EXPECT_TRUE(floor.agent("ann").slots.empty());
  floor.ready("bob");
  EXPECT_EQ(floor.offered_to(first), "bob");  // it has kept its place
}

TEST(Presence, EndsTheWrapUpOfAnAgentWhoGoesOffline) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  floor.finish(work);
  floor.go_offline("ann");
  EXPECT_TRUE(floor.is_over(work));
  EXPECT_EQ(floor.seen<WorkEnded>()[0].outcome, WorkOutcome::handled);
}

TEST(Presence, SaysNothingWhenNothingChanges) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.go_offline("ann");
  EXPECT_TRUE(floor.take().empty());
  floor.ready("ann");
  floor.take();
  floor.ready("ann");
  EXPECT_TRUE(floor.take().empty());
}

TEST(Presence, ChangesTheReasonOfABreak) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.take_break("ann", "meal");
  floor.take_break("ann", "training");
  EXPECT_EQ(floor.agent("ann").reason, "training");
}

TEST(Presence, RefusesAnAgentTheCatalogDoesNotKnow) {
  RoutingFloor floor(small_catalog({"ann"}));
  const auto refused = floor.run(SetPresence{AgentId("eve"), Presence::ready, {}, {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "agent.unknown");
}

TEST(Presence, LetsAnAgentWhoWasRemovedGoOfflineButNotReady) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  floor.take_break("ann");
  floor.use(small_catalog({"bob"}));
  const auto refused = floor.run(SetPresence{AgentId("ann"), Presence::ready, {}, {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "agent.unknown");
  floor.go_offline("ann");
  EXPECT_TRUE(floor.waits(work));
}

TEST(Presence, MakesNoOfferToAnAgentWhoWasRemovedWhileReady) {
  auto catalog = small_catalog({"ann", "bob"});
  RoutingFloor floor(catalog);
  floor.ready("ann");
  floor.use(small_catalog({"bob"}));
  EXPECT_TRUE(floor.waits(floor.arrive()));
  EXPECT_TRUE(floor.waits(floor.arrive("billing", {.preferred = AgentId("ann")})));
}

TEST(Vanishing, KeepsEverythingOfAnAgentWhoComesBackInTime) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.connect("ann");
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  floor.vanish("ann");
  floor.pass(seconds(30) - milliseconds(1));
  floor.connect("ann");
  floor.pass(minutes(5));
  EXPECT_EQ(floor.with(work), "ann");
  EXPECT_EQ(floor.agent("ann").presence, Presence::ready);
  EXPECT_EQ(floor.work(work).slot, 1);
}

TEST(Vanishing, ReturnsWorkToItsPlaceWhenTheGraceIsOver) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.connect("ann");
  floor.ready("ann");
  const WorkId first = floor.arrive();
  floor.accept("ann");
  const Time place = place_of(floor.work(first));
  floor.vanish("ann");
  floor.pass(seconds(10));
  const WorkId second = floor.arrive();
  floor.pass(seconds(20));
  EXPECT_TRUE(floor.waits(first));
  EXPECT_EQ(floor.agent("ann").presence, Presence::offline);
  EXPECT_EQ(floor.seen<WorkReturned>()[0].reason, ReturnReason::agent_gone);
  EXPECT_EQ(place_of(floor.work(first)), place);
  floor.ready("bob");
  EXPECT_EQ(floor.offered_to(first), "bob");
  EXPECT_TRUE(floor.waits(second));
}

TEST(Vanishing, OffersNothingMeanwhile) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.connect("ann");
  floor.ready("ann");
  floor.vanish("ann");
  const WorkId work = floor.arrive();
  EXPECT_TRUE(floor.waits(work));
  floor.connect("ann");
  EXPECT_EQ(floor.offered_to(work), "ann");
}

TEST(Vanishing, LetsAnOfferRingOnForAnAgentWhoMayComeBack) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.connect("ann");
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.vanish("ann");
  EXPECT_EQ(floor.offered_to(work), "ann");
  floor.pass(seconds(5));
  floor.connect("ann");
  floor.accept("ann");
  EXPECT_EQ(floor.with(work), "ann");
}

TEST(Vanishing, DoesNotCountAnOfferNobodyCouldSee) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.connect("ann");
  floor.ready("ann");
  floor.arrive();
  floor.vanish("ann");
  floor.pass(seconds(20));
  ASSERT_EQ(floor.seen<OfferExpired>().size(), 1u);
  EXPECT_FALSE(floor.seen<OfferExpired>()[0].counts);
  EXPECT_EQ(floor.agent("ann").unanswered, 0);
}

TEST(Vanishing, GoesOnWhileOnABreak) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.connect("ann");
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  floor.take_break("ann");
  floor.vanish("ann");
  floor.pass(seconds(30));
  EXPECT_TRUE(floor.waits(work));
}

TEST(Vanishing, ReturnsTheWorkOfSomebodyWhoTookItOverWithoutBeingReady) {
  RoutingFloor floor(small_catalog({"ann", "sue"}));
  floor.connect("sue");
  const WorkId work = floor.arrive();
  EXPECT_TRUE(floor.run(TakeOver{work, AgentId("sue")}));
  ASSERT_EQ(floor.with(work), "sue");
  floor.vanish("sue");
  floor.pass(seconds(29));
  EXPECT_EQ(floor.with(work), "sue");
  floor.pass(seconds(1));
  EXPECT_TRUE(floor.waits(work));
}

TEST(Vanishing, ReturnsTheWorkOfSomebodyOfflineWhoSaysOffline) {
  RoutingFloor floor(small_catalog({"sue"}));
  floor.connect("sue");
  const WorkId work = floor.arrive();
  EXPECT_TRUE(floor.run(TakeOver{work, AgentId("sue")}));
  floor.go_offline("sue");
  EXPECT_TRUE(floor.waits(work));
}

TEST(Vanishing, IsForgottenWhenTheAgentChoosesAPresenceElsewhere) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.connect("ann");
  floor.ready("ann");
  floor.vanish("ann");
  floor.ready("ann");
  floor.pass(minutes(1));
  EXPECT_EQ(floor.agent("ann").presence, Presence::ready);
  EXPECT_EQ(next_wakeup(floor.state), never);
}

TEST(Vanishing, SaysNothingTwice) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.vanish("ann");  // never was there
  floor.connect("ann");
  floor.connect("ann");
  floor.ready("ann");
  floor.vanish("ann");
  floor.vanish("ann");
  EXPECT_EQ(floor.seen<AgentConnected>().size(), 1u);
  EXPECT_EQ(floor.seen<AgentVanished>().size(), 1u);
}

TEST(Activity, IsWhatColleaguesSee) {
  RoutingFloor floor(small_catalog({"ann"}));
  const auto activity = [&] { return activity_of(floor.state, floor.agent("ann")); };
  floor.ready("ann");
  EXPECT_EQ(activity(), AgentActivity::ready);
  const WorkId work = floor.arrive();
  EXPECT_EQ(activity(), AgentActivity::ready);
  floor.accept("ann");
  EXPECT_EQ(activity(), AgentActivity::busy);
  floor.finish(work);
  EXPECT_EQ(activity(), AgentActivity::wrap_up);
  floor.take_break("ann");
  EXPECT_EQ(activity(), AgentActivity::on_break);
  floor.go_offline("ann");
  EXPECT_EQ(activity(), AgentActivity::offline);
}

}  // namespace
}  // namespace firstline::routing
