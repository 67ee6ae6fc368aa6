// How long until the one with n others ahead is answered, if they stay: Erlang A, conditional on
// the place. While somebody waits all slots are taken, so the line moves at the rate of the slots
// and whenever one of those ahead gives up: the wait is a sum of exponential times of the rates
// r + iθ, i = 0…n. Whoever asks is thought to stay: their own patience does not shorten what they
// are told.
#pragma once

#include <cstddef>

namespace firstline::planning {

struct LineRates {     // per millisecond
  double service = 0;  // of all slots together; > 0
  double leaving = 0;  // of each who waits; 0: nobody gives up
};

// P(answered within t): a pure birth process of these rates has made n + 1 steps. O(n).
double answered_within(const LineRates& rates, std::size_t ahead, double t_ms);

enum class Quantile { p50, p90 };

// The time by which the wait is over with this probability. Exact for the first places. Further
// back e^{−θX} has a Beta(r/θ, n+1) distribution, whose quantile is taken from Paulson's
// cube-root approximation of the F distribution (1942): better than 0.5 %, and O(1).
double wait_quantile_ms(const LineRates& rates, std::size_t ahead, Quantile quantile);

}  // namespace firstline::planning
