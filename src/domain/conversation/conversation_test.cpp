#include <gtest/gtest.h>

#include <algorithm>

#include "domain/conversation/due.hpp"
#include "tests/support/manual_clock.hpp"

namespace firstline::conversation {
namespace {

const AgentId ann("ann");
const AgentId bob("bob");
const QueueId billing("billing");
const CustomerId customer{1};
const Author by_customer{AuthorKind::customer, {}};
const Author by_ann{AuthorKind::agent, ann};

// Conversations alone, with a clock in the hand.
class Conversations : public ::testing::Test {
 protected:
  Conversations() { use(queue_of({})); }

  static catalog::Catalog queue_of(catalog::Queue queue) {
    catalog::Catalog catalog;
    queue.id = billing;
    catalog.queues = {queue};
    return catalog;
  }

  void use(const catalog::Catalog& catalog) { use_catalog(state, catalog); }

  Result<std::vector<Event>> run(const Command& command) {
    auto events = decide(state, command, now);
    if (!events) return events;
    for (const Event& event : *events) {
      evolve(state, event, now);
      seen.push_back(event);
    }
    check_derived();
    return events;
  }

  void settle() {
    for (;;) {
      const auto events = run(AdvanceTime{});
      ASSERT_TRUE(events);
      if (events->empty()) return;
    }
  }

  void pass(Duration duration) {
    const Time end = now + duration;
    while (next_wakeup(state) <= end) {
      now = std::max(now, next_wakeup(state));
      settle();
    }
    now = end;
  }

  // What is derived is what the facts say.
  void check_derived() const {
    State rebuilt = state;
    rebuild_derived(rebuilt);
    ASSERT_EQ(state.due, rebuilt.due);
    ASSERT_EQ(state.of_customer, rebuilt.of_customer);
  }

  std::string code_of(const Command& command) {
    const auto done = run(command);
    return done ? "done" : done.error().code;
  }

  ConversationId open(CustomerId of = customer, catalog::Channel channel = catalog::Channel::chat) {
    EXPECT_EQ(code_of(Open{of, EntryPointId("demo"), channel, billing, "en"}), "done");
    return {state.last_conversation};
  }

  void write(ConversationId id, const Author& author) {
    EXPECT_EQ(code_of(AddMessage{id, author, Visibility::everyone, MessageKind::text,
                                 "m" + std::to_string(state.last_message)}),
              "done");
  }

  const Conversation& talk(ConversationId id) const { return state.conversations.at(id); }

  template <class E>
  std::size_t count() const {
    return static_cast<std::size_t>(std::count_if(
        seen.begin(), seen.end(), [](const Event& e) { return std::holds_alternative<E>(e); }));
  }

