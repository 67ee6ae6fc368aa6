// Which work first, and to whom.
#include <gtest/gtest.h>

#include "tests/support/routing_floor.hpp"

namespace firstline::routing {
namespace {

using testing::RoutingFloor;
using testing::small_catalog;

std::vector<WorkId> line_of(const RoutingFloor& floor, const std::string& queue) {
  std::vector<WorkId> line;
  for_each_waiting(floor.state, QueueId(queue), [&](const Work& work) {
    line.push_back(work.id);
    return true;
  });
  return line;
}

TEST(QueueOrder, TakesTheLongestWaitingFirst) {
  RoutingFloor floor(small_catalog({"ann"}));
  const WorkId first = floor.arrive();
  floor.pass(milliseconds(1));
  floor.arrive();
  floor.ready("ann");
  EXPECT_EQ(floor.offered_to(first), "ann");
}

TEST(QueueOrder, TakesTheFirstToArriveOfTheSameInstant) {
  RoutingFloor floor(small_catalog({"ann"}));
  const WorkId first = floor.arrive();
  floor.arrive();
  floor.ready("ann");
  EXPECT_EQ(floor.offered_to(first), "ann");
}

TEST(QueueOrder, CountsPriorityAsTimeWaitedAlready) {
  RoutingFloor floor(small_catalog({}));
  const WorkId plain = floor.arrive();
  floor.pass(seconds(59));
  const WorkId urgent = floor.arrive("billing", {.priority = seconds(60)});
  floor.pass(seconds(2));
  const WorkId late = floor.arrive("billing", {.priority = seconds(60)});
  EXPECT_EQ(line_of(floor, "billing"), (std::vector{urgent, plain, late}));
}

TEST(QueueOrder, AddsThePriorityOfTheQueueToThatOfTheWork) {
  auto catalog = small_catalog({"ann"});
  testing::add_queue(catalog, "vip").priority = seconds(30);
  testing::agent_in(catalog, "ann").queues.emplace_back("vip");
  RoutingFloor floor(catalog);
  const WorkId plain = floor.arrive();
  floor.pass(seconds(40));
  const WorkId vip = floor.arrive("vip", {.priority = seconds(11)});
  EXPECT_EQ(floor.work(vip).priority, seconds(41));
  floor.ready("ann");
  EXPECT_EQ(floor.offered_to(vip), "ann");
  EXPECT_TRUE(floor.waits(plain));
}

TEST(QueueOrder, KeepsAPlaceThatWasGivenFromOutside) {
  RoutingFloor floor(small_catalog({"ann"}));
  const WorkId early = floor.arrive();
  const WorkId earlier = floor.arrive("billing", {.enqueued_at = floor.now - minutes(5)});
  floor.ready("ann");
  EXPECT_EQ(floor.offered_to(earlier), "ann");
  EXPECT_TRUE(floor.waits(early));
}

TEST(QueueOrder, PassesOverAWorkThatNobodyCanDo) {
  auto catalog = small_catalog({"ann"});
  catalog.skills = {{SkillId("vat"), "VAT"}};
  RoutingFloor floor(catalog);
  const WorkId hard = floor.arrive("billing", {.requirement = {{{SkillId("vat"), 3}}}});
  const WorkId easy = floor.arrive();
  floor.ready("ann");
  EXPECT_TRUE(floor.waits(hard));
  EXPECT_EQ(floor.offered_to(easy), "ann");
}

TEST(QueueOrder, AsksForTheHigherOfTwoLevelsOfOneSkill) {
  auto catalog = small_catalog({"ann", "bob"});
  catalog.skills = {{SkillId("tax"), "Tax"}, {SkillId("vat"), "VAT"}};
  testing::queue_in(catalog, "billing").required = {{SkillId("vat"), 5}, {SkillId("tax"), 1}};
  testing::agent_in(catalog, "ann").skills = {{SkillId("vat"), 6}, {SkillId("tax"), 1}};
  testing::agent_in(catalog, "bob").skills = {{SkillId("vat"), 7}, {SkillId("tax"), 1}};
  RoutingFloor floor(catalog);
  floor.ready("ann");
  floor.pass(seconds(1));
  floor.ready("bob");
  const WorkId work = floor.arrive("billing", {.requirement = {{{SkillId("vat"), 7}}}});
  EXPECT_EQ(floor.work(work).requirement.skills,
            (std::vector<SkillLevel>{{SkillId("tax"), 1}, {SkillId("vat"), 7}}));
  EXPECT_EQ(floor.offered_to(work), "bob");
}

TEST(AgentOrder, PrefersTheLongestIdle) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("bob");
  floor.pass(milliseconds(1));
  floor.ready("ann");
  EXPECT_EQ(floor.offered_to(floor.arrive()), "bob");
}

TEST(AgentOrder, CountsIdlenessFromTheEndOfTheLastWork) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  const WorkId first = floor.arrive();
  floor.accept("ann");
  floor.pass(seconds(5));
  floor.ready("bob");
  floor.pass(seconds(5));
  floor.handle(first);
  EXPECT_EQ(floor.offered_to(floor.arrive()), "bob");
}

