// Policy: what follows from a command, from the time, and who is offered what.
#include <algorithm>

#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "domain/routing/index.hpp"
#include "domain/routing/state.hpp"

namespace firstline::routing {
namespace {

using Events = std::vector<Event>;

constexpr std::size_t longest_reason = 200;  // characters

// The queue's needs and the work's own, each skill once at its higher level.
Requirement merged(const std::vector<SkillLevel>& of_queue, const Requirement& own) {
  Requirement all = own;
  for (const SkillLevel& need : of_queue) {
    const auto at = std::find_if(all.skills.begin(), all.skills.end(),
                                 [&](const SkillLevel& s) { return s.skill == need.skill; });
    if (at == all.skills.end()) {
      all.skills.push_back(need);
    } else {
      at->level = std::max(at->level, need.level);
    }
  }
  std::sort(all.skills.begin(), all.skills.end(),
            [](const SkillLevel& a, const SkillLevel& b) { return a.skill < b.skill; });
  return all;
}

int first_free_slot(const State& state, const AgentId& id) {
  const Agent* agent = find(state, id);
  if (!agent) return 1;
  const auto at = std::find(agent->slots.begin(), agent->slots.end(), WorkId{});
  return static_cast<int>(at - agent->slots.begin()) + 1;
}

class Decider {
 public:
  Decider(const State& state, Time now)
      : state_(state), index_(*state.index), catalog_(*state.catalog), now_(now) {}

  Result<Events> operator()(const Enqueue& c) const {
    const catalog::Queue* queue = index_.profile(c.queue);
    if (!queue) return unknown_queue();
    WorkEnqueued e;
    e.work = {state_.last_work + 1};
    e.conversation = c.conversation;
    e.channel = c.channel;
    e.queue = c.queue;
    e.requirement = merged(queue->required, c.requirement);
    e.enqueued_at = c.enqueued_at == Time() ? now_ : c.enqueued_at;
    e.priority = queue->priority + c.priority;
    if (is_present(c.preferred)) e.preference = preference_for(c.preferred);
    return Events{e};
  }

  Result<Events> operator()(const AcceptOffer& c) const {
    FL_TRY(const Offer* offer, live_offer(c.offer, c.agent));
    return Events{OfferAccepted{offer->id, offer->work, c.agent, first_free_slot(state_, c.agent)}};
  }

  Result<Events> operator()(const DeclineOffer& c) const {
    FL_TRY(const Offer* offer, live_offer(c.offer, c.agent));
    FL_TRY_VOID(check_reason(c.reason));
    Events events{OfferDeclined{offer->id, offer->work, c.agent, c.reason,
                                now_ + catalog_.policy.pause_after_decline}};
    // Who was asked for by name has said no: anyone may have it.
    if (find(state_, offer->work)->preference.agent == c.agent) {
      events.push_back(PreferenceEnded{offer->work});
    }
    return events;
  }

  Result<Events> operator()(const Transfer& c) const {
    const Work* work = find(state_, c.work);
    if (!work) return unknown_work();
    if (work->state != WorkState::active) return not_active();
    if (work->agent != c.by) return not_yours();
    WorkTransferred e{work->id, c.by, work->queue, work->requirement, work->priority, {}, {}};
    if (c.agent) {
      if (!index_.profile(c.agent)) return unknown_agent();
      if (c.agent == c.by) {
        return invalid("work.transfer_to_self", "It is with this agent already.", "agent");
      }
      if (!is_present(c.agent)) {
        return conflict("agent.unavailable", "This agent is offline or on a break.", "agent");
      }
      e.preference = preference_for(c.agent);
    } else {
      const catalog::Queue* queue = index_.profile(c.queue);
      if (!queue) return unknown_queue();
      e.queue = c.queue;
      e.requirement = merged(queue->required, {});
      e.priority = queue->priority;
    }
    e.not_again_before = now_ + catalog_.policy.pause_after_decline;
    return Events{e};
  }

  Result<Events> operator()(const TakeOver& c) const {
    const Work* work = find(state_, c.work);
    if (!work) return unknown_work();
    if (!index_.profile(c.by)) return unknown_agent();
    Events events;
    switch (work->state) {
      case WorkState::wrap_up:
        return not_active();
      case WorkState::active:
        if (work->agent == c.by) {
          return conflict("work.already_yours", "It is with this agent already.");
        }
        break;
      case WorkState::offered:
        events.push_back(withdrawn(*work, WithdrawalReason::taken_over));
        break;
      case WorkState::waiting:
        break;
    }
    events.push_back(WorkTakenOver{work->id, work->agent, c.by, first_free_slot(state_, c.by),
                                   index_.capacity(c.by, work->channel).cost});
    return events;
  }

