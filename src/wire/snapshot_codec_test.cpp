#include "wire/snapshot_codec.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "wire/codec.hpp"

namespace firstline::wire {
namespace {

const Time nine = time_from_ms(1795251600000);  // 2026-11-21T09:00:00Z

std::shared_ptr<const catalog::Catalog> small_catalog() {
  auto catalog = std::make_shared<catalog::Catalog>();
  catalog->version = 4;
  catalog::Queue queue;
  queue.id = QueueId("billing");
  queue.name = "Billing";
  queue.target_share = 0.7;
  catalog->queues = {queue};
  catalog::Agent agent;
  agent.id = AgentId("ann");
  agent.name = "Ann";
  agent.queues = {QueueId("billing")};
  catalog->agents = {agent};
  catalog->policy.capacity = {{catalog::Channel::chat, 20, 5}};
  return catalog;
}

conversation::Conversation small_conversation(std::uint64_t number) {
  conversation::Conversation talk;
  talk.id = ConversationId{number};
  talk.customer = CustomerId{number + 100};
  talk.entry_point = EntryPointId("demo");
  talk.queue = QueueId("billing");
  talk.locale = "zh-TW";
  talk.opened_at = nine;
  talk.agent = AgentId("ann");
  talk.last_agent = AgentId("ann");
  talk.last_seq = 2;
  talk.read_by_customer = 1;
  talk.waiting = conversation::Waiting::customer_waits;
  talk.waiting_since = nine + seconds(3);
  talk.is_customer_here = true;
  talk.outcome = "paid";
  talk.receipts.push_back(
      {conversation::AuthorKind::customer, "k-1", MessageId{40}, 1, nine + seconds(1)});
  return talk;
}

app::State small_state() {
  app::State state;
  state.seq = 812;
  state.last_at = nine + minutes(1);
  state.catalog = small_catalog();
  state.customers = {103, {CustomerId{7}, CustomerId{3}}};
  state.conversations.last_conversation = 12;
  state.conversations.last_message = 41;
  for (std::uint64_t number : {12, 9, 11}) {
    state.conversations.conversations.emplace(ConversationId{number}, small_conversation(number));
  }
  conversation::use_catalog(state.conversations, *state.catalog);

  routing::Work work;
  work.id = WorkId{7};
  work.conversation = ConversationId{12};
  work.queue = QueueId("billing");
  work.requirement.skills = {{SkillId("vat"), 3}};
  work.enqueued_at = nine;
  work.priority = seconds(30);
  work.state = routing::WorkState::active;
  work.since = nine + seconds(2);
  work.exclusions = {{AgentId("bob"), nine + minutes(2)}};
  work.agent = AgentId("ann");
  work.slot = 2;
  work.answered_at = nine + seconds(2);
  work.cost = 20;
  state.routing.last_work = 7;
  state.routing.last_offer = 9;
  state.routing.works.emplace(work.id, work);
  routing::Agent agent;
  agent.id = AgentId("ann");
  agent.presence = routing::Presence::ready;
  agent.since = nine - hours(1);
  agent.is_connected = true;
  agent.slots = {WorkId{}, WorkId{7}};
  agent.used = 20;
  agent.counts[1] = 1;
  state.routing.agents.emplace(agent.id, agent);
  planning::Learnt& learnt = state.planning.learnt[QueueId("billing")];
  learnt.handle_us = 183'333'333;
  learnt.handled = 12;
  learnt.ring_us = 4'200'000;
  learnt.rings = 14;
  learnt.abandoned = 2'000'000;
  learnt.waited_ms = 640'000;
  learnt.in_line = {912'000, 1'105'000, 3};
  learnt.calibration = {3'000'000, 1'000'000, 3'000'000, 3'000'000, 3};
  state.planning.waiting[WorkId{7}] = {
      nine + seconds(1), planning::Beginning::transfer, true, true, 30'000, 80'000, 27'360, 88'400};
  routing::use_catalog(state.routing, state.catalog);
  state.effects.last_effect = 5;
  state.effects.pending.emplace(EffectId{5}, app::EffectKind::send_mail);
  return state;
}

std::string golden() {
  std::ifstream file(FL_SOURCE_DIR "/tests/golden/snapshots/2.json", std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

TEST(SnapshotCodec, ReadsAndWritesItsGoldenFile) {
  EXPECT_EQ(encode_state(small_state()), golden());
  const auto state = decode_state(2, golden());
  ASSERT_TRUE(state) << state.error().message << " " << state.error().field;
  EXPECT_TRUE(app::has_same_facts(*state, small_state()));
  EXPECT_EQ(*state->catalog, *small_catalog());
  EXPECT_EQ(encode_state(*state), golden());
}

TEST(SnapshotCodec, BuildsWhatIsDerivedAgain) {
  const auto state = decode_state(state_version, encode_state(small_state()));
  ASSERT_TRUE(state);
  EXPECT_EQ(state->routing.catalog, state->catalog);
  ASSERT_NE(routing::find_of_conversation(state->routing, ConversationId{12}), nullptr);
  EXPECT_NE(conversation::find_of_customer(state->conversations, CustomerId{109}), nullptr);
  EXPECT_EQ(state->conversations.due, small_state().conversations.due);
  EXPECT_EQ(app::next_wakeup(*state), app::next_wakeup(small_state()));
}

TEST(SnapshotCodec, WritesEqualStatesAsEqualBytesWhateverTheirHistory) {
  app::State one;
  app::State other;
  for (std::uint64_t number = 1; number <= 500; ++number) {
    one.conversations.conversations.emplace(ConversationId{number}, small_conversation(number));
    const std::uint64_t reverse = 501 - number;
    other.conversations.conversations.emplace(ConversationId{reverse}, small_conversation(reverse));
  }
  other.conversations.conversations.rehash(5'000);
  EXPECT_EQ(encode_state(one), encode_state(other));
}

TEST(SnapshotCodec, ReadsAStateThatLacksEverything) {
  const auto state = decode_state(state_version, "{}");
  ASSERT_TRUE(state);
  EXPECT_TRUE(app::has_same_facts(*state, app::State{}));
}

TEST(SnapshotCodec, RefusesAnotherVersionAndABrokenText) {
  for (const int other : {1, 3}) {
    EXPECT_EQ(decode_state(other, "{}").error().code, "snapshot.unknown_version");
  }
  const auto broken = decode_state(state_version, R"({"routing":{"works":{"w-1":{"cost":"x"}}}})");
  EXPECT_EQ(broken.error().code, "snapshot.unreadable");
  EXPECT_EQ(broken.error().field, "routing.works.w-1.cost");
}

TEST(SnapshotCodec, StandsBehindTheApplicationsCodec) {
  const app::Codec all = codec();
  EXPECT_EQ(all.state_version, state_version);
  const app::Event event = routing::PauseEnded{AgentId("ann")};
  EXPECT_EQ(*all.decode_event(all.event_type(event), all.encode_event(event)), event);
  EXPECT_TRUE(all.decode_state(all.state_version, all.encode_state(small_state())));
}

}  // namespace
}  // namespace firstline::wire