TEST(AgentOrder, StartsAFreshReadyAtZero) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  floor.pass(minutes(10));
  floor.ready("bob");
  floor.pass(minutes(10));
  floor.take_break("ann");
  floor.ready("ann");
  EXPECT_EQ(floor.offered_to(floor.arrive()), "bob");
}

TEST(AgentOrder, KeepsTheIdleTimeOfAnAgentWhoSaysReadyTwice) {
  auto catalog = small_catalog({"ann", "bob"});
  RoutingFloor floor(catalog);
  floor.ready("ann");
  floor.pass(seconds(1));
  floor.ready("bob");
  const WorkId unanswered = floor.arrive();
  ASSERT_EQ(floor.offered_to(unanswered), "ann");
  floor.pass(seconds(20));  // now it is bob's, and ann pauses
  ASSERT_EQ(floor.offered_to(unanswered), "bob");
  floor.ready("ann");  // ends her pause; she has been idle all the time
  floor.decline("bob");
  ASSERT_EQ(floor.offered_to(unanswered), "ann");
  floor.decline("ann");
  EXPECT_EQ(floor.offered_to(floor.arrive()), "ann");
}

TEST(AgentOrder, PutsIdleAgentsBeforeBusyOnes) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  floor.arrive();
  floor.accept("ann");
  floor.pass(minutes(5));
  floor.ready("bob");
  EXPECT_EQ(floor.offered_to(floor.arrive()), "bob");
}

TEST(AgentOrder, CountsWrapUpAsBusy) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("ann");
  const WorkId work = floor.arrive();
  floor.accept("ann");
  floor.finish(work);
  ASSERT_EQ(floor.work(work).state, WorkState::wrap_up);
  floor.pass(seconds(1));
  floor.ready("bob");
  EXPECT_EQ(floor.offered_to(floor.arrive()), "bob");
}

// Busy agents: the least used budget, then the longest since the last offer, then the id.
TEST(AgentOrder, PrefersTheLeastUsedOfBusyAgents) {
  auto catalog = small_catalog({"ann", "bob"});
  testing::agent_in(catalog, "ann").capacity = {{Channel::chat, 30, 3}};
  RoutingFloor floor(catalog);
  floor.ready("ann");
  floor.ready("bob");
  floor.arrive();
  floor.accept("ann");
  floor.arrive();
  floor.accept("bob");
  EXPECT_EQ(floor.offered_to(floor.arrive()), "bob");  // 20 is less than 30
}

TEST(AgentOrder, PrefersTheLongestSinceTheLastOfferOfEquallyUsedAgents) {
  RoutingFloor floor(small_catalog({"ann", "bob"}));
  floor.ready("bob");
  floor.arrive();
  floor.accept("bob");
  floor.pass(seconds(1));
  floor.ready("ann");
  floor.arrive();
  floor.accept("ann");
  EXPECT_EQ(floor.offered_to(floor.arrive()), "bob");
}

TEST(AgentOrder, FallsBackToTheId) {
  RoutingFloor floor(small_catalog({"bob", "cai", "ann"}));
  for (const char* agent : {"cai", "bob", "ann"}) floor.ready(agent);
  EXPECT_EQ(floor.offered_to(floor.arrive()), "ann");
}

TEST(AgentOrder, PrefersTheLongestSinceTheLastOfferOfEquallyIdleAgents) {
  auto catalog = small_catalog({"ann", "bob"});
  catalog.policy.pause_after_unanswered = Duration(0);
  RoutingFloor floor(catalog);
  floor.ready("ann");
  floor.ready("bob");
  const WorkId first = floor.arrive();
  ASSERT_EQ(floor.offered_to(first), "ann");
  floor.decline("ann");  // ann was offered something, bob gets it
  ASSERT_EQ(floor.offered_to(first), "bob");
  EXPECT_TRUE(floor.run(Abandon{first}));
  // Both were offered at the same instant: the id decides.
  const WorkId second = floor.arrive();
  ASSERT_EQ(floor.offered_to(second), "ann");
  floor.pass(seconds(1));
  floor.decline("ann");
  ASSERT_EQ(floor.offered_to(second), "bob");
  EXPECT_TRUE(floor.run(Abandon{second}));
  EXPECT_EQ(floor.offered_to(floor.arrive()), "ann");  // her last offer was the earlier one
}

}  // namespace
}  // namespace firstline::routing
