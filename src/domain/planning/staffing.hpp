// How many agents a target takes: the smallest number by Erlang C or A, and how many must be paid
// for it when a share of paid time is lost to breaks, training and illness (shrinkage).
#pragma once

#include <optional>
#include <vector>

#include "base/result.hpp"
#include "domain/planning/erlang.hpp"

namespace firstline::planning {

inline constexpr int most_agents = 20'000;
inline constexpr double most_arrivals = 1'000'000;
inline constexpr double most_erlangs = 20'000;
inline constexpr double most_arrivals_waiting = 100'000;  // in the time of one's patience
inline constexpr Duration longest_interval = hours(24);
inline constexpr Duration longest_time = hours(24);  // handle time, patience, threshold
inline constexpr double most_shrinkage = 0.9;

struct Goal {
  double share = 0.8;                      // of all who come …
  Duration threshold = seconds(20);        // … answered within this time
  std::optional<double> most_abandonment;  // Erlang A only
  std::optional<double> most_occupancy;    // so that people can breathe
  std::optional<Duration> longest_mean_wait;
};

struct Question {
  Demand demand;
  std::optional<Duration> patience;  // mean; none: endless, Erlang C
  Goal goal;
  double shrinkage = 0;       // share of paid time that nobody answers in
  std::optional<int> agents;  // what would so many do? none: ask for the smallest number
};

struct Staffing {
  int agents = 0;     // answering
  int scheduled = 0;  // to be paid for it: agents ÷ (1 − shrinkage), rounded up
  Outcome outcome;
  friend bool operator==(const Staffing&, const Staffing&) = default;
};

struct Plan {
  double erlangs = 0;
  std::optional<Staffing> needed;  // none: not even most_agents reach the goal
  std::optional<Staffing> asked;   // for Question::agents
  std::vector<Staffing> curve;     // agents around the smallest number, ascending
};

// Errors: invalid "planning.…" with the field, for what is out of the limits above.
Result<void> check(const Question& question);

Outcome outcome_of(const Question& question, int agents);
bool reaches(const Goal& goal, const Outcome& outcome);
int scheduled_for(int agents, double shrinkage);

// All of it. The question has been checked.
Plan plan(const Question& question);

}  // namespace firstline::planning
