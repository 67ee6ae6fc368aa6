// What follows from what, through the whole engine: one conversation and its one work.
#include "app/reactions.hpp"

#include <gtest/gtest.h>

#include "tests/support/engine_room.hpp"
#include "tests/support/routing_floor.hpp"

namespace firstline::app {
namespace {

using conversation::CloseReason;
using conversation::Phase;
using routing::Presence;
using routing::WorkState;

const AgentId ann("ann");
const AgentId bob("bob");

// Ann and bob serve billing; a customer has opened a conversation.
class Reactions : public ::testing::Test {
 protected:
  Reactions() {
    auto catalog = testing::small_catalog({"ann", "bob"});
    testing::add_queue(catalog, "vip");
    testing::agent_in(catalog, "bob").queues.emplace_back("vip");
    room.use(catalog);
    room.must(customer::Command(customer::Register{}));
    talk = open(CustomerId{1});
  }

  ConversationId open(CustomerId customer) {
    const auto events = room.must(conversation::Command(conversation::Open{
        customer, EntryPointId("demo"), catalog::Channel::chat, QueueId("billing"), "en"}));
    return std::get<conversation::ConversationOpened>(events.front()).conversation;
  }

  void run(routing::Command command) { room.must(Command(std::move(command))); }
  void run(conversation::Command command) { room.must(Command(std::move(command))); }

  void ready(const AgentId& agent) {
    run(routing::SetPresence{agent, Presence::ready, {}, routing::PresenceCause::chosen});
  }

  void accept(const AgentId& agent) {
    run(routing::AcceptOffer{routing::find(room.state().routing, agent)->offer, agent});
  }

  void close(CloseReason reason, const AgentId& by = {}) {
    run(conversation::Close{talk, reason, by, {}});
  }

  const routing::Work* work() const {
    return routing::find_of_conversation(room.state().routing, talk);
  }
  const conversation::Conversation& c() const {
    return *conversation::find(room.state().conversations, talk);
  }

  // The latest event of a kind among those told to the world.
  template <class E>
  const E* latest() const {
    const auto& released = room.released();
    for (auto at = released.rbegin(); at != released.rend(); ++at) {
      if (const E* e = std::get_if<E>(&at->event)) return e;
    }
    return nullptr;
  }

