// One work, one agent, one offer at a time: how an offer is made and how it ends.
#include <gtest/gtest.h>

#include "tests/support/routing_floor.hpp"

namespace firstline::routing {
namespace {

using testing::RoutingFloor;
using testing::small_catalog;

TEST(Offers, OfferAWaitingWorkToAReadyAgentForTheRingTimeOfItsQueue) {
  auto catalog = small_catalog({"ann"});
  testing::queue_in(catalog, "billing").ring_time = seconds(25);
  RoutingFloor floor(catalog);
  floor.ready("ann");
  const WorkId work = floor.arrive();
  const auto made = floor.seen<OfferMade>();
  ASSERT_EQ(made.size(), 1u);
  EXPECT_EQ(made[0].agent, AgentId("ann"));
  EXPECT_EQ(made[0].until, floor.now + seconds(25));
  EXPECT_EQ(made[0].reason, ChoiceReason::longest_idle);
  EXPECT_EQ(made[0].catalog_version, 1u);
  EXPECT_EQ(floor.offered_to(work), "ann");
}

TEST(Offers, WaitUntilSomebodyIsReady) {
  RoutingFloor floor(small_catalog({"ann"}));
  const WorkId work = floor.arrive();
  EXPECT_TRUE(floor.waits(work));
  floor.ready("ann");
  EXPECT_EQ(floor.offered_to(work), "ann");
}

TEST(Offers, OfferAWorkToOneAgentAtATime) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  floor.ready("bob");
  floor.arrive();
  EXPECT_EQ(floor.state.offers.size(), 1u);
}

TEST(Offers, RingAnAgentForOneWorkAtATime) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId first = floor.arrive();
  const WorkId second = floor.arrive();
  EXPECT_TRUE(floor.waits(second));
  floor.accept("ann");
  EXPECT_EQ(floor.with(first), "ann");
  EXPECT_EQ(floor.offered_to(second), "ann");
}

TEST(Offers, ExpireAtTheEndOfTheRingTimeAndNotBefore) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.pass(seconds(20) - milliseconds(1));
  EXPECT_EQ(floor.offered_to(work), "ann");
  floor.pass(milliseconds(1));
  EXPECT_TRUE(floor.waits(work));
  EXPECT_EQ(floor.seen<OfferExpired>().size(), 1u);
}

TEST(Offers, ReturnAnUnansweredWorkToTheHeadOfTheQueue) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  const WorkId first = floor.arrive();
  floor.pass(seconds(1));
  const WorkId second = floor.arrive();
  floor.pass(seconds(19));
  ASSERT_TRUE(floor.waits(first));
  ASSERT_TRUE(floor.waits(second));
  floor.ready("bob");
  EXPECT_EQ(floor.offered_to(first), "bob");
}

TEST(Offers, PauseAnAgentAfterAnUnansweredOne) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.pass(seconds(20));
  EXPECT_TRUE(floor.waits(work));
  floor.pass(seconds(10) - milliseconds(1));
  EXPECT_TRUE(floor.waits(work));
  floor.pass(milliseconds(1));
  EXPECT_EQ(floor.offered_to(work), "ann");
}

TEST(Offers, EndAPauseWhenTheAgentSaysReadyAgain) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.pass(seconds(21));
  EXPECT_TRUE(floor.waits(work));
  floor.ready("ann");
  EXPECT_EQ(floor.offered_to(work), "ann");
}

TEST(Offers, SendAnAgentOnABreakAfterTwoUnansweredInARow) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.pass(seconds(50));
  EXPECT_EQ(floor.agent("ann").presence, Presence::on_break);
  EXPECT_EQ(floor.agent("ann").reason, "unanswered");
  EXPECT_TRUE(floor.waits(work));
  EXPECT_EQ(floor.seen<OfferMade>().size(), 2u);
}

TEST(Offers, CountUnansweredOnesFromZeroAfterAnAnswer) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId first = floor.arrive();
  floor.pass(seconds(30));  // one unanswered, then offered again
  floor.accept("ann");
  floor.handle(first);
  floor.arrive();
  floor.pass(seconds(20));  // one unanswered
  EXPECT_EQ(floor.agent("ann").presence, Presence::ready);
  EXPECT_EQ(floor.agent("ann").unanswered, 1);
}

TEST(Offers, CountUnansweredOnesFromZeroAfterADecline) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  floor.arrive();
  floor.pass(seconds(30));
  floor.decline("ann");
  EXPECT_EQ(floor.agent("ann").unanswered, 0);
}

