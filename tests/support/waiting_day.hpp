// Simulated days of one team, for the honesty of the waits that are told: customers arrive by a
// profile with a surge, some give up; agents come, take breaks, let an offer ring, and go home. The
// real core decides; everything follows from the seed.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "app/state.hpp"
#include "tests/support/seeded_random.hpp"

namespace firstline::testing {

struct WaitingPlan {
  int agents = 12;
  int chats_each = 3;
  double per_hour = 220;              // customers, on an ordinary hour
  double surge = 2;                   // times as many, from eleven to a quarter to twelve
  Duration handle_time = minutes(6);  // mean
  double steadiness = 0;              // share of the handle time that does not vary
  Duration patience = minutes(12);    // mean
  double shared_per_hour = 0;         // customers of another queue that the same agents serve
  bool are_there_breaks = true;
};

struct ToldWait {
  Time began;
  Duration p50{}, p90{};
  bool is_in_line = false;
  Duration wait{};
  bool is_answered = false;
};

class WaitingDay {
 public:
  WaitingDay(const WaitingPlan& plan, std::uint64_t seed);

  // From eight to eight the next day; what was learnt stays.
  void run_day();

  const std::vector<ToldWait>& told() const { return ended_; }  // all that ended so far
  const app::State& state() const { return state_; }
  std::size_t customers() const { return conversations_; }

  // Called after every command, if set.
  std::function<void(Time)> look;

 private:
  struct Plan {
    Time at;
    std::uint64_t number = 0;
    std::function<void()> what;
    friend bool operator<(const Plan& a, const Plan& b) {
      return std::tie(a.at, a.number) > std::tie(b.at, b.number);
    }
  };

  void plan(Time at, std::function<void()> what);
  void run(const routing::Command& command);
  void notice(const routing::Event& event);
  void arrive(const QueueId& queue, double per_hour);
  void ring(const routing::OfferMade& offer);
  void work(WorkId id);
  void shift(const AgentId& agent, int number);
  void present(const AgentId& agent, routing::Presence presence);
  Duration random_time(Duration mean);

  const WaitingPlan plan_;
  SeededRandom random_;
  app::State state_;
  Time now_, begin_;
  std::priority_queue<Plan> plans_;
  std::uint64_t planned_ = 0;
  std::uint64_t conversations_ = 0;
  std::unordered_map<WorkId, ToldWait> open_;
  std::vector<ToldWait> ended_;
};

// The shares of waits that were over by their p50 and p90, in three ways of counting.
struct Shares {
  struct Pair {
    double p50 = 0, p90 = 0;
  };
  Pair if_all_stayed;  // who gave up before that time cannot tell; those who were as patient and
                       // could tell count for them (Kaplan and Meier, 1958)
  Pair of_answered;    // those who gave up are left out
  Pair of_all;         // to give up ends a wait, too
  std::size_t waits = 0, abandoned = 0;
};
Shares shares(const std::vector<ToldWait>& waits);

}  // namespace firstline::testing
