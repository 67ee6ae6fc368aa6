#include "domain/planning/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "domain/planning/line_wait.hpp"

namespace firstline::planning {
namespace {

constexpr std::int64_t million = 1'000'000;

// After so many more, what was learnt weighs 1/e.
constexpr std::int64_t works_remembered = 150;
constexpr std::int64_t abandons_remembered = 100;
constexpr std::int64_t forecasts_remembered = 500;

// How far one error moves the correction, in parts per million of it: the first ones far, for the
// model may not fit; later ones little, for errors come in swarms and say the same. Waits that are
// only the ringing follow faster, for no model is behind them.
constexpr std::int64_t least_step_in_line = 6'000;
constexpr std::int64_t least_step_at_once = 20'000;
std::int64_t step_after(std::uint32_t errors, bool is_in_line) {
  return std::max(is_in_line ? least_step_in_line : least_step_at_once,
                  million / (20 + static_cast<std::int64_t>(errors)));
}
constexpr std::int64_t least_correction = million / 10;
constexpr std::int64_t most_correction = 10 * million;

// An offer that was never answered yet is thought to ring so long.
constexpr std::int64_t usual_ring_us = 5'000'000;

void forget(std::int64_t& sum, std::int64_t remembered) { sum -= sum / remembered; }

void learn_mean(std::int64_t& mean_us, std::uint32_t& samples, Duration sample) {
  if (samples < std::numeric_limits<std::uint32_t>::max()) ++samples;
  const std::int64_t weight = std::min<std::int64_t>(samples, works_remembered);
  mean_us += (sample.count() * 1000 - mean_us) / weight;
}

double ring_ms(const Learnt& learnt) {
  return static_cast<double>(learnt.rings > 0 ? learnt.ring_us : usual_ring_us) / 1000;
}

std::int32_t as_ms(double ms) {
  constexpr double most = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(std::clamp(std::round(ms), 0.0, most));
}

struct Expected {
  std::int32_t p50_ms = 0, p90_ms = 0;
  bool is_in_line = false;
};

std::optional<Expected> expected(const Learnt& learnt, const Standing& at) {
  if (learnt.handled < least_samples || at.slots <= 0) return {};
  const double ring = ring_ms(learnt);
  const auto free = static_cast<std::size_t>(std::max(0, at.free));
  if (at.ahead < free) {
    // A slot is free, and one offer at a time rings at each agent.
    const double rounds =
        static_cast<double>(at.ahead / static_cast<std::size_t>(std::max(1, at.agents)));
    return Expected{as_ms(ring * (0.7 + rounds)), as_ms(ring * (2.3 + rounds)), false};
  }
  // The slot is taken from the offer on.
  const double handle = std::max(1.0, static_cast<double>(learnt.handle_us) / 1000 + ring);
  LineRates rates;
  rates.service = at.slots / handle;
  if (learnt.waited_ms > 0) {
    rates.leaving = static_cast<double>(learnt.abandoned) / static_cast<double>(million) /
                    static_cast<double>(learnt.waited_ms);
  }
  const std::size_t ahead = at.ahead - free;
  return Expected{as_ms(wait_quantile_ms(rates, ahead, Quantile::p50) + ring),
                  as_ms(wait_quantile_ms(rates, ahead, Quantile::p90) + ring), true};
}

Quantiles corrected(std::int32_t p50_ms, std::int32_t p90_ms, const Correction& by) {
  const Duration p50(p50_ms * by.p50 / million);
  const Duration p90(p90_ms * by.p90 / million);
  return {p50, std::max(p50, p90)};
}

// 1/P(patience lasts to t) ≈ e^{θt}: who gave up before t cannot tell, so those who could tell
// count for them. A series, so that every machine rounds it alike.
std::int64_t weight_at(const Learnt& learnt, Duration t) {
  if (learnt.waited_ms <= 0) return million;
  constexpr double most = 1.5;
  const double x =
      std::min(most, static_cast<double>(learnt.abandoned) / static_cast<double>(million) /
                         static_cast<double>(learnt.waited_ms) * static_cast<double>(t.count()));
  return static_cast<std::int64_t>(static_cast<double>(million) *
                                   (1 + x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4)))));
}

struct Ended {
  Duration wait;
  bool is_answered = false;
};

// Was it over by then? None: they gave up before, so nobody knows.
std::optional<bool> is_over_by(const Ended& ended, Duration quantile) {
  if (ended.wait > quantile) return false;
  if (ended.is_answered) return true;
  return {};
}

void measure(const Learnt& learnt, const Ended& ended, Duration told, std::int64_t& known,
             std::int64_t& within) {
  const auto is_within = is_over_by(ended, told);
  if (!is_within) return;
  const std::int64_t weight = weight_at(learnt, std::min(ended.wait, told));
  forget(known, forecasts_remembered);
  forget(within, forecasts_remembered);
  known += weight;
  if (*is_within) within += weight;
}

