// Work that changes hands: to a queue, to one person, by a supervisor.
#include <gtest/gtest.h>

#include "tests/support/routing_floor.hpp"

namespace firstline::routing {
namespace {

using testing::RoutingFloor;
using testing::small_catalog;

const AgentId ann("ann");
const AgentId bob("bob");
const AgentId sue("sue");
const QueueId billing("billing");

// Ann has a work; bob is ready too.
struct Handover : ::testing::Test {
  static catalog::Catalog two_queues() {
    auto catalog = small_catalog({"ann", "bob", "cai", "sue"});
    testing::add_queue(catalog, "vip").priority = seconds(60);
    testing::agent_in(catalog, "bob").queues.emplace_back("vip");
    return catalog;
  }

  Handover() : floor(two_queues()) {
    floor.ready("ann");
    work = floor.arrive();
    floor.accept("ann");
    floor.pass(seconds(10));
    floor.ready("bob");
  }

  RoutingFloor floor;
  WorkId work;
};

TEST_F(Handover, ToAQueueOffersItToSomebodyElseOfThatQueue) {
  ASSERT_TRUE(floor.run(Transfer{work, ann, QueueId("vip"), {}}));
  EXPECT_EQ(floor.offered_to(work), "bob");
  EXPECT_EQ(floor.work(work).queue, QueueId("vip"));
  EXPECT_EQ(floor.work(work).priority, seconds(60));
  EXPECT_EQ(floor.agent("ann").used, 0);
}

TEST_F(Handover, KeepsTheTimeItWasEnqueued) {
  const Time enqueued_at = floor.work(work).enqueued_at;
  ASSERT_TRUE(floor.run(Transfer{work, ann, QueueId("vip"), {}}));
  EXPECT_EQ(floor.work(work).enqueued_at, enqueued_at);
}

TEST_F(Handover, DoesNotComeBackAtOnceToWhoHandedItOver) {
  floor.go_offline("bob");
  ASSERT_TRUE(floor.run(Transfer{work, ann, billing, {}}));
  EXPECT_TRUE(floor.waits(work));
  floor.pass(seconds(30));
  EXPECT_EQ(floor.offered_to(work), "ann");
}

TEST_F(Handover, ToAnAgentIsOfferedToThemEvenIfTheyDoNotServeTheQueue) {
  auto catalog = two_queues();
  testing::agent_in(catalog, "bob").queues = {QueueId("vip")};
  floor.use(catalog);
  ASSERT_TRUE(floor.run(Transfer{work, ann, {}, bob}));
  EXPECT_EQ(floor.offered_to(work), "bob");
  EXPECT_EQ(floor.seen<OfferMade>().back().reason, ChoiceReason::preferred);
  EXPECT_EQ(floor.work(work).queue, billing);
}

TEST_F(Handover, WaitsForThePreferredAgentAndThenForAnyone) {
  floor.ready("cai");
  for (int i = 0; i < 5; ++i) {
    const WorkId full = floor.arrive("vip");
    ASSERT_EQ(floor.offered_to(full), "bob");
    floor.accept("bob");
  }
  ASSERT_TRUE(floor.run(Transfer{work, ann, {}, bob}));
  floor.pass(seconds(60) - milliseconds(1));
  EXPECT_TRUE(floor.waits(work));
  floor.pass(milliseconds(1));
  EXPECT_EQ(floor.offered_to(work), "cai");
}

TEST_F(Handover, GoesToAnyoneWhenThePreferredAgentDeclines) {
  floor.ready("cai");
  ASSERT_TRUE(floor.run(Transfer{work, ann, {}, bob}));
  ASSERT_EQ(floor.offered_to(work), "bob");
  floor.decline("bob");
  EXPECT_EQ(floor.offered_to(work), "cai");
}

TEST_F(Handover, DoesNotRingADecliningAgentAgainAtOnce) {
  ASSERT_TRUE(floor.run(Transfer{work, ann, {}, bob}));
  floor.decline("bob");
  EXPECT_TRUE(floor.waits(work));
}

TEST_F(Handover, StaysKeptWhileThePreferredAgentPausesAfterNotAnswering) {
  floor.ready("cai");
  ASSERT_TRUE(floor.run(Transfer{work, ann, {}, bob}));
  floor.pass(seconds(20));
  EXPECT_TRUE(floor.waits(work));
  floor.pass(seconds(10));
  EXPECT_EQ(floor.offered_to(work), "bob");
}

TEST_F(Handover, GoesToAnyoneWhenThePreferredAgentLeaves) {
  floor.ready("cai");
  ASSERT_TRUE(floor.run(Transfer{work, ann, {}, bob}));
  floor.take_break("bob");
  EXPECT_EQ(floor.offered_to(work), "cai");
}

TEST_F(Handover, GoesToAnyoneWhenThePreferredAgentIsSentOnABreak) {
  auto catalog = two_queues();
  catalog.policy.unanswered_before_break = 1;
  floor.use(catalog);
  floor.ready("cai");
  ASSERT_TRUE(floor.run(Transfer{work, ann, {}, bob}));
  floor.pass(seconds(20));
  EXPECT_EQ(floor.agent("bob").presence, Presence::on_break);
  EXPECT_EQ(floor.offered_to(work), "cai");
}

TEST_F(Handover, RefusesWhatCannotBe) {
  const auto code = [&](const Command& command) {
    const auto done = floor.run(command);
    return done ? std::string("done") : done.error().code;
  };
  EXPECT_EQ(code(Transfer{WorkId{99}, ann, billing, {}}), "work.unknown");
  EXPECT_EQ(code(Transfer{work, bob, billing, {}}), "work.not_yours");
  EXPECT_EQ(code(Transfer{work, ann, QueueId("nowhere"), {}}), "queue.unknown");
  EXPECT_EQ(code(Transfer{work, ann, {}, AgentId("eve")}), "agent.unknown");
  EXPECT_EQ(code(Transfer{work, ann, {}, ann}), "work.transfer_to_self");
  EXPECT_EQ(code(Transfer{work, ann, {}, AgentId("cai")}), "agent.unavailable");
  floor.vanish("bob");
  EXPECT_EQ(code(Transfer{work, ann, {}, bob}), "agent.unavailable");
  EXPECT_EQ(floor.with(work), "ann");
  floor.finish(work);
  EXPECT_EQ(code(Transfer{work, ann, billing, {}}), "work.not_active");
}

TEST(Preference, OfNobodyWhoIsThereIsIgnored) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  const WorkId work = floor.arrive("billing", {.preferred = AgentId("bob")});
  EXPECT_EQ(floor.offered_to(work), "ann");
}

TEST(Preference, HoldsAmongOthersByPlace) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  floor.ready("bob");
  const WorkId a = floor.arrive();
  ASSERT_EQ(floor.offered_to(a), "ann");
  const WorkId b = floor.arrive("billing", {.preferred = AgentId("ann")});
  const WorkId c = floor.arrive("billing", {.preferred = AgentId("ann")});
  EXPECT_TRUE(floor.waits(b));
  floor.accept("ann");
  EXPECT_EQ(floor.offered_to(b), "ann");
  EXPECT_TRUE(floor.waits(c));
}

