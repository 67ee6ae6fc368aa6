// The fold: records facts and keeps the index in step. No policy here, so old events mean the same
// for ever.
#include <algorithm>

#include "base/check.hpp"
#include "base/overloaded.hpp"
#include "domain/routing/index.hpp"
#include "domain/routing/state.hpp"

namespace firstline::routing {
namespace {

std::size_t channel_of(const Work& work) { return static_cast<std::size_t>(work.channel); }

class Evolver {
 public:
  Evolver(State& state, Time at) : state_(state), index_(*state.index), at_(at) {}

  void operator()(const WorkEnqueued& e) {
    Work work;
    work.id = e.work;
    work.conversation = e.conversation;
    work.channel = e.channel;
    work.queue = e.queue;
    work.requirement = e.requirement;
    work.enqueued_at = e.enqueued_at;
    work.priority = e.priority;
    work.since = at_;
    work.preference = e.preference;
    state_.last_work = e.work.value;
    const Work& stored = state_.works.emplace(e.work, std::move(work)).first->second;
    index_.work_is_unanswered(stored);
    index_.work_waits(state_, stored);
  }

  void operator()(const OfferMade& e) {
    Work& work = work_of(e.work);
    index_.work_stops_waiting(work);
    work.state = WorkState::offered;
    work.since = at_;
    work.offer = e.offer;
    work.cost = e.cost;
    state_.last_offer = e.offer.value;
    state_.offers[e.offer] = {e.offer, e.work, e.agent, at_, e.until};
    index_.due_at({e.until, DueKind::offer, e.offer.value, {}});
    Agent& agent = agent_of(e.agent);
    agent.offer = e.offer;
    agent.last_offered_at = at_;
    hold(agent, work);
    index_.agent_changed(state_, agent);
  }

  void operator()(const OfferAccepted& e) {
    Work& work = work_of(e.work);
    Agent& agent = agent_of(e.agent);
    end_offer(e.offer, agent);
    agent.unanswered = 0;
    index_.work_is_answered(work);
    begin(work, agent, e.slot);
  }

  void operator()(const OfferDeclined& e) {
    Agent& agent = agent_of(e.agent);
    agent.unanswered = 0;
    Work& work = work_of(e.work);
    exclude(work, e.agent, e.not_again_before);
    give_back_offer(e.offer, work, agent);
  }

  void operator()(const OfferExpired& e) {
    Agent& agent = agent_of(e.agent);
    if (e.counts) ++agent.unanswered;
    pause(agent, e.paused_until);
    give_back_offer(e.offer, work_of(e.work), agent);
  }

  void operator()(const OfferWithdrawn& e) {
    give_back_offer(e.offer, work_of(e.work), agent_of(e.agent));
  }

  void operator()(const WorkTransferred& e) {
    Work& work = work_of(e.work);
    Agent& agent = agent_of(work.agent);
    let_go(work, agent);
    work.queue = e.queue;
    work.requirement = e.requirement;
    work.priority = e.priority;
    work.preference = e.preference;
    exclude(work, e.by, e.not_again_before);
    wait_again(work);
    index_.agent_changed(state_, agent);
  }

  void operator()(const WorkReturned& e) {
    Work& work = work_of(e.work);
    Agent& agent = agent_of(e.agent);
    let_go(work, agent);
    wait_again(work);
    index_.agent_changed(state_, agent);
  }

  void operator()(const WorkTakenOver& e) {
    Work& work = work_of(e.work);
    if (work.state == WorkState::waiting) {
      index_.work_stops_waiting(work);
      index_.work_is_answered(work);
    } else {
      Agent& before = agent_of(work.agent);
      let_go(work, before);
      index_.agent_changed(state_, before);
    }
    Agent& agent = agent_of(e.by);
    work.cost = e.cost;
    hold(agent, work);
    begin(work, agent, e.slot);
  }

  void operator()(const PreferenceEnded& e) {
    Work& work = work_of(e.work);
    index_.work_stops_waiting(work);
    work.preference = {};
    index_.work_waits(state_, work);
  }

  void operator()(const ExclusionEnded& e) {
    Work& work = work_of(e.work);
    std::erase_if(work.exclusions, [&](const Exclusion& exclusion) {
      if (exclusion.agent != e.agent) return false;
      index_.not_due({exclusion.until, DueKind::exclusion, e.work.value, e.agent});
      return true;
    });
  }

  void operator()(const PauseEnded& e) {
    Agent& agent = agent_of(e.agent);
    pause(agent, Time());
    index_.agent_changed(state_, agent);
  }

  void operator()(const WrapUpStarted& e) {
    Work& work = work_of(e.work);
    work.state = WorkState::wrap_up;
    work.since = at_;
    work.wrap_up_until = e.until;
    index_.due_at({e.until, DueKind::wrap_up, e.work.value, {}});
  }

  void operator()(const WorkEnded& e) {
    Work& work = work_of(e.work);
    switch (work.state) {
      case WorkState::waiting:
        index_.work_stops_waiting(work);
        index_.work_is_answered(work);
        break;
      case WorkState::offered:
        FL_CHECK(false && "an offer ends before its work");
        break;
      case WorkState::active:
      case WorkState::wrap_up: {
        Agent& agent = agent_of(work.agent);
        let_go(work, agent);
        index_.agent_changed(state_, agent);
        break;
      }
    }
    index_.forget_work(work);
    state_.works.erase(e.work);
  }

