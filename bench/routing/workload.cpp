#include "bench/routing/workload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/check.hpp"

namespace firstline::bench {
namespace {

using namespace routing;  // NOLINT: this file is about nothing else

constexpr std::size_t queues_of_an_agent = 5;
constexpr std::size_t skills_of_an_agent = 5;
constexpr int chats_of_an_agent = 5;

// Queue i needs skill i mod skills; an agent has the skills of the queues they serve, and some
// more.
catalog::Catalog catalog_of(const Size& size, testing::SeededRandom& random) {
  catalog::Catalog catalog;
  catalog.version = 1;
  const auto skill = [&](std::size_t i) { return SkillId(fmt::format("skill-{}", i)); };
  for (std::size_t i = 0; i < size.skills; ++i) catalog.skills.push_back({skill(i), "Skill"});
  for (std::size_t i = 0; i < size.queues; ++i) {
    catalog::Queue queue;
    queue.id = QueueId(fmt::format("queue-{}", i));
    queue.name = "Queue";
    queue.required = {{skill(i % size.skills), 3}};
    catalog.queues.push_back(std::move(queue));
  }
  for (std::size_t i = 0; i < size.agents; ++i) {
    catalog::Agent agent;
    agent.id = AgentId(fmt::format("agent-{}", i));
    agent.name = "Agent";
    std::vector<std::size_t> skills;
    // The first of them spread evenly, so that every queue is served.
    for (std::size_t k = 0; k < std::min(queues_of_an_agent, size.queues); ++k) {
      const std::size_t q = k == 0 ? i % size.queues : random.below(size.queues);
      const QueueId& id = catalog.queues[q].id;
      if (std::count(agent.queues.begin(), agent.queues.end(), id) > 0) continue;
      agent.queues.push_back(id);
      skills.push_back(q % size.skills);
    }
    while (skills.size() < skills_of_an_agent) skills.push_back(random.below(size.skills));
    std::sort(skills.begin(), skills.end());
    skills.erase(std::unique(skills.begin(), skills.end()), skills.end());
    for (const std::size_t s : skills) agent.skills.push_back({skill(s), 5});
    catalog.agents.push_back(std::move(agent));
  }
  return catalog;
}

}  // namespace

Workload::Workload(const Size& size) : size_(size), now_(time_from_ms(1795251600000)) {
  use_catalog(state_, std::make_shared<const catalog::Catalog>(catalog_of(size, random_)));
  for (const catalog::Agent& agent : state_.catalog->agents) {
    run(SetPresence{agent.id, Presence::ready, {}, PresenceCause::chosen});
  }
  const std::size_t slots = size.agents * chats_of_an_agent;
  // Not every queue fills its agents at the same rate: go on until everybody is full.
  for (std::size_t arrived = 0;
       active_.size() < slots || state_.works.size() < slots + size.waiting; ++arrived) {
    FL_CHECK(arrived < 100 * (slots + size.waiting));
    arrive();
    while (run(AdvanceTime{})) accept({state_.last_offer});
  }
  decisions_ = 0;
}

bool Workload::run(const Command& command) {
  if (before) before();
  const auto events = decide(state_, command, now_);
  FL_CHECK(events);
  for (const Event& event : *events) evolve(state_, event, now_);
  if (after) after();
  if (journal) {
    for (const Event& event : *events) journal->push_back({now_, event});
  }
  decisions_ += events->empty() ? 0u : 1u;
  return !events->empty();
}

void Workload::arrive() {
  Enqueue enqueue;
  enqueue.conversation = {++conversations_};
  enqueue.queue = state_.catalog->queues[random_.below(size_.queues)].id;
  run(enqueue);
}

void Workload::accept(OfferId id) {
  const Offer offer = *find(state_, id);
  active_.push_back(offer.work);
  run(AcceptOffer{id, offer.agent});
}

std::size_t Workload::exchange() {
  decisions_ = 0;
  now_ += milliseconds(1);
  WorkId& done = active_[random_.below(active_.size())];
  const AgentId agent = find(state_, done)->agent;
  const WorkId work = std::exchange(done, active_.back());
  active_.pop_back();
  run(Finish{work});
  run(Complete{work, agent});
  while (run(AdvanceTime{})) accept({state_.last_offer});
  arrive();
  while (run(AdvanceTime{})) accept({state_.last_offer});
  return decisions_;
}

}  // namespace firstline::bench
