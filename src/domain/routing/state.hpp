// All work and all agents of a workspace, and the three functions over them.
//
// Cost: a decision is O(lanes of the agent · log n); nothing walks over all agents or all waiting
// work. A *lane* is what makes works interchangeable for eligibility: queue, channel, requirement.
// Each lane keeps its waiting works in queue order and the agents who could take one right now in
// order of preference, so the best pair is always at two heads.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/routing/command.hpp"
#include "domain/routing/event.hpp"

namespace firstline::routing {

class Index;  // the derived part: lanes, orders, what is due (index.hpp)

struct State {
  State();
  State(const State&);
  State& operator=(const State&);
  State(State&&) noexcept;
  State& operator=(State&&) noexcept;
  ~State();

  // Facts: what a snapshot holds and a replay must reproduce.
  std::uint64_t last_work = 0;
  std::uint64_t last_offer = 0;
  std::unordered_map<WorkId, Work> works;     // not ended
  std::unordered_map<OfferId, Offer> offers;  // live
  std::unordered_map<AgentId, Agent> agents;

  std::shared_ptr<const catalog::Catalog> catalog;  // in force; never null
  std::unique_ptr<Index> index;                     // derived from all of the above

  bool has_same_facts(const State& other) const;
};

// Errors: work.unknown, work.not_yours, work.not_waiting, work.not_active, offer.unknown,
// offer.expired, offer.not_yours, queue.unknown, agent.unknown, agent.unavailable, presence.reason.
// decide(AdvanceTime) makes the offers that can be made; the engine asks it after every command.
Result<std::vector<Event>> decide(const State& state, const Command& command, Time now);
void evolve(State& state, const Event& event, Time at);
Time next_wakeup(const State& state);

// A new catalog: indexes follow it, facts stay. Works of a queue that no longer exists go on, and
// whoever is there may have them.
void use_catalog(State& state, std::shared_ptr<const catalog::Catalog> catalog);
void rebuild_index(State& state);  // after a snapshot was read into the facts

const Work* find(const State& state, WorkId id);
const Work* find_of_conversation(const State& state, ConversationId id);
const Offer* find(const State& state, OfferId id);
const Agent* find(const State& state, const AgentId& id);

AgentActivity activity_of(const State& state, const Agent& agent);

// ---- what people look at; O(1) or O(answer) ----

struct QueueView {
  std::size_t waiting = 0;       // waiting and offered: nobody has answered them
  Time oldest;                   // enqueued; meaningless when nothing waits
  std::size_t agents_ready = 0;  // could take one more of this queue's works now
  std::size_t agents_on = 0;     // not offline, serving it
  std::size_t offered = 0;       // of those waiting: they ring at somebody
  int agents_present = 0;        // ready and not vanished, whether they have room or not
  int slots = 0;                 // works of the channel that those present could hold together
  int free = 0;                  // of these slots, now
};
QueueView view_of(const State& state, const QueueId& queue, Channel channel = Channel::chat);

// 1: first in line, among the works of its queue that nobody has answered. O(log n).
std::size_t position_of(const State& state, const Work& work);

// Works of other queues that come before it and that its queue's agents will take, as far as those
// queues share their agents: one order holds over all of them.
double rivals_before(const State& state, const Work& work);
double rivals_of_next(const State& state, const QueueId& queue);  // before one that would come now

// Works not yet answered of a queue, in queue order; `each` returns false to stop.
void for_each_waiting(const State& state, const QueueId& queue,
                      const std::function<bool(const Work&)>& each);

}  // namespace firstline::routing