  void operator()(const PresenceChanged& e) {
    Agent& agent = agent_of(e.agent);
    // A fresh ready starts at zero; with work in hand it starts when the last one ends.
    const bool was_ready = agent.presence == Presence::ready;
    if (e.presence != Presence::ready) agent.idle_since = Time();
    if (e.presence == Presence::ready && !was_ready) agent.idle_since = at_;
    agent.presence = e.presence;
    agent.reason = e.reason;
    agent.since = at_;
    agent.unanswered = 0;
    pause(agent, Time());
    if (e.cause == PresenceCause::chosen) end_grace(agent);
    if (e.presence == Presence::offline) {
      end_grace(agent);
      if (e.cause == PresenceCause::browser_gone) agent.is_connected = false;
    }
    index_.agent_changed(state_, agent);
  }

  void operator()(const AgentConnected& e) {
    Agent& agent = agent_of(e.agent);
    agent.is_connected = true;
    end_grace(agent);
    index_.agent_changed(state_, agent);
  }

  void operator()(const AgentVanished& e) {
    Agent& agent = agent_of(e.agent);
    agent.is_connected = false;
    // A supervisor may hold work without being ready for more.
    if (agent.presence != Presence::offline || !agent.slots.empty()) {
      agent.is_vanished = true;
      agent.vanished_at = at_;
      index_.due_at(grace_of(agent));
    }
    index_.agent_changed(state_, agent);
  }

 private:
  Work& work_of(WorkId id) {
    const auto at = state_.works.find(id);
    FL_CHECK(at != state_.works.end());
    return at->second;
  }

  Agent& agent_of(const AgentId& id) {
    Agent& agent = state_.agents[id];
    agent.id = id;
    return agent;
  }

  Due grace_of(const Agent& agent) const {
    return {agent.vanished_at + state_.catalog->policy.browser_gone_grace, DueKind::grace, 0,
            agent.id};
  }

  void end_grace(Agent& agent) {
    if (!agent.is_vanished) return;
    index_.not_due(grace_of(agent));
    agent.is_vanished = false;
    agent.vanished_at = Time();
  }

  void pause(Agent& agent, Time until) {
    if (agent.paused_until != Time())
      index_.not_due({agent.paused_until, DueKind::pause, 0, agent.id});
    agent.paused_until = until;
    if (until != Time()) index_.due_at({until, DueKind::pause, 0, agent.id});
  }

  void hold(Agent& agent, const Work& work) {
    agent.used += work.cost;
    ++agent.counts[channel_of(work)];
  }

  void release(Agent& agent, Work& work) {
    agent.used -= work.cost;
    --agent.counts[channel_of(work)];
    work.cost = 0;
  }

  // The agent has it from now on; the index learns of the agent.
  void begin(Work& work, Agent& agent, int slot) {
    work.state = WorkState::active;
    work.since = at_;
    work.offer = {};
    work.agent = agent.id;
    work.slot = slot;
    work.answered_at = at_;
    work.preference = {};
    const auto i = static_cast<std::size_t>(slot - 1);
    if (agent.slots.size() <= i) agent.slots.resize(i + 1);
    agent.slots[i] = work.id;
    index_.agent_changed(state_, agent);
  }

  // The agent no longer has it (active or wrap-up).
  void let_go(Work& work, Agent& agent) {
    if (work.state == WorkState::wrap_up) {
      index_.not_due({work.wrap_up_until, DueKind::wrap_up, work.id.value, {}});
      work.wrap_up_until = Time();
    }
    agent.slots[static_cast<std::size_t>(work.slot - 1)] = {};
    while (!agent.slots.empty() && !agent.slots.back()) agent.slots.pop_back();
    release(agent, work);
    work.agent = {};
    work.slot = 0;
    work.answered_at = Time();
    if (agent.slots.empty() && agent.presence == Presence::ready) agent.idle_since = at_;
  }

  void end_offer(OfferId id, Agent& agent) {
    const auto at = state_.offers.find(id);
    FL_CHECK(at != state_.offers.end());
    index_.not_due({at->second.until, DueKind::offer, id.value, {}});
    state_.offers.erase(at);
    agent.offer = {};
  }

  // Declined, expired or withdrawn: the work waits again; it never left its place.
  void give_back_offer(OfferId id, Work& work, Agent& agent) {
    end_offer(id, agent);
    release(agent, work);
    work.state = WorkState::waiting;
    work.since = at_;
    work.offer = {};
    index_.work_waits(state_, work);
    index_.agent_changed(state_, agent);
  }

  void wait_again(Work& work) {
    work.state = WorkState::waiting;
    work.since = at_;
    index_.work_is_unanswered(work);
    index_.work_waits(state_, work);
  }

  void exclude(Work& work, const AgentId& agent, Time until) {
    if (until == Time()) return;
    (*this)(ExclusionEnded{work.id, agent});
    work.exclusions.push_back({agent, until});
    index_.due_at({until, DueKind::exclusion, work.id.value, agent});
  }

  State& state_;
  Index& index_;
  Time at_;
};

}  // namespace

void evolve(State& state, const Event& event, Time at) { std::visit(Evolver(state, at), event); }

}  // namespace firstline::routing
