#include "app/waits.hpp"

#include <algorithm>
#include <cmath>

#include "base/overloaded.hpp"

namespace firstline::app {
namespace {

using planning::Beginning;
using planning::Ending;

planning::Standing standing_in(const routing::State& state, const QueueId& queue,
                               catalog::Channel channel, double unanswered_ahead) {
  const routing::QueueView now = routing::view_of(state, queue, channel);
  // Offers ring for those at the head; they have their slots already.
  const double ahead =
      std::max(0.0, std::round(unanswered_ahead) - static_cast<double>(now.offered));
  return {static_cast<std::size_t>(ahead), now.slots, now.free, now.agents_present};
}

void begin(State& state, WorkId id, Beginning beginning, Time at) {
  const routing::Work* work = routing::find(state.routing, id);
  if (!work) return;
  // Kept for one agent: no line tells how long that takes.
  std::optional<planning::Standing> standing;
  if (!work->preference.agent) standing = standing_of(state, *work);
  planning::begins_to_wait(state.planning, id, work->queue, {.since = at, .beginning = beginning},
                           standing);
}

void end(State& state, WorkId id, Ending how, Time at) {
  const routing::Work* work = routing::find(state.routing, id);
  if (work) planning::ends_to_wait(state.planning, id, work->queue, how, at);
}

void learn_of_end(State& state, const routing::WorkEnded& e, Time at) {
  const routing::Work* work = routing::find(state.routing, e.work);
  if (!work) return;
  const bool is_abandoned = e.outcome == routing::WorkOutcome::abandoned &&
                            e.reason == routing::WorkEndReason::customer_left;
  end(state, e.work, is_abandoned ? Ending::abandoned : Ending::other, at);
  if (work->agent) planning::handled(state.planning, work->queue, at - work->answered_at);
}

}  // namespace

void learn_of_endings(State& state, const routing::Event& event, Time at) {
  std::visit(overloaded{
                 [&](const routing::OfferAccepted& e) {
                   const routing::Work* work = routing::find(state.routing, e.work);
                   if (work) planning::rang(state.planning, work->queue, at - work->since);
                   end(state, e.work, Ending::answered, at);
                 },
                 [&](const routing::WorkTakenOver& e) { end(state, e.work, Ending::other, at); },
                 [&](const routing::PreferenceEnded& e) { end(state, e.work, Ending::other, at); },
                 [&](const routing::WorkEnded& e) { learn_of_end(state, e, at); },
                 [](const auto&) {},
             },
             event);
}

void learn_of_beginnings(State& state, const routing::Event& event, Time at) {
  std::visit(
      overloaded{
          [&](const routing::WorkEnqueued& e) { begin(state, e.work, Beginning::arrival, at); },
          [&](const routing::WorkTransferred& e) { begin(state, e.work, Beginning::transfer, at); },
          [&](const routing::WorkReturned& e) { begin(state, e.work, Beginning::returned, at); },
          [&](const routing::PreferenceEnded& e) { begin(state, e.work, Beginning::arrival, at); },
          [](const auto&) {},
      },
      event);
}

planning::Standing standing_of(const State& state, const routing::Work& work) {
  const double ahead = static_cast<double>(routing::position_of(state.routing, work) - 1) +
                       routing::rivals_before(state.routing, work);
  planning::Standing standing = standing_in(state.routing, work.queue, work.channel, ahead);
  if (work.state == routing::WorkState::offered) {  // the slot is its own already
    standing.ahead = 0;
    standing.free = std::max(standing.free, 1);
  }
  return standing;
}

std::optional<planning::Quantiles> forecast(const State& state, const routing::Work& work) {
  return planning::forecast(state.planning, work.queue, standing_of(state, work));
}

std::optional<planning::Quantiles> forecast_of_next(const State& state, const QueueId& queue) {
  const double ahead = static_cast<double>(routing::view_of(state.routing, queue).waiting) +
                       routing::rivals_of_next(state.routing, queue);
  return planning::forecast(state.planning, queue,
                            standing_in(state.routing, queue, catalog::Channel::chat, ahead));
}

}  // namespace firstline::app
