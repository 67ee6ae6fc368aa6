#include "tests/support/routing_rules.hpp"

#include <fmt/format.h>

#include <array>

namespace firstline::testing {
namespace {

using namespace routing;  // NOLINT: this file is about nothing else

// This is asked after every event of long simulations, so nothing is allocated while all is well.

const char* work_fault(const State& state, const Work& work) {
  const Work* of_conversation = find_of_conversation(state, work.conversation);
  if (!of_conversation || of_conversation->id != work.id)
    return "is not the work of its conversation";
  switch (work.state) {
    case WorkState::waiting:
      if (work.offer || work.agent || work.slot != 0 || work.cost != 0) {
        return "waits, and somebody has it";
      }
      break;
    case WorkState::offered: {
      const Offer* offer = find(state, work.offer);
      if (!offer) return "is offered without a live offer";
      if (offer->work != work.id) return "is offered by another work's offer";
      if (work.agent) return "is offered and answered";
      break;
    }
    case WorkState::active:
    case WorkState::wrap_up: {
      const Agent* agent = find(state, work.agent);
      if (!agent) return "is with nobody";
      const auto slot = static_cast<std::size_t>(work.slot);
      if (slot == 0 || slot > agent->slots.size() || agent->slots[slot - 1] != work.id) {
        return "is not in its slot";
      }
      if (work.offer) return "is answered and offered";
      break;
    }
  }
  return nullptr;
}

// At most one live offer for a work and for an agent: each names exactly this one.
const char* offer_fault(const State& state, const Offer& offer) {
  const Work* work = find(state, offer.work);
  if (!work || work->state != WorkState::offered || work->offer != offer.id) {
    return "offers a work that is not offered by it";
  }
  const Agent* agent = find(state, offer.agent);
  if (!agent || agent->offer != offer.id) return "is not its agent's offer";
  if (agent->presence != Presence::ready) return "rings somebody who is not ready";
  return nullptr;
}

const char* agent_fault(const State& state, const Agent& agent) {
  int cost = 0;
  std::array<int, catalog::channel_count> counts{};
  const auto hold = [&](const Work& work) {
    cost += work.cost;
    ++counts[static_cast<std::size_t>(work.channel)];
  };
  for (const WorkId id : agent.slots) {
    if (!id) continue;
    const Work* work = find(state, id);
    if (!work || work->agent != agent.id) return "has another's work in a slot";
    hold(*work);
  }
  if (agent.offer) {
    const Offer* offer = find(state, agent.offer);
    if (!offer || offer->agent != agent.id) return "has an offer that is not live";
    hold(*find(state, offer->work));
  }
  if (agent.used != cost) return "uses another budget than its works cost";
  if (agent.counts != counts) return "counts other works than it has";
  if (!agent.slots.empty() && !agent.slots.back()) return "keeps empty slots at the end";
  return nullptr;
}

std::string view_fault(const State& state, const State& rebuilt, const QueueId& queue) {
  const QueueView is = view_of(state, queue);
  const QueueView should = view_of(rebuilt, queue);
  if (is.waiting != should.waiting || (is.waiting > 0 && is.oldest != should.oldest)) {
    return "the line of " + queue.text + " differs";
  }
  if (is.agents_ready != should.agents_ready || is.agents_on != should.agents_on ||
      is.slots != should.slots || is.free != should.free ||
      is.agents_present != should.agents_present || is.offered != should.offered) {
    return "the agents of " + queue.text + " differ";
  }
  std::size_t position = 0;
  bool is_true = true;
  for_each_waiting(state, queue, [&](const Work& work) {
    is_true = position_of(state, work) == ++position;
    return is_true;
  });
  if (!is_true || position != is.waiting) return "a place in " + queue.text + " is miscounted";
  return {};
}

}  // namespace

std::string broken_rule(const State& state) {
  for (const auto& [id, offer] : state.offers) {
    if (const char* fault = offer_fault(state, offer)) return to_text(id) + " " + fault;
  }
  for (const auto& [id, work] : state.works) {
    if (const char* fault = work_fault(state, work)) return to_text(id) + " " + fault;
  }
  for (const auto& [id, agent] : state.agents) {
    if (const char* fault = agent_fault(state, agent)) return id.text + " " + fault;
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
