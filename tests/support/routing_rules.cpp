#include "tests/support/routing_rules.hpp"

#include <fmt/format.h>

#include <array>
#include <map>
#include <set>

namespace firstline::testing {
namespace {

using namespace routing;  // NOLINT: this file is about nothing else

struct Held {
  int cost = 0;
  std::array<int, catalog::channel_count> counts{};
};

std::string work_fault(const State& state, const Work& work) {
  const std::string name = to_text(work.id);
  if (!find_of_conversation(state, work.conversation)) return name + " is not of its conversation";
  switch (work.state) {
    case WorkState::waiting:
      if (work.offer || work.agent || work.slot != 0 || work.cost != 0) {
        return name + " waits, and somebody has it";
      }
      break;
    case WorkState::offered: {
      const Offer* offer = find(state, work.offer);
      if (!offer) return name + " is offered without a live offer";
      if (offer->work != work.id) return name + " is offered by another work's offer";
      if (work.agent) return name + " is offered and answered";
      break;
    }
    case WorkState::active:
    case WorkState::wrap_up: {
      const Agent* agent = find(state, work.agent);
      if (!agent) return name + " is with nobody";
      const auto slot = static_cast<std::size_t>(work.slot);
      if (slot == 0 || slot > agent->slots.size() || agent->slots[slot - 1] != work.id) {
        return name + " is not in its slot";
      }
      if (work.offer) return name + " is answered and offered";
      break;
    }
  }
  return {};
}

std::string offer_fault(const State& state, const Offer& offer) {
  const std::string name = to_text(offer.id);
  const Work* work = find(state, offer.work);
  if (!work || work->state != WorkState::offered || work->offer != offer.id) {
    return name + " offers a work that is not offered by it";
  }
  const Agent* agent = find(state, offer.agent);
  if (!agent || agent->offer != offer.id) return name + " is not its agent's offer";
  if (agent->presence != Presence::ready) return name + " rings somebody who is not ready";
  return {};
}

std::string agent_fault(const State& state, const Agent& agent, const Held& held) {
  const std::string& name = agent.id.text;
  if (agent.used != held.cost) {
    return fmt::format("{} uses {}, its works cost {}", name, agent.used, held.cost);
  }
  if (agent.counts != held.counts) return name + " counts other works than it has";
  if (agent.offer && !find(state, agent.offer)) return name + " has an offer that is not live";
  for (const WorkId id : agent.slots) {
    if (!id) continue;
    const Work* work = find(state, id);
    if (!work || work->agent != agent.id) return name + " has another's work in a slot";
  }
  if (!agent.slots.empty() && !agent.slots.back()) return name + " keeps empty slots at the end";
  if (agent.presence == Presence::offline && agent.offer) return name + " is offline with an offer";
  return {};
}

std::string view_fault(const State& state, const State& rebuilt, const QueueId& queue) {
  const QueueView is = view_of(state, queue);
  const QueueView should = view_of(rebuilt, queue);
  if (is.waiting != should.waiting || (is.waiting > 0 && is.oldest != should.oldest)) {
    return "the line of " + queue.text + " differs";
  }
  if (is.agents_ready != should.agents_ready || is.agents_on != should.agents_on ||
      is.slots != should.slots) {
    return "the agents of " + queue.text + " differ";
  }
  return {};
}

}  // namespace

std::string broken_rule(const State& state) {
  std::map<AgentId, Held> held;
  std::set<ConversationId> conversations;
  for (const auto& [id, work] : state.works) {
    if (std::string fault = work_fault(state, work); !fault.empty()) return fault;
    if (!conversations.insert(work.conversation).second) {
      return to_text(work.conversation) + " has two works";
    }
    const AgentId agent =
        work.state == WorkState::offered ? find(state, work.offer)->agent : work.agent;
    if (!agent) continue;
    held[agent].cost += work.cost;
    ++held[agent].counts[static_cast<std::size_t>(work.channel)];
  }
  std::set<AgentId> rung;
  for (const auto& [id, offer] : state.offers) {
    if (std::string fault = offer_fault(state, offer); !fault.empty()) return fault;
    if (!rung.insert(offer.agent).second) return offer.agent.text + " has two offers";
  }
  for (const auto& [id, agent] : state.agents) {
    if (std::string fault = agent_fault(state, agent, held[id]); !fault.empty()) return fault;
  }
  return {};
}

std::string broken_offer_rule(const State& state, const OfferMade& offer) {
  const Agent* agent = find(state, offer.agent);
  const Work* work = find(state, offer.work);
  if (!agent || !work) return to_text(offer.offer) + " is of nobody or nothing";
  if (agent->presence != Presence::ready || agent->is_vanished) {
    return to_text(offer.offer) + " is made to somebody who is not there";
  }
  if (agent->paused_until != Time()) return to_text(offer.offer) + " is made in a pause";
  if (agent->used > catalog::budget) {
    return fmt::format("{} takes {} to {} of the budget", to_text(offer.offer), offer.agent.text,
                       agent->used);
  }
  const catalog::Agent* profile = catalog::find(*state.catalog, offer.agent);
  if (!profile) return to_text(offer.offer) + " is made to somebody the catalog does not know";
  const auto capacity = catalog::capacity_of(state.catalog->policy, *profile, work->channel);
  if (agent->counts[static_cast<std::size_t>(work->channel)] > capacity.maximum) {
    return to_text(offer.offer) + " exceeds the maximum of its channel";
  }
  if (offer.cost != capacity.cost) return to_text(offer.offer) + " has another cost";
  return {};
}

std::string difference_to_rebuilt(const State& state, Time now) {
  const State rebuilt(state);  // a copy has an index of its own, built from the facts
  if (!state.has_same_facts(rebuilt)) return "a copy has other facts";
  if (next_wakeup(state) != next_wakeup(rebuilt)) return "a rebuilt state wakes at another time";
  const auto is = decide(state, AdvanceTime{}, now);
  const auto should = decide(rebuilt, AdvanceTime{}, now);
  if (!is || !should || *is != *should) return "a rebuilt state decides otherwise";
  for (const catalog::Queue& queue : state.catalog->queues) {
    if (std::string fault = view_fault(state, rebuilt, queue.id); !fault.empty()) return fault;
  }
  for (const auto& [id, work] : state.works) {
    if (find_of_conversation(state, work.conversation) == nullptr ||
        find_of_conversation(state, work.conversation)->id !=
            find_of_conversation(rebuilt, work.conversation)->id) {
      return "a rebuilt state finds another work of a conversation";
    }
  }
  return {};
}

}  // namespace firstline::testing