  State state;
  Time now = testing::nine_o_clock;
  std::vector<Event> seen;
};

TEST_F(Conversations, AreOneAtATimeForACustomer) {
  const ConversationId first = open();
  EXPECT_EQ(code_of(Open{customer, EntryPointId("demo"), catalog::Channel::chat, billing, "en"}),
            "conversation.open");
  EXPECT_EQ(code_of(Close{first, CloseReason::customer_left, {}, {}}), "done");
  const ConversationId second = open();
  EXPECT_EQ(find_of_customer(state, customer)->id, second);
  EXPECT_EQ(find_of_customer(state, CustomerId{2}), nullptr);
}

TEST_F(Conversations, OpenInAQueueThatExists) {
  EXPECT_EQ(
      code_of(Open{customer, EntryPointId("demo"), catalog::Channel::chat, QueueId("gone"), "en"}),
      "queue.unknown");
}

TEST_F(Conversations, GoBackToAnOlderOneWhenTheNewerIsSettledFirst) {
  const ConversationId rated = open();
  run(Join{rated, ann});
  run(Close{rated, CloseReason::agent, ann, {}});  // its survey may be answered for a day
  const ConversationId abandoned = open();
  run(Close{abandoned, CloseReason::customer_left, {}, {}});
  pass(hours(1));
  EXPECT_EQ(find(state, abandoned), nullptr);
  ASSERT_NE(find_of_customer(state, customer), nullptr);
  EXPECT_EQ(find_of_customer(state, customer)->id, rated);
}

TEST_F(Conversations, NumberTheirMessagesFromOne) {
  const ConversationId a = open();
  const ConversationId b = open(CustomerId{2});
  write(a, by_customer);
  write(b, by_customer);
  write(a, by_customer);
  EXPECT_EQ(talk(a).last_seq, 2u);
  EXPECT_EQ(talk(b).last_seq, 1u);
  EXPECT_EQ(state.last_message, 3u);
}

TEST_F(Conversations, StoreARepeatedMessageOnce) {
  const ConversationId id = open();
  const AddMessage message{id, by_customer, Visibility::everyone, MessageKind::text, "a1"};
  EXPECT_EQ(code_of(message), "done");
  EXPECT_EQ(code_of(message), "message.repeated");
  const auto* receipt = find_receipt(talk(id), AuthorKind::customer, "a1");
  ASSERT_NE(receipt, nullptr);
  EXPECT_EQ(receipt->seq, 1u);
  EXPECT_EQ(find_receipt(talk(id), AuthorKind::agent, "a1"), nullptr);
}

TEST_F(Conversations, RememberTheLatestReceiptsOnly) {
  const ConversationId id = open();
  for (std::size_t i = 0; i <= receipts_kept; ++i) write(id, by_customer);
  EXPECT_EQ(talk(id).receipts.size(), receipts_kept);
  EXPECT_EQ(find_receipt(talk(id), AuthorKind::customer, "m0"), nullptr);
  EXPECT_NE(find_receipt(talk(id), AuthorKind::customer, "m1"), nullptr);
}

TEST_F(Conversations, AskPeopleForAClientIdOfOneToSixtyFourCharacters) {
  const ConversationId id = open();
  const auto code = [&](const std::string& client_id) {
    return code_of(AddMessage{id, by_customer, Visibility::everyone, MessageKind::text, client_id});
  };
  EXPECT_EQ(code(""), "message.client_id");
  EXPECT_EQ(code(std::string(65, 'x')), "message.client_id");
  EXPECT_EQ(code("\xff"), "message.client_id");
  EXPECT_EQ(code(std::string(64, 'x')), "done");
  EXPECT_EQ(code_of(AddMessage{id, {}, Visibility::everyone, MessageKind::text, ""}), "done");
}

TEST_F(Conversations, LetOnlyTheirAgentWriteToTheCustomer) {
  const ConversationId id = open();
  const AddMessage message{id, by_ann, Visibility::everyone, MessageKind::text, "a1"};
  EXPECT_EQ(code_of(message), "agent.not_here");
  run(Join{id, ann});
  EXPECT_EQ(code_of(message), "done");
  // Colleagues and supervisors may write inside.
  const Author by_bob{AuthorKind::agent, bob};
  EXPECT_EQ(code_of(AddMessage{id, by_bob, Visibility::whisper, MessageKind::text, "b1"}), "done");
}

TEST_F(Conversations, TakeNoMessageAfterTheirEndExceptInside) {
  const ConversationId id = open();
  run(Join{id, ann});
  run(Close{id, CloseReason::agent, ann, "solved"});
  EXPECT_EQ(code_of(AddMessage{id, by_customer, Visibility::everyone, MessageKind::text, "a1"}),
            "conversation.closed");
  EXPECT_EQ(code_of(AddMessage{id, by_ann, Visibility::inside, MessageKind::text, "a2"}), "done");
  EXPECT_EQ(code_of(Close{id, CloseReason::agent, ann, {}}), "conversation.closed");
}

TEST_F(Conversations, KnowWhoWaitsForWhomSinceWhen) {
  const ConversationId id = open();
  EXPECT_EQ(talk(id).waiting, Waiting::nobody);
  write(id, by_customer);
  const Time first = now;
  pass(seconds(5));
  write(id, by_customer);
  EXPECT_EQ(talk(id).waiting, Waiting::customer_waits);
  EXPECT_EQ(talk(id).waiting_since, first);  // they wait since their first question
  run(Join{id, ann});
  EXPECT_EQ(talk(id).waiting, Waiting::customer_waits);
  pass(seconds(5));
  write(id, by_ann);
  EXPECT_EQ(talk(id).waiting, Waiting::agent_waits);
  EXPECT_EQ(talk(id).waiting_since, now);
  const Time answered = now;
  pass(seconds(5));
  EXPECT_EQ(code_of(AddMessage{id, by_ann, Visibility::whisper, MessageKind::text, "w"}), "done");
  EXPECT_EQ(talk(id).waiting_since, answered);  // a whisper is for nobody outside
}

TEST_F(Conversations, LetTheCustomerWaitForWhoComesNext) {
  const ConversationId id = open();
  run(Join{id, ann});
  write(id, by_ann);
  run(Leave{id, ann, LeaveReason::transferred});
  EXPECT_EQ(talk(id).waiting, Waiting::customer_waits);
  EXPECT_EQ(talk(id).last_agent, ann);
  EXPECT_FALSE(talk(id).agent);
}

TEST_F(Conversations, MarkWhatWasReadAndNeverLess) {
  const ConversationId id = open();
  write(id, by_customer);
  write(id, by_customer);
  EXPECT_EQ(talk(id).read_by_customer, 2u);  // what one wrote oneself
  EXPECT_EQ(code_of(MarkRead{id, AuthorKind::agent, 2}), "done");
  EXPECT_EQ(talk(id).read_by_agent, 2u);
  EXPECT_EQ(code_of(MarkRead{id, AuthorKind::agent, 1}), "done");
  EXPECT_EQ(talk(id).read_by_agent, 2u);
  EXPECT_EQ(count<MessagesRead>(), 1u);
  EXPECT_EQ(code_of(MarkRead{id, AuthorKind::agent, 3}), "message.unknown");
}

TEST_F(Conversations, WarnOfSilenceAndThenClose) {
  const ConversationId id = open();
  run(Join{id, ann});
  write(id, by_customer);
  pass(hours(1));  // the customer waits: that is not silence
  EXPECT_EQ(count<IdleWarned>(), 0u);
  write(id, by_ann);
  pass(minutes(10) - milliseconds(1));
  EXPECT_EQ(count<IdleWarned>(), 0u);
  pass(milliseconds(1));
  EXPECT_EQ(count<IdleWarned>(), 1u);
  pass(minutes(5) - milliseconds(1));
  EXPECT_EQ(talk(id).phase, Phase::open);
  pass(milliseconds(1));
  EXPECT_EQ(talk(id).phase, Phase::closed);
  EXPECT_EQ(talk(id).close_reason, CloseReason::idle);
}

TEST_F(Conversations, ForgetTheWarningWhenTheCustomerWrites) {
  const ConversationId id = open();
  run(Join{id, ann});
  write(id, by_ann);
  pass(minutes(12));
  write(id, by_customer);
  EXPECT_FALSE(talk(id).is_idle_warned);
  pass(hours(2));
  EXPECT_EQ(talk(id).phase, Phase::open);
}

TEST_F(Conversations, StartTheSilenceAnewWhenTheAgentWritesAgain) {
  const ConversationId id = open();
  run(Join{id, ann});
  write(id, by_ann);
  pass(minutes(12));
  write(id, by_ann);
  pass(minutes(10) - milliseconds(1));
  EXPECT_EQ(count<IdleWarned>(), 1u);
  pass(milliseconds(1));
  EXPECT_EQ(count<IdleWarned>(), 2u);
}

TEST_F(Conversations, NeverEndOfSilenceWhereTheQueueDoesNotAskForIt) {
  catalog::Queue queue;
  queue.idle_warning = Duration(0);
  use(queue_of(queue));
  const ConversationId id = open();
  run(Join{id, ann});
  write(id, by_ann);
  pass(hours(48));
  EXPECT_EQ(talk(id).phase, Phase::open);
}

TEST_F(Conversations, GiveUpACustomerWhoLeftBeforeAnAnswer) {
  const ConversationId id = open();
  write(id, by_customer);
  run(CustomerHere{id, false});
  pass(minutes(30) - milliseconds(1));
  EXPECT_EQ(talk(id).phase, Phase::open);
  pass(milliseconds(1));
  EXPECT_EQ(talk(id).close_reason, CloseReason::abandoned);
  EXPECT_EQ(count<SurveyAsked>(), 0u);
}

TEST_F(Conversations, WaitForACustomerWhoComesBack) {
  const ConversationId id = open();
  run(CustomerHere{id, false});
  pass(minutes(20));
  run(CustomerHere{id, true});
  run(CustomerHere{id, true});
  pass(hours(5));
  EXPECT_EQ(talk(id).phase, Phase::open);
  EXPECT_EQ(count<CustomerCame>(), 1u);
}

TEST_F(Conversations, KeepALeftMessageHoweverLongItTakes) {
  const ConversationId id = open(customer, catalog::Channel::message);
  write(id, by_customer);
  run(CustomerHere{id, false});
  pass(hours(24 * 30));
  EXPECT_EQ(talk(id).phase, Phase::open);
}

TEST_F(Conversations, AskForEffortWhenSomebodyAnswered) {
  const ConversationId id = open();
  run(Join{id, ann});
  run(Close{id, CloseReason::agent, ann, "solved"});
  EXPECT_EQ(talk(id).survey, SurveyState::asked);
  EXPECT_EQ(talk(id).outcome, "solved");
  EXPECT_EQ(code_of(AnswerSurvey{id, 6}), "survey.effort");
  EXPECT_EQ(code_of(AnswerSurvey{id, -1}), "survey.effort");
  EXPECT_EQ(code_of(AnswerSurvey{id, 0}), "done");  // not this time …
  EXPECT_EQ(code_of(AnswerSurvey{id, 2}), "done");  // … or after all
  EXPECT_EQ(talk(id).effort, 2);
  EXPECT_EQ(code_of(AnswerSurvey{id, 3}), "survey.answered");
}

TEST_F(Conversations, AskNobodyForEffortWhomNobodyAnswered) {
  const ConversationId id = open();
  run(Close{id, CloseReason::customer_left, {}, {}});
  EXPECT_EQ(code_of(AnswerSurvey{id, 2}), "survey.not_asked");
}

TEST_F(Conversations, AskNobodyForEffortWhoWasBlocked) {
  const ConversationId id = open();
  run(Join{id, ann});
  run(Close{id, CloseReason::blocked, ann, {}});
  EXPECT_EQ(talk(id).survey, SurveyState::none);
}

TEST_F(Conversations, LeaveMemoryWhenNothingMoreCanHappen) {
  const ConversationId unanswered = open();
  run(Close{unanswered, CloseReason::customer_left, {}, {}});
  const ConversationId answered = open(CustomerId{2});
  run(Join{answered, ann});
  run(Close{answered, CloseReason::agent, ann, {}});
  pass(minutes(30) - milliseconds(1));
  EXPECT_NE(find(state, unanswered), nullptr);
  pass(milliseconds(1));
  EXPECT_EQ(find(state, unanswered), nullptr);
  pass(hours(23));
  EXPECT_NE(find(state, answered), nullptr);  // its survey may still be answered
  EXPECT_EQ(code_of(AnswerSurvey{answered, 1}), "done");
  settle();
  EXPECT_EQ(find(state, answered), nullptr);
  EXPECT_TRUE(state.of_customer.empty());
  EXPECT_EQ(next_wakeup(state), never);
  EXPECT_EQ(code_of(MarkRead{answered, AuthorKind::customer, 0}), "conversation.unknown");
}

TEST_F(Conversations, MayBeReopenedWithinTheWindow) {
  const ConversationId id = open();
  run(Join{id, ann});
  run(Close{id, CloseReason::agent, ann, "solved"});
  pass(minutes(30) - milliseconds(1));
  EXPECT_EQ(code_of(Reopen{id, by_customer}), "done");
  EXPECT_EQ(talk(id).phase, Phase::open);
  EXPECT_EQ(talk(id).waiting, Waiting::customer_waits);
  EXPECT_EQ(talk(id).reopened, 1);
  EXPECT_EQ(talk(id).outcome, "");
  EXPECT_EQ(code_of(Reopen{id, by_customer}), "conversation.open");
  run(Close{id, CloseReason::agent, ann, {}});
  EXPECT_EQ(count<SurveyAsked>(), 2u);  // nobody had answered it
  pass(minutes(30));
  EXPECT_EQ(code_of(Reopen{id, by_customer}), "reopen.too_late");
}

TEST_F(Conversations, AreNotReopenedBesideANewerOneOrAfterABlock) {
  const ConversationId old = open();
  run(Close{old, CloseReason::customer_left, {}, {}});
  const ConversationId newer = open();
  EXPECT_EQ(code_of(Reopen{old, by_customer}), "conversation.newer");
  run(Close{newer, CloseReason::blocked, ann, {}});
  EXPECT_EQ(code_of(Reopen{newer, by_customer}), "reopen.too_late");
}

TEST_F(Conversations, FollowANewCatalog) {
  const ConversationId id = open();
  run(Join{id, ann});
  write(id, by_ann);
  catalog::Queue queue;
  queue.idle_warning = minutes(1);
  use(queue_of(queue));
  EXPECT_EQ(next_wakeup(state), now + minutes(1));
  use(catalog::Catalog{});  // its queue is gone: nothing hurries it
  EXPECT_EQ(next_wakeup(state), never);
}

TEST_F(Conversations, LimitTheOutcome) {
  const ConversationId id = open();
  EXPECT_EQ(code_of(Close{id, CloseReason::agent, ann, std::string(501, 'x')}), "outcome.too_long");
  EXPECT_EQ(code_of(Close{id, CloseReason::agent, ann, std::string(500, 'x')}), "done");
}

TEST_F(Conversations, SayNothingWhenNothingChanges) {
  const ConversationId id = open();
  run(Join{id, ann});
  seen.clear();
  run(Join{id, ann});
  run(Leave{id, bob, LeaveReason::gone});
  run(CustomerHere{id, true});
  run(MoveToQueue{id, billing});
  EXPECT_TRUE(seen.empty());
}

}  // namespace
}  // namespace firstline::conversation
