#include "app/explanation.hpp"

#include <algorithm>

#include "app/refusals.hpp"
#include "base/overloaded.hpp"

namespace firstline::app {
namespace {

// So few that a step is over before anybody notices.
constexpr std::size_t records_per_step = 500;

bool has_skills(const catalog::Agent& agent, const std::vector<catalog::SkillLevel>& required) {
  return std::all_of(required.begin(), required.end(), [&](const catalog::SkillLevel& need) {
    return std::any_of(agent.skills.begin(), agent.skills.end(), [&](const auto& has) {
      return has.skill == need.skill && has.level >= need.level;
    });
  });
}

bool has_room(const routing::Agent& agent, const catalog::ChannelCapacity& capacity) {
  return agent.used + capacity.cost <= catalog::budget &&
         agent.counts[static_cast<std::size_t>(capacity.channel)] < capacity.maximum;
}

bool is_excluded(const routing::Work& work, const AgentId& agent) {
  return std::any_of(work.exclusions.begin(), work.exclusions.end(),
                     [&](const routing::Exclusion& one) { return one.agent == agent; });
}

// Why not; "" when nothing stands against it. The rules are those of routing's index.
std::string_view hindrance(const routing::State& state, const routing::Work& work,
                           const catalog::Agent& profile, const routing::Agent* agent) {
  if (!agent || agent->presence != routing::Presence::ready) return "not_ready";
  if (agent->is_vanished) return "browser_gone";
  const bool is_preferred = work.preference.agent == profile.id;
  if (work.preference.agent && !is_preferred) return "kept_for_another";
  if (!is_preferred && !has_skills(profile, work.requirement.skills)) return "skill";
  if (!is_preferred && is_excluded(work, profile.id)) return "declined";
  if (agent->offer) return "has_an_offer";
  if (agent->paused_until != Time()) return "paused";
  if (!has_room(*agent, catalog::capacity_of(state.catalog->policy, profile, work.channel))) {
    return "capacity";
  }
  return "";
}

}  // namespace

std::vector<view::Candidate> candidates(const routing::State& state, const routing::Work& work,
                                        const AgentId& chosen) {
  std::vector<view::Candidate> found;
  for (const catalog::Agent& profile : state.catalog->agents) {
    const auto& queues = profile.queues;
    const bool serves = std::find(queues.begin(), queues.end(), work.queue) != queues.end();
    if (!serves && profile.id != chosen) continue;
    const routing::Agent* agent = routing::find(state, profile.id);
    view::Candidate candidate;
    candidate.agent = profile.id;
    candidate.name = profile.name;
    candidate.used = agent ? agent->used : 0;
    if (agent && agent->idle_since != Time()) candidate.idle_since = agent->idle_since;
    if (profile.id == chosen) {
      candidate.is_eligible = true;
      candidate.reason = "chosen";
    } else {
      const std::string_view why_not = hindrance(state, work, profile, agent);
      candidate.is_eligible = why_not.empty();
      candidate.reason = why_not.empty() ? "later_in_order" : std::string(why_not);
    }
    found.push_back(std::move(candidate));
  }
  return found;
}

struct Explanations::Replay {
  WorkId work;
  State state;
  view::Explanation explanation;
  Answer<view::Explanation> answer;
  bool is_known = false;
  bool is_over = false;

  void end_offer(OfferId offer, std::string_view outcome) {
    for (view::Decision& decision : explanation.decisions) {
      if (decision.offer == offer) decision.outcome = outcome;
    }
  }

  // Before the event changes the state: an offer is explained by what was true when it was made.
  void look(const Event& event, const ports::Record& record) {
    std::visit(overloaded{
                   [&](const routing::WorkEnqueued& e) {
                     if (e.work != work) return;
                     is_known = true;
                     explanation.work = e.work;
                     explanation.conversation = e.conversation;
                     explanation.queue = e.queue;
                     explanation.enqueued_at = e.enqueued_at;
                     explanation.priority = e.priority;
                     explanation.required = e.requirement.skills;
                   },
                   [&](const routing::OfferMade& e) {
                     if (e.work == work) add_decision(e, record);
                   },
                   [&](const routing::WorkTransferred& e) {
                     if (e.work == work && e.queue) explanation.queue = e.queue;
                   },
                   [&](const routing::OfferAccepted& e) { end_offer(e.offer, "accepted"); },
                   [&](const routing::OfferDeclined& e) { end_offer(e.offer, "declined"); },
                   [&](const routing::OfferExpired& e) { end_offer(e.offer, "expired"); },
                   [&](const routing::OfferWithdrawn& e) { end_offer(e.offer, "withdrawn"); },
                   [&](const routing::WorkEnded& e) { is_over = is_over || e.work == work; },
                   [](const auto&) {},
               },
               event);
  }

  void add_decision(const routing::OfferMade& e, const ports::Record& record) {
    view::Decision decision;
    decision.seq = record.seq;
    decision.at = record.at;
    decision.offer = e.offer;
    decision.agent = e.agent;
    decision.reason = e.reason;
    decision.catalog_version = e.catalog_version;
    decision.outcome = "open";
    if (const routing::Work* found = routing::find(state.routing, work)) {
      decision.candidates = candidates(state.routing, *found, e.agent);
    }
    explanation.decisions.push_back(std::move(decision));
  }
};

void Explanations::explain(const Actor& actor, WorkId work, Answer<view::Explanation> answer) {
  if (!actor.may(access::Permission::see_floor)) return answer(may_not());
  if (work.value > workspace_.state().routing.last_work) {
    return answer(not_found("work.unknown", "There is no such work."));
  }
  if (running_) {
    return answer(unavailable("explain.busy", "Another explanation is being made; try again."));
  }
  running_ = std::make_shared<Replay>();
  running_->work = work;
  running_->answer = std::move(answer);
  step(running_);
}

void Explanations::step(const std::shared_ptr<Replay>& replay) {
  workspace_.ports().archive.records(
      workspace_.id(), replay->state.seq, records_per_step,
      [this, replay](const Result<std::vector<ports::Record>>& records) {
        if (!records) return finish(replay, records.error());
        const auto is_done = replayed(*replay, *records);
        if (!is_done) return finish(replay, is_done.error());
        if (*is_done || records->size() < records_per_step) return finish(replay, {});
        step(replay);
      });
}

// True when nothing more can be said about the work.
Result<bool> Explanations::replayed(Replay& replay,
                                    const std::vector<ports::Record>& records) const {
  for (const ports::Record& record : records) {
    FL_TRY(const Event event, decode_(record.type, record.payload));
    replay.look(event, record);
    if (replay.is_over) return true;
    evolve(replay.state, event, record.at);
  }
  return false;
}

void Explanations::finish(const std::shared_ptr<Replay>& replay, const Result<void>& result) {
  running_.reset();
  if (!result) return replay->answer(result.error());
  if (!replay->is_known) return replay->answer(not_found("work.unknown", "There is no such work."));
  replay->answer(std::move(replay->explanation));
}

}  // namespace firstline::app
