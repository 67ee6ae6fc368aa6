// Erlang's formulas: what so many agents do for so many arrivals. Pure arithmetic; the formulas are
// in the comments of each function, the trade's words in docs/glossary.md.
//
// Arrivals are Poisson, handle times exponential, one work per agent at a time. Erlang C knows
// customers of endless patience; in Erlang A (M/M/N+M) each hangs up after an exponential time of
// their own. All sums are formed by recurrence and rescaled, so that tens of thousands of agents
// neither overflow nor vanish.
#pragma once

#include <optional>

#include "base/time.hpp"

namespace firstline::planning {

struct Demand {
  double arrivals = 0;              // in an interval; not negative
  Duration interval = minutes(30);  // > 0
  Duration handle_time{};           // mean, wrap-up included; > 0
};

// Work that arrives in the time of one handle time.
double erlangs(const Demand& demand);

struct Outcome {
  double wait_probability = 0;
  double service_level = 0;            // answered within the threshold ÷ all who came (SL-3)
  double abandonment = 0;              // gave up ÷ all who came; 0 by Erlang C
  double occupancy = 0;                // share of their time that agents are busy
  std::optional<double> mean_wait_ms;  // of all who came; none: the line grows without end
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// Blocking of N lines by a erlangs (Erlang B): B₀ = 1, B_k = a·B_{k−1} ÷ (k + a·B_{k−1}).
double erlang_b(double a, int lines);

// Erlang C, a < N: P_w = N·B_N ÷ (N − a(1 − B_N)); SL(T) = 1 − P_w·e^{−(N−a)T/AHT};
// mean wait = P_w·AHT ÷ (N − a). With a ≥ N everybody waits and the line never ends.
Outcome erlang_c(const Demand& demand, int agents, Duration threshold);

// Erlang A: up λ, down min(j,N)μ + (j−N)⁺θ, 1/θ the mean patience. Who meets n waiting ahead is
// answered after the sum of exponential times of rates Nμ + iθ, i = 0…n, if patience lasts.
Outcome erlang_a(const Demand& demand, Duration patience, int agents, Duration threshold);

}  // namespace firstline::planning