struct Aim {
  std::int32_t expected_ms = 0;
  std::int64_t share = 0;  // that should be over by then, in parts per million
  std::int64_t step = 0;
};

// Against what would be told by now, not against what was: the errors of long ago have been
// corrected since.
void correct(const Learnt& learnt, const Ended& ended, const Aim& aim, std::int64_t& factor) {
  const Duration quantile(aim.expected_ms * factor / million);
  const auto is_within = is_over_by(ended, quantile);
  if (!is_within) return;
  const std::int64_t miss = *is_within ? aim.share - million : aim.share;
  const std::int64_t weight = weight_at(learnt, std::min(ended.wait, quantile));
  const std::int64_t change = aim.step * weight / million * miss / million;
  factor = std::clamp(factor + factor * change / million, least_correction, most_correction);
}

std::optional<double> share(std::int64_t within, std::int64_t known) {
  if (known < static_cast<std::int64_t>(least_samples) * million) return {};
  return static_cast<double>(within) / static_cast<double>(known);
}

}  // namespace

std::optional<double> share_within_p50(const Calibration& calibration) {
  return share(calibration.within_p50, calibration.known_p50);
}

std::optional<double> share_within_p90(const Calibration& calibration) {
  return share(calibration.within_p90, calibration.known_p90);
}

const Learnt* find(const State& state, const QueueId& queue) {
  const auto at = state.learnt.find(queue);
  return at == state.learnt.end() ? nullptr : &at->second;
}

std::optional<Quantiles> forecast(const State& state, const QueueId& queue, const Standing& at) {
  const Learnt* learnt = find(state, queue);
  if (!learnt) return {};
  const auto is = expected(*learnt, at);
  if (!is) return {};
  return corrected(is->p50_ms, is->p90_ms, is->is_in_line ? learnt->in_line : learnt->at_once);
}

void begins_to_wait(State& state, WorkId work, const QueueId& queue, Waiting beginning,
                    const std::optional<Standing>& at) {
  const Learnt* learnt = find(state, queue);
  const auto is = learnt && at ? expected(*learnt, *at) : std::nullopt;
  beginning.is_measured = is.has_value();
  if (is) {
    beginning.is_in_line = is->is_in_line;
    beginning.p50_ms = is->p50_ms;
    beginning.p90_ms = is->p90_ms;
    const Quantiles told =
        corrected(is->p50_ms, is->p90_ms, is->is_in_line ? learnt->in_line : learnt->at_once);
    beginning.told_p50_ms = as_ms(static_cast<double>(told.p50.count()));
    beginning.told_p90_ms = as_ms(static_cast<double>(told.p90.count()));
  }
  state.waiting[work] = beginning;
}

void ends_to_wait(State& state, WorkId work, const QueueId& queue, Ending how, Time at) {
  const auto found = state.waiting.find(work);
  if (found == state.waiting.end()) return;
  const Waiting waiting = found->second;
  state.waiting.erase(found);
  if (how == Ending::other) return;
  const Duration wait = at - waiting.since;
  Learnt& learnt = state.learnt[queue];
  learnt.waited_ms += wait.count();
  if (how == Ending::abandoned) {
    learnt.abandoned += million;
    forget(learnt.abandoned, abandons_remembered);
    forget(learnt.waited_ms, abandons_remembered);
  }
  if (!waiting.is_measured) return;
  const Ended ended{wait, how == Ending::answered};
  Calibration& measured = learnt.calibration;
  ++measured.waits;
  measure(learnt, ended, Duration(waiting.told_p50_ms), measured.known_p50, measured.within_p50);
  measure(learnt, ended, Duration(waiting.told_p90_ms), measured.known_p90, measured.within_p90);
  Correction& by = waiting.is_in_line ? learnt.in_line : learnt.at_once;
  const std::int64_t step = step_after(by.errors, waiting.is_in_line);
  correct(learnt, ended, {waiting.p50_ms, million / 2, step}, by.p50);
  correct(learnt, ended, {waiting.p90_ms, million / 10 * 9, step}, by.p90);
  if (by.errors < std::numeric_limits<std::uint32_t>::max()) ++by.errors;
}

void rang(State& state, const QueueId& queue, Duration time) {
  Learnt& learnt = state.learnt[queue];
  learn_mean(learnt.ring_us, learnt.rings, time);
}

void handled(State& state, const QueueId& queue, Duration time) {
  Learnt& learnt = state.learnt[queue];
  learn_mean(learnt.handle_us, learnt.handled, time);
}

}  // namespace firstline::planning
