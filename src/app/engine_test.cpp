#include "app/engine.hpp"

#include <gtest/gtest.h>

#include "tests/support/engine_room.hpp"
#include "tests/support/routing_floor.hpp"

namespace firstline::app {
namespace {

using testing::EngineRoom;

const CustomerId customer{1};
const AgentId ann("ann");

Command open_for(CustomerId id) {
  return conversation::Command(conversation::Open{id, EntryPointId("demo"), catalog::Channel::chat,
                                                  QueueId("billing"), "en"});
}

Command say_for(ConversationId id, const std::string& client_id) {
  return conversation::Command(conversation::AddMessage{id,
                                                        {conversation::AuthorKind::customer, {}},
                                                        conversation::Visibility::everyone,
                                                        conversation::MessageKind::text,
                                                        client_id});
}

Command set_presence(const AgentId& agent, routing::Presence presence) {
  return routing::Command(
      routing::SetPresence{agent, presence, {}, routing::PresenceCause::chosen});
}

// A room with a queue, ann, and one customer.
struct Floor : EngineRoom {
  explicit Floor(Options options = Options{}) : EngineRoom(options) {
    use(testing::small_catalog({"ann"}));
    must(customer::Command(customer::Register{}));
  }
};

std::string code_of(const Result<std::vector<Event>>& result) {
  return result ? "done" : result.error().code;
}

TEST(Engine, TellsTheWorldNothingBeforeItIsDurable) {
  Floor floor;
  const std::size_t before = floor.released().size();
  floor.store.hold();
  ASSERT_TRUE(floor.submit(open_for(customer)));
  bool is_answered = false;
  floor.engine().when_durable(
      [&](const Result<void>& result) { is_answered = result.has_value(); });
  floor.run_posted();
  EXPECT_FALSE(is_answered);
  EXPECT_EQ(floor.released().size(), before);
  EXPECT_LT(floor.engine().durable_seq(), floor.state().seq);
  floor.store.release();
  floor.run_posted();
  EXPECT_TRUE(is_answered);
  EXPECT_EQ(floor.released().size(), floor.state().seq);
  EXPECT_EQ(floor.engine().durable_seq(), floor.state().seq);
}

TEST(Engine, AnswersAtOnceWhenEverythingIsDurable) {
  Floor floor;
  bool is_answered = false;
  floor.engine().when_durable([&](const Result<void>&) { is_answered = true; });
  EXPECT_TRUE(is_answered);
}

TEST(Engine, MakesOneBatchOfWhatArrivesWhileTheDiskIsBusy) {
  Floor floor;
  const std::size_t before = floor.batches();
  floor.store.hold();
  ASSERT_TRUE(floor.submit(open_for(customer)));
  floor.run_posted();
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(floor.submit(say_for(ConversationId{1}, "m" + std::to_string(i))));
  }
  floor.run_posted();
  EXPECT_EQ(floor.batches(), before + 1);
  floor.store.release();
  floor.run_posted();
  EXPECT_EQ(floor.batches(), before + 2);
  EXPECT_EQ(floor.engine().durable_seq(), floor.state().seq);
}

TEST(Engine, AnswersInTheOrderItWasAsked) {
  Floor floor;
  std::vector<int> order;
  const auto wait = [&](int i) {
    floor.engine().when_durable([&order, i](const Result<void>&) { order.push_back(i); });
  };
  floor.store.hold();
  ASSERT_TRUE(floor.submit(open_for(customer)));
  wait(1);
  floor.run_posted();  // on its way to the disk
  wait(2);
  ASSERT_TRUE(floor.submit(say_for(ConversationId{1}, "a")));
  wait(3);
  floor.store.release();
  floor.run_posted();
  EXPECT_EQ(order, (std::vector{1, 2, 3}));
}

TEST(Engine, CarriesTheTextOfAMessageWithItsEvent) {
  Floor floor;
  floor.must(open_for(customer));
  floor.must(say_for(ConversationId{1}, "a"));
  const Change& last = floor.released().back();
  ASSERT_TRUE(std::holds_alternative<conversation::MessageAdded>(last.event));
  ASSERT_NE(last.message, nullptr);
  EXPECT_EQ(last.message->text, "m-1");
}

TEST(Engine, RefusesEverythingWhileTheDiskIsFullAndGoesOnByItself) {
  Floor floor;
  floor.store.set_full(true);
  ASSERT_TRUE(floor.submit(open_for(customer)));
  std::string answer;
  floor.engine().when_durable([&](const Result<void>& result) { answer = result.error().code; });
  floor.run_posted();
  EXPECT_EQ(answer, "store.full");
  EXPECT_EQ(code_of(floor.submit(open_for(customer))), "store.full");
  EXPECT_EQ(floor.engine().check_writable().error().code, "store.full");
  floor.pass(minutes(1));
  EXPECT_FALSE(floor.engine().check_writable());
  floor.store.set_full(false);
  floor.pass(seconds(2));
  EXPECT_TRUE(floor.engine().check_writable());
  EXPECT_EQ(code_of(floor.submit(open_for(customer))), "done");
}

TEST(Engine, ForgetsWhatAFullDiskDidNotTake) {
  Floor floor;
  const State before = floor.state();
  const std::size_t released = floor.released().size();
  floor.store.set_full(true);
  ASSERT_TRUE(floor.submit(open_for(customer)));
  floor.run_posted();
  EXPECT_TRUE(has_same_facts(floor.state(), before));
  EXPECT_EQ(floor.released().size(), released);
  floor.store.set_full(false);
  floor.pass(seconds(2));
  floor.must(open_for(customer));
  const auto replayed = floor.replay();
  ASSERT_TRUE(replayed);
  EXPECT_TRUE(has_same_facts(floor.state(), *replayed));
}

TEST(Engine, LosesWhatFollowedALostBatchToo) {
  Floor floor;
  floor.store.set_full(true);
  floor.store.hold();
  ASSERT_TRUE(floor.submit(open_for(customer)));
  floor.run_posted();
  ASSERT_TRUE(floor.submit(say_for(ConversationId{1}, "a")));  // of a conversation that is lost
  std::string answer;
  floor.engine().when_durable([&](const Result<void>& result) { answer = result.error().code; });
  floor.store.release();
  floor.run_posted();
  EXPECT_EQ(answer, "store.full");
  EXPECT_EQ(conversation::find(floor.state().conversations, ConversationId{1}), nullptr);
}

TEST(Engine, DoesInTimeWhatBecameDueWhileTheDiskWasFull) {
  Floor floor;
  floor.must(set_presence(ann, routing::Presence::ready));
  floor.must(open_for(customer));
  ASSERT_EQ(floor.state().routing.offers.size(), 1u);
  floor.store.set_full(true);
  ASSERT_TRUE(floor.submit(say_for(ConversationId{1}, "a")));
  floor.pass(seconds(30));
  EXPECT_EQ(floor.state().routing.offers.size(), 1u);  // it stood still
  floor.store.set_full(false);
  floor.pass(seconds(2));
  EXPECT_EQ(floor.state().routing.offers.size(), 0u);
  EXPECT_EQ(routing::find(floor.state().routing, ann)->unanswered, 1);
}

TEST(Engine, RefusesWhenTooMuchWaitsForASlowDisk) {
  Floor floor;
  floor.must(open_for(customer));
  floor.store.hold();
  floor.must(say_for(ConversationId{1}, "a"));
  std::string code = "done";
  int taken = 0;
  for (; taken < 200'000 && code == "done"; ++taken) {
    code = code_of(floor.submit(
        conversation::Command(conversation::CustomerHere{ConversationId{1}, taken % 2 == 1})));
  }
  EXPECT_EQ(code, "store.slow");
  EXPECT_EQ(taken, 100'001);
  floor.store.release();
  floor.run_posted();
  EXPECT_EQ(code_of(floor.submit(say_for(ConversationId{1}, "b"))), "done");
}

TEST(Engine, RecoversFromTheJournal) {
  Floor floor;
  floor.must(set_presence(ann, routing::Presence::ready));
  floor.must(open_for(customer));
  const State before = floor.state();
  ASSERT_TRUE(floor.restart());
  EXPECT_TRUE(has_same_facts(floor.state(), before));
}

TEST(Engine, RecoversFromASnapshotAndWhatCameAfterIt) {
  Floor floor({.snapshot_every = 5});
  floor.must(set_presence(ann, routing::Presence::ready));
  floor.must(open_for(customer));
  for (int i = 0; i < 9; ++i) floor.must(say_for(ConversationId{1}, std::to_string(i)));
  const auto snapshot = floor.store.load_snapshot(floor.workspace);
  ASSERT_TRUE(snapshot);
  EXPECT_LT(snapshot->seq, floor.state().seq);
  const State before = floor.state();
  ASSERT_TRUE(floor.restart());
  EXPECT_TRUE(has_same_facts(floor.state(), before));
}

TEST(Engine, ReplaysTheWholeJournalWhenItCannotReadTheSnapshot) {
  Floor floor;
  floor.must(open_for(customer));
  const State before = floor.state();
  for (const ports::Snapshot& unreadable :
       {ports::Snapshot{1, 999, "{}"}, ports::Snapshot{1, 1, "nonsense"}}) {
    floor.store.save_snapshot(floor.workspace, unreadable, [](const Result<void>&) {});
    ASSERT_TRUE(floor.restart());
    EXPECT_TRUE(has_same_facts(floor.state(), before));
  }
}

TEST(Engine, SaysWhichRecordItCannotRead) {
  Floor floor;
  floor.store.append(
      {ports::Batch{
          floor.workspace, {{floor.state().seq + 1, floor.clock.now(), "tea.served", "{}"}}, {}}},
      [](const Result<void>&) {});
  const auto recovered = floor.restart();
  ASSERT_FALSE(recovered);
  EXPECT_EQ(recovered.error().code, "journal.unknown_type");
}

TEST(Engine, SavesASnapshotAtACleanStop) {
  Floor floor;
  floor.must(open_for(customer));
  floor.engine().save_snapshot();
  floor.run_posted();
  ASSERT_TRUE(floor.store.load_snapshot(floor.workspace));
  EXPECT_EQ(floor.store.load_snapshot(floor.workspace)->seq, floor.state().seq);
}

TEST(Engine, NeverGoesBackInTime) {
  Floor floor;
  floor.must(open_for(customer));
  const Time before = floor.state().last_at;
  floor.clock.set(before - hours(1));
  EXPECT_EQ(floor.engine().now(), before);
  floor.must(say_for(ConversationId{1}, "a"));
  EXPECT_EQ(floor.state().last_at, before);
}

TEST(Engine, AsksToBeWokenWhenSomethingIsDue) {
  Floor floor;
  EXPECT_EQ(floor.armed(), never);
  floor.must(set_presence(ann, routing::Presence::ready));
  floor.must(open_for(customer));
  EXPECT_EQ(floor.armed(), floor.clock.now() + seconds(20));
  floor.pass(seconds(20));
  EXPECT_EQ(floor.armed(), floor.clock.now() + seconds(10));  // the pause
}

TEST(Engine, AsksToBeWokenAfterARestart) {
  Floor floor;
  floor.must(set_presence(ann, routing::Presence::ready));
  floor.must(open_for(customer));
  const Time due = floor.armed();
  ASSERT_TRUE(floor.restart());
  EXPECT_EQ(floor.armed(), due);
}

TEST(Engine, AsksToBeWokenAgainAfterARefusedCommand) {
  Floor floor;
  floor.must(set_presence(ann, routing::Presence::ready));
  floor.must(open_for(customer));
  // The clock has moved on, but the timer has not come yet.
  floor.clock.advance(seconds(20));
  EXPECT_EQ(code_of(floor.submit(say_for(ConversationId{9}, "a"))), "conversation.unknown");
  EXPECT_EQ(floor.armed(), floor.clock.now() + seconds(10));
}

TEST(Engine, WakesTooEarlyWithoutHarm) {
  Floor floor;
  floor.must(set_presence(ann, routing::Presence::ready));
  floor.must(open_for(customer));
  const Time due = floor.armed();
  const std::uint64_t seq = floor.state().seq;
  floor.engine().wake();
  EXPECT_EQ(floor.state().seq, seq);
  EXPECT_EQ(floor.armed(), due);
}

TEST(Engine, KeepsWhatTheWorldIsOwedOverARestart) {
  Floor floor;
  const auto issued = floor.must(EffectCommand(IssueEffect{}));
  const EffectId effect = std::get<EffectIssued>(issued.front()).effect;
  ASSERT_TRUE(floor.restart());
  EXPECT_TRUE(floor.state().effects.pending.contains(effect));
  floor.must(EffectCommand(FinishEffect{effect, true}));
  EXPECT_TRUE(floor.must(EffectCommand(FinishEffect{effect, true})).empty());
  ASSERT_TRUE(floor.restart());
  EXPECT_TRUE(floor.state().effects.pending.empty());
  EXPECT_EQ(std::get<EffectIssued>(floor.must(EffectCommand(IssueEffect{})).front()).effect,
            EffectId{2});
}

TEST(Engine, ForgetsItsCallbacksWhenItEnds) {
  Floor floor;
  floor.store.hold();
  bool is_answered = false;
  ASSERT_TRUE(floor.submit(open_for(customer)));
  floor.engine().when_durable([&](const Result<void>&) { is_answered = true; });
  floor.run_one();
  ASSERT_TRUE(floor.restart());
  floor.store.release();
  floor.run_posted();
  EXPECT_FALSE(is_answered);
  EXPECT_EQ(conversation::find(floor.state().conversations, ConversationId{1}), nullptr);
}

TEST(Engine, KnowsAfterARestartWhatWasDurableButNotYetAnswered) {
  Floor floor;
  ASSERT_TRUE(floor.submit(open_for(customer)));
  ASSERT_TRUE(floor.run_one());  // on the disk; the answer is on its way
  ASSERT_TRUE(floor.restart());
  EXPECT_NE(conversation::find(floor.state().conversations, ConversationId{1}), nullptr);
}

}  // namespace
}  // namespace firstline::app
