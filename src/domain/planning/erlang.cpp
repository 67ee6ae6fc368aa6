#include "domain/planning/erlang.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace firstline::planning {
namespace {

double as_ms(Duration duration) { return static_cast<double>(duration.count()); }

// 1/B_N − 1: how likely it is that somebody is free, measured by how likely it is that exactly
// everybody is busy and nobody waits. Infinite when that hardly ever happens.
double free_odds(double a, int agents) {
  double inverse = 1;  // of B
  for (int k = 1; k <= agents; ++k) inverse = 1 + inverse * k / a;
  return inverse - 1;
}

// The line of Erlang A, all weights relative to that of "everybody busy, nobody waits".
struct LineWeights {
  double all = 0;         // Σ w_n
  double length = 0;      // Σ n·w_n
  double in_time = 0;     // Σ w_n · answered within T, with n waiting ahead
  double free_scale = 1;  // what the weight of "somebody is free" was rescaled by
};

struct Rates {  // per millisecond
  double arrival = 0;
  double service = 0;  // of all agents together
  double leaving = 0;  // of one who waits
};

// Answered within T with n ahead is r/(r + (n+1)θ) · P(n+1 steps of rates r+θ, r+2θ, … take at most
// T), r = Nμ; the number of such steps is a birth process, whose probabilities t_k follow each
// other: t₀ = e^{−(r+θ)T}, t_k = t_{k−1} · u(r + kθ)/k, u = (1 − e^{−θT})/θ. Kept as logarithms:
// t₀ alone would vanish.
LineWeights line_weights(const Rates& rates, double threshold_ms) {
  constexpr double huge = 1e250;
  constexpr double negligible = 1e-18;
  const double u = -std::expm1(-rates.leaving * threshold_ms) / rates.leaving;
  double log_step = -(rates.service + rates.leaving) * threshold_ms;
  double too_few_steps = 0;  // P(at most n steps)
  LineWeights sum;
  double weight = 1;
  for (double n = 0;; ++n) {
    const double rate = rates.service + (n + 1) * rates.leaving;
    sum.all += weight;
    sum.length += weight * n;
    if (too_few_steps < 1) {  // nobody so far behind is answered in time
      too_few_steps += std::exp(log_step);
      sum.in_time += weight * rates.service / rate * std::max(0.0, 1 - too_few_steps);
      log_step += std::log(u * rate / (n + 1));
    }
    const double ratio = rates.arrival / rate;
    weight *= ratio;
    // What is left is less than a geometric series; it counts once the weights fall.
    if (ratio < 1 && weight * (n + 1) / (1 - ratio) < negligible * sum.all) return sum;
    if (weight > huge) {
      for (double* value : {&weight, &sum.all, &sum.length, &sum.in_time, &sum.free_scale}) {
        *value /= huge;
      }
    }
  }
}

}  // namespace

double erlangs(const Demand& demand) {
  return demand.arrivals * as_ms(demand.handle_time) / as_ms(demand.interval);
}

double erlang_b(double a, int lines) {
  double blocked = 1;
  for (int k = 1; k <= lines; ++k) blocked = a * blocked / (k + a * blocked);
  return blocked;
}

Outcome erlang_c(const Demand& demand, int agents, Duration threshold) {
  FL_CHECK(agents > 0 && demand.interval > Duration(0) && demand.handle_time > Duration(0));
  const double a = erlangs(demand);
  const double n = agents;
  Outcome outcome;
  if (a >= n) {
    outcome.wait_probability = 1;
    outcome.occupancy = 1;
    return outcome;
  }
  const double blocked = erlang_b(a, agents);
  const double handle_ms = as_ms(demand.handle_time);
  outcome.wait_probability = n * blocked / (n - a * (1 - blocked));
  outcome.service_level =
      1 - outcome.wait_probability * std::exp(-(n - a) * as_ms(threshold) / handle_ms);
  outcome.mean_wait_ms = outcome.wait_probability * handle_ms / (n - a);
  outcome.occupancy = a / n;
  return outcome;
}

Outcome erlang_a(const Demand& demand, Duration patience, int agents, Duration threshold) {
  FL_CHECK(agents > 0 && demand.interval > Duration(0) && demand.handle_time > Duration(0) &&
           patience > Duration(0));
  Outcome outcome;
  outcome.service_level = 1;
  outcome.mean_wait_ms = 0;
  const double a = erlangs(demand);
  if (a <= 0) return outcome;
  const Rates rates{demand.arrivals / as_ms(demand.interval), agents / as_ms(demand.handle_time),
                    1 / as_ms(patience)};
  const double odds = free_odds(a, agents);
  if (!std::isfinite(odds)) {
    outcome.occupancy = a / agents;
    return outcome;
  }
  const LineWeights line = line_weights(rates, as_ms(threshold));
  const double is_free = odds * line.free_scale;
  const double all = is_free + line.all;
  const double length = line.length / all;
  outcome.wait_probability = line.all / all;
  outcome.service_level = (is_free + line.in_time) / all;
  outcome.abandonment = rates.leaving * length / rates.arrival;
  outcome.mean_wait_ms = length / rates.arrival;
  outcome.occupancy = rates.arrival * (1 - outcome.abandonment) / rates.service;
  return outcome;
}

}  // namespace firstline::planning
