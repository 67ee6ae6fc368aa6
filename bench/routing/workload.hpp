// A busy floor for measuring: every agent full, works waiting, and then a steady exchange, in which
// whoever gets free is offered the oldest work they may have.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "domain/routing/state.hpp"
#include "tests/support/seeded_random.hpp"

namespace firstline::bench {

struct Size {
  std::size_t agents = 1'000;
  std::size_t queues = 10;
  std::size_t skills = 20;
  std::size_t waiting = 10'000;
};

struct Happened {
  Time at;
  routing::Event event;
};

class Workload {
 public:
  explicit Workload(const Size& size);

  // One work ends, and everything that follows: its agent is offered another, accepts it, and a new
  // one arrives. Returns how many decisions that took: commands that led to events.
  std::size_t exchange();

  // Called around every decide-and-evolve, if set.
  std::function<void()> before, after;
  // Every event is added here, if set.
  std::vector<Happened>* journal = nullptr;

  const routing::State& state() const { return state_; }
  void arrive();

 private:
  // Decides, evolves; false when nothing followed.
  bool run(const routing::Command& command);
  void accept(OfferId offer);

  Size size_;
  testing::SeededRandom random_{7};
  routing::State state_;
  Time now_;
  std::vector<WorkId> active_;
  std::uint64_t conversations_ = 0;
  std::size_t decisions_ = 0;
};

}  // namespace firstline::bench
