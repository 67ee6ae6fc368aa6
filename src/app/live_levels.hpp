// Service level of the day so far, per queue, kept as counts: each contact is counted once, when it
// is answered first or abandoned. The reports recompute the same counts from the journal.
#pragma once

#include <unordered_map>

#include "app/state.hpp"
#include "domain/metrics/service_level.hpp"

namespace firstline::app {

class LiveLevels {
 public:
  // `state` is the state after the event. A work's facts are gone once it ended, so waits are kept.
  void count(const State& state, const Event& event, Time at);
  // A new day begins at `midnight`; what was counted before is forgotten.
  void start_day(Time midnight);
  // Counts of this day from the archive, after a restart.
  void restore(const QueueId& queue, const metrics::Counts& counts);
  // Works that wait or are answered at a restart.
  void restore_works(const State& state);

  Time day() const { return midnight_; }
  const metrics::Counts& of(const QueueId& queue) const;

 private:
  struct Open {
    QueueId queue;
    Time enqueued_at;
    bool is_answered = false;
  };

  void answered(const State& state, WorkId id, Time at);
  void ended(const State& state, const routing::WorkEnded& event, Time at);

  Time midnight_;
  std::unordered_map<QueueId, metrics::Counts> counts_;
  std::unordered_map<WorkId, Open> open_;
};

}  // namespace firstline::app
