// Random days: whatever is asked in whatever order, no limit is broken, and a state whose index is
// built anew from its facts makes the same next decision. The floor checks both after every step.
#include <gtest/gtest.h>

#include "tests/support/routing_floor.hpp"
#include "tests/support/seeded_random.hpp"

namespace firstline::routing {
namespace {

using testing::RoutingFloor;
using testing::SeededRandom;

const std::vector<std::string> agents = {"ann", "bob", "cai", "dan", "eve"};
const std::vector<std::string> queues = {"billing", "vip", "sales"};

catalog::Catalog random_catalog(SeededRandom& random) {
  catalog::Catalog catalog;
  catalog.version = 1;
  catalog.skills = {{SkillId("vat"), "VAT"}};
  for (const std::string& id : queues) {
    if (id != "billing" && random.chance(0.2)) continue;
    catalog::Queue& queue = testing::add_queue(catalog, id);
    queue.ring_time = random.between(seconds(5), seconds(30));
    queue.wrap_up = random.chance(0.3) ? Duration(0) : random.between(seconds(1), seconds(60));
    queue.priority = random.chance(0.5) ? Duration(0) : random.between(seconds(0), seconds(90));
    if (random.chance(0.3)) queue.required = {{SkillId("vat"), 3}};
  }
  for (const std::string& id : agents) {
    if (random.chance(0.1)) continue;
    catalog::Agent& agent = testing::add_agent(catalog, id, {});
    for (const catalog::Queue& queue : catalog.queues) {
      if (random.chance(0.7)) agent.queues.push_back(queue.id);
    }
    if (random.chance(0.6))
      agent.skills = {{SkillId("vat"), static_cast<int>(random.below(6)) + 1}};
    if (random.chance(0.3)) agent.capacity = {{Channel::chat, 50, 5}, {Channel::message, 0, 2}};
  }
  catalog.policy.unanswered_before_break = static_cast<int>(random.below(4));
  if (random.chance(0.3)) catalog.policy.pause_after_unanswered = Duration(0);
  if (random.chance(0.3)) catalog.policy.pause_after_decline = Duration(0);
  return catalog;
}

class RandomDay {
 public:
  struct Options {
    bool may_replace_catalog = true;
  };
  explicit RandomDay(std::uint64_t seed) : RandomDay(seed, Options{}) {}
  RandomDay(std::uint64_t seed, Options options)
      : options_(options), random_(seed), floor_(random_catalog(random_)) {}

  void step() {
    switch (random_.below(14)) {
      case 0:
      case 1:
      case 2:
        return arrive();
      case 3:
        return floor_.pass(random_.between(Duration(0), seconds(40)));
      case 4:
        return try_to(Connect{agent()});
      case 5:
        return try_to(Vanish{agent()});
      case 6:
        return set_presence();
      case 7:
      case 8:
        return answer();
      case 9:
        return try_to(Finish{work()});
      case 10:
        return try_to(Abandon{work()});
      case 11:
        return complete();
      case 12:
        return hand_over();
      default:
        if (options_.may_replace_catalog && random_.chance(0.1))
          return floor_.use(random_catalog(random_));
        return try_to(TakeOver{work(), agent()});
    }
  }

  const RoutingFloor& floor() const { return floor_; }

 private:
  void try_to(const Command& command) { (void)floor_.run(command); }

  AgentId agent() { return AgentId(random_.pick(agents)); }

  // One of the latest; often it is over already.
  WorkId work() {
    const std::uint64_t last = floor_.state.last_work;
    return last == 0 ? WorkId{1} : WorkId{last - random_.below(std::min<std::size_t>(last, 8))};
  }

  void arrive() {
    Enqueue enqueue;
    enqueue.conversation = {++conversations_};
    enqueue.queue = QueueId(random_.pick(queues));
    enqueue.channel = random_.chance(0.7) ? Channel::chat : Channel::message;
    if (random_.chance(0.2)) enqueue.requirement = {{{SkillId("vat"), 2}}};
    if (random_.chance(0.2)) enqueue.priority = seconds(30);
    if (random_.chance(0.1)) enqueue.enqueued_at = floor_.now - seconds(50);
    if (random_.chance(0.2)) enqueue.preferred = agent();
    try_to(enqueue);
  }

  void set_presence() {
    const auto presence = static_cast<Presence>(random_.below(3));
    try_to(SetPresence{agent(), random_.chance(0.5) ? Presence::ready : presence, {}, {}});
  }

  void answer() {
    if (floor_.state.offers.empty()) return;
    const Offer offer = floor_.state.offers.begin()->second;
    const AgentId by = random_.chance(0.9) ? offer.agent : agent();
    if (random_.chance(0.7)) {
      try_to(AcceptOffer{offer.id, by});
    } else {
      try_to(DeclineOffer{offer.id, by, "busy"});
    }
  }

  void complete() {
    const WorkId id = work();
    const Work* found = find(floor_.state, id);
    try_to(Complete{id, found ? found->agent : agent()});
  }

  void hand_over() {
    const WorkId id = work();
    const Work* found = find(floor_.state, id);
    const AgentId by = found && random_.chance(0.9) ? found->agent : agent();
    const bool is_to_agent = random_.chance(0.5);
    try_to(Transfer{id, by, is_to_agent ? QueueId() : QueueId(random_.pick(queues)),
                    is_to_agent ? agent() : AgentId()});
  }

  const Options options_;
  SeededRandom random_;
  RoutingFloor floor_;
  std::uint64_t conversations_ = 0;
};

TEST(RandomRouting, BreaksNoLimitInTenThousandInterleavings) {
  constexpr std::uint64_t days = 10'000;
  constexpr int steps = 25;
  for (std::uint64_t seed = 1; seed <= days; ++seed) {
    RandomDay day(seed);
    for (int i = 0; i < steps; ++i) day.step();
    ASSERT_FALSE(::testing::Test::HasFailure()) << "seed " << seed;
  }
}

TEST(RandomRouting, ReplaysToTheSameState) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    RandomDay day(seed, {.may_replace_catalog = false});
    for (int i = 0; i < 300; ++i) day.step();
    State replayed;
    use_catalog(replayed, day.floor().state.catalog);
    for (const auto& [at, event] : day.floor().history()) evolve(replayed, event, at);
    ASSERT_TRUE(replayed.has_same_facts(day.floor().state)) << "seed " << seed;
    ASSERT_FALSE(::testing::Test::HasFailure()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace firstline::routing