  Result<Events> operator()(const Finish& c) const {
    const Work* work = find(state_, c.work);
    if (!work) return unknown_work();
    return ended(*work, WorkEndReason::closed);
  }

  Result<Events> operator()(const Abandon& c) const {
    const Work* work = find(state_, c.work);
    if (!work) return unknown_work();
    return ended(*work, WorkEndReason::customer_left);
  }

  Result<Events> operator()(const Complete& c) const {
    const Work* work = find(state_, c.work);
    if (!work) return unknown_work();
    if (work->agent != c.by) return not_yours();
    if (work->state != WorkState::wrap_up) {
      return conflict("work.not_finished", "The conversation is still open.");
    }
    return Events{
        WorkEnded{work->id, c.by, WorkOutcome::handled, WorkEndReason::completed, work->queue}};
  }

  Result<Events> operator()(const SetPresence& c) const {
    const Agent* agent = find(state_, c.agent);
    // Who has left the catalog may still leave the floor.
    const bool is_going = agent && c.presence == Presence::offline;
    if (!index_.profile(c.agent) && !is_going) return unknown_agent();
    FL_TRY_VOID(check_reason(c.reason));
    const bool is_same = agent && agent->presence == c.presence && agent->reason == c.reason &&
                         !agent->is_vanished && agent->paused_until == Time();
    const bool leaves_work = is_going && !agent->slots.empty();
    if (is_same && !leaves_work) return Events{};
    if (!agent && c.presence == Presence::offline) return Events{};
    Events events;
    if (agent && c.presence != Presence::ready) leave(*agent, c.presence, events);
    events.push_back(PresenceChanged{c.agent, c.presence, c.reason, c.cause});
    return events;
  }

  Result<Events> operator()(const Connect& c) const {
    const Agent* agent = find(state_, c.agent);
    if (agent && agent->is_connected && !agent->is_vanished) return Events{};
    return Events{AgentConnected{c.agent}};
  }

  Result<Events> operator()(const Vanish& c) const {
    const Agent* agent = find(state_, c.agent);
    if (!agent || agent->is_vanished) return Events{};
    const bool is_idle = agent->presence == Presence::offline && agent->slots.empty();
    if (!agent->is_connected && is_idle) return Events{};
    return Events{AgentVanished{c.agent}};
  }

  Result<Events> operator()(const AdvanceTime&) const {
    const auto& due = index_.due();
    if (!due.empty() && due.begin()->at <= now_) return what_is_due(*due.begin());
    if (const auto pair = index_.best_pair(state_)) {
      const Work& work = *find(state_, pair->work);
      const catalog::Queue* queue = index_.profile(work.queue);
      const Duration ring_time = queue ? queue->ring_time : catalog::Queue{}.ring_time;
      return Events{OfferMade{{state_.last_offer + 1},
                              pair->work,
                              pair->agent,
                              now_ + ring_time,
                              pair->cost,
                              pair->reason,
                              catalog_.version}};
    }
    return Events{};
  }

 private:
  Events what_is_due(const Due& due) const {
    switch (due.kind) {
      case DueKind::offer:
        return expired(*find(state_, OfferId{due.number}));
      case DueKind::wrap_up: {
        const Work& work = *find(state_, WorkId{due.number});
        return {WorkEnded{work.id, work.agent, WorkOutcome::handled, WorkEndReason::wrap_up_over,
                          work.queue}};
      }
      case DueKind::preference:
        return {PreferenceEnded{WorkId{due.number}}};
      case DueKind::exclusion:
        return {ExclusionEnded{WorkId{due.number}, due.agent}};
      case DueKind::pause:
        return {PauseEnded{due.agent}};
      case DueKind::grace: {
        Events events;
        leave(*find(state_, due.agent), Presence::offline, events);
        events.push_back(
            PresenceChanged{due.agent, Presence::offline, {}, PresenceCause::browser_gone});
        return events;
      }
    }
    return {};
  }

  Events expired(const Offer& offer) const {
    const Agent& agent = *find(state_, offer.agent);
    OfferExpired e{offer.id, offer.work, offer.agent, now_ + catalog_.policy.pause_after_unanswered,
                   !agent.is_vanished};
    Events events{e};
    const int limit = catalog_.policy.unanswered_before_break;
    if (e.counts && limit > 0 && agent.unanswered + 1 >= limit) {
      end_preferences(agent, events);
      events.push_back(PresenceChanged{offer.agent, Presence::on_break, "unanswered",
                                       PresenceCause::unanswered});
    }
    return events;
  }