TEST(Offers, NeverSendAnybodyOnABreakWhenThePolicySaysZero) {
  auto catalog = small_catalog({"ann"});
  catalog.policy.unanswered_before_break = 0;
  RoutingFloor floor(catalog);
  floor.ready("ann");
  floor.arrive();
  floor.pass(minutes(10));
  EXPECT_EQ(floor.agent("ann").presence, Presence::ready);
}

TEST(Offers, ReturnADeclinedWorkToItsPlaceForSomebodyElse) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  floor.pass(seconds(1));
  floor.ready("bob");
  const WorkId work = floor.arrive();
  ASSERT_EQ(floor.offered_to(work), "ann");
  const Time place = place_of(floor.work(work));
  floor.pass(seconds(5));
  floor.decline("ann");
  EXPECT_EQ(floor.offered_to(work), "bob");
  EXPECT_EQ(place_of(floor.work(work)), place);
}

TEST(Offers, KeepADeclinedWorkFromTheSameAgentForAWhile) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId declined = floor.arrive();
  floor.decline("ann");
  EXPECT_TRUE(floor.waits(declined));
  const WorkId other = floor.arrive();
  EXPECT_EQ(floor.offered_to(other), "ann");  // other works still come
  floor.accept("ann");
  floor.pass(seconds(30) - milliseconds(1));
  EXPECT_TRUE(floor.waits(declined));
  floor.pass(milliseconds(1));
  EXPECT_EQ(floor.offered_to(declined), "ann");
}

TEST(Offers, WithdrawTheOfferWhenTheCustomerLeaves) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  EXPECT_TRUE(floor.run(Abandon{work}));
  EXPECT_TRUE(floor.is_over(work));
  ASSERT_EQ(floor.seen<OfferWithdrawn>().size(), 1u);
  EXPECT_EQ(floor.seen<OfferWithdrawn>()[0].reason, WithdrawalReason::customer_left);
  EXPECT_EQ(floor.seen<WorkEnded>()[0].outcome, WorkOutcome::abandoned);
  EXPECT_EQ(floor.agent("ann").used, 0);
}

TEST(Offers, RefuseAnAnswerToAnExpiredOffer) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  floor.arrive();
  const OfferId offer = floor.agent("ann").offer;
  floor.pass(seconds(20));
  const auto answered = floor.run(AcceptOffer{offer, AgentId("ann")});
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().code, "offer.expired");
}

TEST(Offers, RefuseAnAnswerAtTheVeryEndOfTheRingTimeEvenIfNothingElseHasHappenedYet) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  floor.arrive();
  const Offer offer = floor.state.offers.begin()->second;
  const auto answered = decide(floor.state, AcceptOffer{offer.id, offer.agent}, offer.until);
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().code, "offer.expired");
}

TEST(Offers, RefuseAnAnswerByAnotherAgent) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  floor.arrive();
  const auto answered = floor.run(AcceptOffer{floor.agent("ann").offer, AgentId("bob")});
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().code, "offer.not_yours");
  EXPECT_EQ(answered.error().kind, ErrorKind::forbidden);
}

TEST(Offers, RefuseAnOfferThatNeverWas) {
  RoutingFloor floor(small_catalog({"ann"}));
  for (const OfferId offer : {OfferId{}, OfferId{7}}) {
    const auto answered = floor.run(AcceptOffer{offer, AgentId("ann")});
    ASSERT_FALSE(answered);
    EXPECT_EQ(answered.error().code, "offer.unknown");
  }
}

TEST(Offers, RefuseALongReason) {
  RoutingFloor floor(small_catalog({"ann"}));
  floor.ready("ann");
  floor.arrive();
  const OfferId offer = floor.agent("ann").offer;
  const AgentId ann("ann");
  const auto refused = floor.run(DeclineOffer{offer, ann, std::string(201, 'x')});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "reason.too_long");
  EXPECT_TRUE(floor.run(DeclineOffer{offer, ann, std::string(200, 'x')}));
}

TEST(Offers, RefuseAWorkOfAnUnknownQueue) {
  RoutingFloor floor(small_catalog({"ann"}));
  Enqueue enqueue;
  enqueue.conversation = {1};
  enqueue.queue = QueueId("nowhere");
  const auto refused = floor.run(enqueue);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "queue.unknown");
}

}  // namespace
}  // namespace firstline::routing
