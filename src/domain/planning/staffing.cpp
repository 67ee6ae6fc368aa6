#include "domain/planning/staffing.hpp"

#include <algorithm>
#include <cmath>

namespace firstline::planning {
namespace {

// Points of a curve on either side of the smallest number that will do.
constexpr int curve_below = 6;
constexpr int curve_above = 10;

Error out_of_range(const char* field, const char* message) {
  return invalid("planning.out_of_range", message, field);
}

bool is_share(double value) { return value >= 0 && value <= 1; }

bool is_time(Duration value) { return value > Duration(0) && value <= longest_time; }

double arrivals_during(const Demand& demand, Duration time) {
  return demand.arrivals * static_cast<double>(time.count()) /
         static_cast<double>(demand.interval.count());
}

Staffing staffing_of(const Question& question, int agents) {
  return {agents, scheduled_for(agents, question.shrinkage), outcome_of(question, agents)};
}

// More agents are never worse by any goal, so the smallest number is found by halving.
std::optional<int> smallest_number(const Question& question) {
  const auto will_do = [&](int agents) {
    return reaches(question.goal, outcome_of(question, agents));
  };
  // So many are busy with the share that must be answered: fewer cannot be enough.
  const double busy = erlangs(question.demand) * question.goal.share;
  int too_few = std::clamp(static_cast<int>(busy) - 1, 0, most_agents - 1);
  int enough = too_few + 1;
  while (!will_do(enough)) {
    if (enough == most_agents) return {};
    too_few = enough;
    enough = std::min(enough + enough / 8 + 1, most_agents);
  }
  while (enough - too_few > 1) {
    const int middle = too_few + (enough - too_few) / 2;
    (will_do(middle) ? enough : too_few) = middle;
  }
  return enough;
}

Result<void> check(const Goal& goal) {
  if (!is_share(goal.share)) return out_of_range("share", "A share lies between 0 and 1.");
  if (goal.threshold < Duration(0) || goal.threshold > longest_time) {
    return out_of_range("threshold_ms", "A threshold is at most a day.");
  }
  if (goal.most_abandonment && !is_share(*goal.most_abandonment)) {
    return out_of_range("most_abandonment", "A share lies between 0 and 1.");
  }
  if (goal.most_occupancy && !is_share(*goal.most_occupancy)) {
    return out_of_range("most_occupancy", "A share lies between 0 and 1.");
  }
  if (goal.longest_mean_wait &&
      (*goal.longest_mean_wait < Duration(0) || *goal.longest_mean_wait > longest_time)) {
    return out_of_range("longest_mean_wait_ms", "A mean wait is at most a day.");
  }
  return {};
}

}  // namespace

Result<void> check(const Question& question) {
  const Demand& demand = question.demand;
  // Written so that what is no number is refused too.
  if (!(demand.arrivals >= 0 && demand.arrivals <= most_arrivals)) {
    return out_of_range("arrivals", "There are at most 1,000,000 arrivals in an interval.");
  }
  if (demand.interval <= Duration(0) || demand.interval > longest_interval) {
    return out_of_range("interval_ms", "An interval is longer than nothing and at most a day.");
  }
  if (!is_time(demand.handle_time)) {
    return out_of_range("handle_time_ms",
                        "A handle time is longer than nothing and at most a day.");
  }
  if (erlangs(demand) > most_erlangs) {
    return out_of_range("arrivals", "That is more than 20,000 conversations at a time.");
  }
  if (question.patience && !is_time(*question.patience)) {
    return out_of_range("patience_ms", "Patience is longer than nothing and at most a day.");
  }
  if (question.patience && arrivals_during(demand, *question.patience) > most_arrivals_waiting) {
    return out_of_range("patience_ms", "That is more than 100,000 arrivals while one waits.");
  }
  if (!(question.shrinkage >= 0 && question.shrinkage <= most_shrinkage)) {
    return out_of_range("shrinkage", "Shrinkage lies between 0 and 0.9.");
  }
  if (question.agents && (*question.agents < 1 || *question.agents > most_agents)) {
    return out_of_range("agents", "Between 1 and 20,000 agents can be asked for.");
  }
  return check(question.goal);
}

Outcome outcome_of(const Question& question, int agents) {
  return question.patience
             ? erlang_a(question.demand, *question.patience, agents, question.goal.threshold)
             : erlang_c(question.demand, agents, question.goal.threshold);
}

bool reaches(const Goal& goal, const Outcome& outcome) {
  if (!outcome.mean_wait_ms || outcome.service_level < goal.share) return false;
  if (goal.most_abandonment && outcome.abandonment > *goal.most_abandonment) return false;
  if (goal.most_occupancy && outcome.occupancy > *goal.most_occupancy) return false;
  return !goal.longest_mean_wait ||
         *outcome.mean_wait_ms <= static_cast<double>(goal.longest_mean_wait->count());
}

int scheduled_for(int agents, double shrinkage) {
  // 14 ÷ (1 − 0.3) is 20, not 21 because of a last digit.
  constexpr double last_digits = 1e-9;
  return static_cast<int>(std::ceil(agents / (1 - shrinkage) - last_digits));
}

Plan plan(const Question& question) {
  Plan answer;
  answer.erlangs = erlangs(question.demand);
  if (question.agents) answer.asked = staffing_of(question, *question.agents);
  const auto smallest = smallest_number(question);
  if (smallest) answer.needed = staffing_of(question, *smallest);
  const int middle = smallest ? *smallest : question.agents.value_or(most_agents);
  const int first = std::max(1, middle - curve_below);
  const int last = std::min(most_agents, middle + curve_above);
  for (int agents = first; agents <= last; ++agents) {
    answer.curve.push_back(staffing_of(question, agents));
  }
  return answer;
}

}  // namespace firstline::planning