  // Nobody waits for somebody who is not there. An offer to the agent has ended before this.
  void end_preferences(const Agent& agent, Events& events) const {
    for (const WorkOrder& kept : index_.kept_for(agent.id)) {
      events.push_back(PreferenceEnded{kept.work});
    }
    const Offer* offer = find(state_, agent.offer);
    if (offer && find(state_, offer->work)->preference.agent == agent.id) {
      events.push_back(PreferenceEnded{offer->work});
    }
  }

  // What an agent who goes on a break or offline leaves behind.
  void leave(const Agent& agent, Presence towards, Events& events) const {
    if (const Offer* offer = find(state_, agent.offer)) {
      events.push_back(
          OfferWithdrawn{offer->id, offer->work, agent.id, WithdrawalReason::agent_left});
    }
    end_preferences(agent, events);
    if (towards != Presence::offline) return;
    for (WorkId id : agent.slots) {
      const Work* work = find(state_, id);
      if (!work) continue;
      if (work->state == WorkState::active) {
        events.push_back(WorkReturned{
            id, agent.id,
            agent.is_vanished ? ReturnReason::agent_gone : ReturnReason::agent_offline});
      } else {
        events.push_back(WorkEnded{id, agent.id, WorkOutcome::handled, WorkEndReason::wrap_up_over,
                                   work->queue});
      }
    }
  }

  // The customer's part of this work is over, whatever its state.
  Result<Events> ended(const Work& work, WorkEndReason reason) const {
    Events events;
    switch (work.state) {
      case WorkState::wrap_up:
        return not_active();
      case WorkState::active: {
        const catalog::Queue* queue = index_.profile(work.queue);
        const Duration wrap_up = queue ? queue->wrap_up : catalog::Queue{}.wrap_up;
        if (wrap_up > Duration(0))
          return Events{WrapUpStarted{work.id, work.agent, now_ + wrap_up}};
        return Events{WorkEnded{work.id, work.agent, WorkOutcome::handled, reason, work.queue}};
      }
      case WorkState::offered:
        events.push_back(withdrawn(work, WithdrawalReason::customer_left));
        break;
      case WorkState::waiting:
        break;
    }
    events.push_back(WorkEnded{work.id, {}, WorkOutcome::abandoned, reason, work.queue});
    return events;
  }

  OfferWithdrawn withdrawn(const Work& work, WithdrawalReason reason) const {
    return {work.offer, work.id, find(state_, work.offer)->agent, reason};
  }

  Result<const Offer*> live_offer(OfferId id, const AgentId& agent) const {
    if (!id || id.value > state_.last_offer) {
      return not_found("offer.unknown", "There is no such offer.");
    }
    const Offer* offer = find(state_, id);
    if (!offer || now_ >= offer->until) {
      return conflict("offer.expired", "This offer is no longer open.");
    }
    if (offer->agent != agent)
      return forbidden("offer.not_yours", "This offer is another agent's.");
    return offer;
  }

  bool is_present(const AgentId& id) const {
    const Agent* agent = find(state_, id);
    return agent && agent->presence == Presence::ready && !agent->is_vanished && index_.profile(id);
  }

  Preference preference_for(const AgentId& agent) const {
    return {agent, now_ + catalog_.policy.preferred_agent_wait};
  }

  static Result<void> check_reason(const std::string& reason) {
    if (!is_utf8(reason) || count_characters(reason) > longest_reason) {
      return invalid("reason.too_long", "A reason has at most 200 characters.", "reason");
    }
    return {};
  }

  static Error unknown_work() { return not_found("work.unknown", "There is no such work."); }
  static Error unknown_queue() { return not_found("queue.unknown", "There is no such queue."); }
  static Error unknown_agent() { return not_found("agent.unknown", "There is no such agent."); }
  static Error not_active() {
    return conflict("work.not_active", "Nobody is talking to this customer now.");
  }
  static Error not_yours() { return forbidden("work.not_yours", "This is another agent's work."); }

  const State& state_;
  const Index& index_;
  const catalog::Catalog& catalog_;
  Time now_;
};

}  // namespace

Result<std::vector<Event>> decide(const State& state, const Command& command, Time now) {
  return std::visit(Decider(state, now), command);
}

}  // namespace firstline::routing