  testing::EngineRoom room;
  ConversationId talk;
};

TEST_F(Reactions, MakeANewConversationWaitingWork) {
  ASSERT_NE(work(), nullptr);
  EXPECT_EQ(work()->state, WorkState::waiting);
  EXPECT_EQ(work()->queue, QueueId("billing"));
  EXPECT_EQ(work()->channel, catalog::Channel::chat);
}

TEST_F(Reactions, BringTheAgentWhoAcceptsIntoTheConversation) {
  ready(ann);
  accept(ann);
  EXPECT_EQ(c().agent, ann);
}

TEST_F(Reactions, LetTheWorkEndInWrapUpWhenTheAgentCloses) {
  ready(ann);
  accept(ann);
  close(CloseReason::agent, ann);
  EXPECT_EQ(work()->state, WorkState::wrap_up);
  EXPECT_FALSE(c().agent);
  run(routing::Complete{work()->id, ann});
  EXPECT_EQ(work(), nullptr);
  EXPECT_EQ(latest<routing::WorkEnded>()->outcome, routing::WorkOutcome::handled);
}

TEST_F(Reactions, AbandonTheWorkOfACustomerWhoLeavesWhileWaiting) {
  close(CloseReason::customer_left);
  EXPECT_EQ(work(), nullptr);
  EXPECT_EQ(latest<routing::WorkEnded>()->outcome, routing::WorkOutcome::abandoned);
}

TEST_F(Reactions, AbandonTheWorkOfACustomerWhoLeavesWhileItRings) {
  ready(ann);
  close(CloseReason::customer_left);
  EXPECT_EQ(work(), nullptr);
  EXPECT_TRUE(room.state().routing.offers.empty());
}

TEST_F(Reactions, CountAnAnsweredCustomerWhoLeavesAsHandled) {
  ready(ann);
  accept(ann);
  close(CloseReason::customer_left);
  EXPECT_EQ(work()->state, WorkState::wrap_up);
  room.pass(seconds(30));
  EXPECT_EQ(latest<routing::WorkEnded>()->outcome, routing::WorkOutcome::handled);
}

TEST_F(Reactions, EndTheWorkOfAnIdleConversation) {
  ready(ann);
  accept(ann);
  run(conversation::AddMessage{talk,
                               {conversation::AuthorKind::agent, ann},
                               conversation::Visibility::everyone,
                               conversation::MessageKind::text,
                               "a1"});
  room.pass(minutes(15));
  EXPECT_EQ(c().close_reason, CloseReason::idle);
  room.pass(minutes(1));
  EXPECT_EQ(work(), nullptr);
}

TEST_F(Reactions, EndTheWorkOfACustomerWhoseWindowsStayClosed) {
  run(conversation::CustomerHere{talk, false});
  room.pass(minutes(30));
  EXPECT_EQ(work(), nullptr);
  EXPECT_EQ(c().close_reason, CloseReason::abandoned);
}

TEST_F(Reactions, MoveTheConversationWithItsWork) {
  ready(ann);
  accept(ann);
  run(routing::Transfer{work()->id, ann, QueueId("vip"), {}});
  EXPECT_FALSE(c().agent);
  EXPECT_EQ(c().last_agent, ann);
  EXPECT_EQ(c().queue, QueueId("vip"));
  EXPECT_EQ(latest<conversation::AgentLeft>()->reason, conversation::LeaveReason::transferred);
  ready(bob);
  accept(bob);
  EXPECT_EQ(c().agent, bob);
}

TEST_F(Reactions, LetTheCustomerOfAVanishedAgentWait) {
  run(routing::Connect{ann});
  ready(ann);
  accept(ann);
  run(routing::Vanish{ann});
  room.pass(seconds(30));
  EXPECT_FALSE(c().agent);
  EXPECT_EQ(c().waiting, conversation::Waiting::customer_waits);
  EXPECT_EQ(work()->state, WorkState::waiting);
  EXPECT_EQ(latest<conversation::AgentLeft>()->reason, conversation::LeaveReason::gone);
}

TEST_F(Reactions, ReplaceTheAgentWhenAColleagueTakesOver) {
  ready(ann);
  accept(ann);
  run(routing::TakeOver{work()->id, bob});
  EXPECT_EQ(c().agent, bob);
  EXPECT_EQ(latest<conversation::AgentLeft>()->agent, ann);
  EXPECT_EQ(latest<conversation::AgentLeft>()->reason, conversation::LeaveReason::taken_over);
}

TEST_F(Reactions, BringAReopenedConversationToTheAgentWhoKnowsIt) {
  ready(ann);
  accept(ann);
  close(CloseReason::agent, ann);
  ready(bob);
  room.pass(minutes(1));
  run(conversation::Reopen{talk, {conversation::AuthorKind::customer, {}}});
  ASSERT_NE(work(), nullptr);
  EXPECT_EQ(routing::find(room.state().routing, work()->offer)->agent, ann);
}

TEST_F(Reactions, EndTheFirstWrapUpWhenAConversationIsReopened) {
  ready(ann);
  accept(ann);
  close(CloseReason::agent, ann);
  const WorkId first = work()->id;
  run(conversation::Reopen{talk, {conversation::AuthorKind::customer, {}}});
  EXPECT_EQ(routing::find(room.state().routing, first), nullptr);
  EXPECT_NE(work()->id, first);
  EXPECT_EQ(room.state().routing.works.size(), 1u);
}

TEST_F(Reactions, PutAConversationReopenedByItsAgentBackIntoTheSameHands) {
  ready(ann);
  accept(ann);
  ready(bob);
  close(CloseReason::agent, ann);
  run(conversation::Reopen{talk, {conversation::AuthorKind::agent, ann}});
  EXPECT_EQ(work()->state, WorkState::active);
  EXPECT_EQ(work()->agent, ann);
  EXPECT_EQ(work()->slot, 1);
  EXPECT_EQ(c().agent, ann);
}

TEST_F(Reactions, EndTheConversationOfABlockedCustomer) {
  ready(ann);
  accept(ann);
  room.must(customer::Command(customer::Block{CustomerId{1}, UserId("ann")}));
  EXPECT_EQ(c().phase, Phase::closed);
  EXPECT_EQ(c().close_reason, CloseReason::blocked);
  EXPECT_EQ(work()->state, WorkState::wrap_up);
}

TEST_F(Reactions, EndTheWaitingWorkOfABlockedCustomer) {
  room.must(customer::Command(customer::Block{CustomerId{1}, UserId("ann")}));
  EXPECT_EQ(work(), nullptr);
  room.must(customer::Command(customer::Unblock{CustomerId{1}, UserId("ann")}));
  EXPECT_NE(open(CustomerId{1}), talk);
}

TEST_F(Reactions, LeaveAWorkThatIsOverAlone) {
  ready(ann);
  accept(ann);
  close(CloseReason::agent, ann);
  room.pass(seconds(30));
  ASSERT_EQ(work(), nullptr);
  room.must(customer::Command(customer::Block{CustomerId{1}, UserId("ann")}));
  EXPECT_EQ(c().close_reason, CloseReason::agent);
}

}  // namespace
}  // namespace firstline::app
