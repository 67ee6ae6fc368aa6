#include "app/live_levels.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace firstline::app {
namespace {

Duration target_of(const State& state, const QueueId& id) {
  const catalog::Queue* queue = catalog::find(*state.catalog, id);
  return queue ? queue->target : catalog::Queue{}.target;
}

}  // namespace

void LiveLevels::count(const State& state, const Event& event, Time at) {
  std::visit(overloaded{
                 [&](const routing::WorkEnqueued& e) {
                   open_[e.work] = {e.queue, e.enqueued_at, false};
                 },
                 [&](const routing::OfferAccepted& e) { answered(state, e.work, at); },
                 [&](const routing::WorkTakenOver& e) { answered(state, e.work, at); },
                 [&](const routing::WorkTransferred& e) {
                   const auto work = open_.find(e.work);
                   if (work != open_.end()) work->second.queue = e.queue;
                 },
                 [&](const routing::WorkEnded& e) { ended(state, e, at); },
                 [](const auto&) {},
             },
             event);
}

void LiveLevels::answered(const State& state, WorkId id, Time at) {
  const auto work = open_.find(id);
  if (work == open_.end() || work->second.is_answered) return;
  work->second.is_answered = true;
  const Duration wait = at - work->second.enqueued_at;
  metrics::Counts& counts = counts_[work->second.queue];
  ++counts.answered;
  if (wait <= target_of(state, work->second.queue)) ++counts.answered_within;
  counts.wait_of_answered += wait;
  counts.longest_wait = std::max(counts.longest_wait, wait);
}

void LiveLevels::ended(const State& state, const routing::WorkEnded& event, Time at) {
  const auto work = open_.find(event.work);
  if (work == open_.end()) return;
  if (!work->second.is_answered && event.outcome == routing::WorkOutcome::abandoned) {
    const Duration wait = at - work->second.enqueued_at;
    metrics::Counts& counts = counts_[work->second.queue];
    ++counts.abandoned;
    if (wait <= target_of(state, work->second.queue)) ++counts.abandoned_within;
    if (wait < metrics::short_abandon) ++counts.abandoned_short;
    counts.longest_wait = std::max(counts.longest_wait, wait);
  }
  open_.erase(work);
}

void LiveLevels::start_day(Time midnight) {
  midnight_ = midnight;
  counts_.clear();
}

void LiveLevels::restore(const QueueId& queue, const metrics::Counts& counts) {
  counts_[queue] = counts;
}

void LiveLevels::restore_works(const State& state) {
  open_.clear();
  for (const auto& [id, work] : state.routing.works) {
    const auto* c = conversation::find(state.conversations, work.conversation);
    const bool is_held =
        work.state == routing::WorkState::active || work.state == routing::WorkState::wrap_up;
    open_[id] = {work.queue, work.enqueued_at, is_held || (c && c->last_agent)};
  }
}

const metrics::Counts& LiveLevels::of(const QueueId& queue) const {
  static const metrics::Counts nothing;
  const auto at = counts_.find(queue);
  return at == counts_.end() ? nothing : at->second;
}

}  // namespace firstline::app