TEST(TakeOver, TakesAWaitingWork) {
  RoutingFloor floor(small_catalog({"ann", "sue"}));
  const WorkId work = floor.arrive();
  ASSERT_TRUE(floor.run(TakeOver{work, sue}));
  EXPECT_EQ(floor.with(work), "sue");
  EXPECT_EQ(floor.work(work).slot, 1);
  EXPECT_EQ(view_of(floor.state, billing).waiting, 0u);
}

TEST(TakeOver, TakesAnOfferedWorkAndWithdrawsTheOffer) {
  RoutingFloor floor(small_catalog({"ann", "sue"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  ASSERT_TRUE(floor.run(TakeOver{work, sue}));
  EXPECT_EQ(floor.with(work), "sue");
  EXPECT_EQ(floor.seen<OfferWithdrawn>()[0].reason, WithdrawalReason::taken_over);
  EXPECT_EQ(floor.agent("ann").used, 0);
}

TEST(TakeOver, TakesAnOfferOfOnesOwn) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  ASSERT_TRUE(floor.run(TakeOver{work, ann}));
  EXPECT_EQ(floor.with(work), "ann");
  EXPECT_EQ(floor.agent("ann").used, 20);
}

TEST(TakeOver, TakesAnActiveWorkFromItsAgent) {
  RoutingFloor floor(small_catalog({"ann", "sue"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  ASSERT_TRUE(floor.run(TakeOver{work, sue}));
  EXPECT_EQ(floor.with(work), "sue");
  EXPECT_EQ(floor.seen<WorkTakenOver>()[0].from, ann);
  EXPECT_TRUE(floor.agent("ann").slots.empty());
}

TEST(TakeOver, TakesAWorkThatIsKeptForSomebody) {
  RoutingFloor floor(small_catalog({"ann", "bob", "sue"}));
  floor.ready("ann");
  floor.ready("bob");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  ASSERT_TRUE(floor.run(Transfer{work, ann, {}, bob}));
  ASSERT_TRUE(floor.run(TakeOver{work, sue}));
  EXPECT_EQ(floor.with(work), "sue");
  floor.pass(minutes(5));
  EXPECT_EQ(floor.with(work), "sue");
}

TEST(TakeOver, MayExceedTheBudget) {
  RoutingFloor floor(small_catalog({"ann", "sue"}));
  floor.ready("sue");
  for (int i = 0; i < 7; ++i) {
    ASSERT_TRUE(floor.run(TakeOver{floor.arrive(), sue}));
  }
  EXPECT_EQ(floor.agent("sue").used, 140);
  EXPECT_TRUE(floor.waits(floor.arrive()));
}

TEST(TakeOver, RefusesWhatCannotBe) {
  RoutingFloor floor(small_catalog({"ann", "sue"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  const auto code = [&](const Command& command) {
    const auto done = floor.run(command);
    return done ? std::string("done") : done.error().code;
  };
  EXPECT_EQ(code(TakeOver{work, ann}), "work.already_yours");
  EXPECT_EQ(code(TakeOver{work, AgentId("eve")}), "agent.unknown");
  EXPECT_EQ(code(TakeOver{WorkId{99}, sue}), "work.unknown");
  floor.finish(work);
  EXPECT_EQ(code(TakeOver{work, sue}), "work.not_active");
}

}  // namespace
}  // namespace firstline::routing
