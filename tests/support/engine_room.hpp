// One engine on a memory store, a manual clock and a floor that runs what was posted: the
// application core without anything around it, for tests of the engine, scenarios and simulations.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/engine.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_store.hpp"

namespace firstline::testing {

class EngineRoom {
 public:
  struct Options {
    std::uint64_t snapshot_every = 50'000;
    Time begin = nine_o_clock;
  };

  EngineRoom() : EngineRoom(Options{}) {}
  explicit EngineRoom(Options options);
  EngineRoom(const EngineRoom&) = delete;
  EngineRoom& operator=(const EngineRoom&) = delete;

  const WorkspaceId workspace{"demo"};
  ManualClock clock;
  MemoryStore store;

  app::Engine& engine() { return *engine_; }
  const app::State& state() const { return engine_->state(); }

  // ---- what happens ----

  // Runs everything that was posted, and what that posts.
  void run_posted();
  // The same one by one, for tests of what happens between. False: nothing was there.
  bool run_one();
  // Submits, and adds the row of every message (its text is its id). Does not run what was posted.
  Result<std::vector<app::Event>> submit(const app::Command& command);
  // submit() that must succeed, and run_posted().
  std::vector<app::Event> must(const app::Command& command);
  void use(catalog::Catalog catalog);  // its version is set to the one in force

  // The clock moves to `end`, stopping wherever the engine wants to be woken.
  void pass_until(Time end);
  void pass(Duration duration) { pass_until(clock.now() + duration); }
  Time armed() const { return armed_; }

  // The process ends, whatever it was about to do, and another begins with what is on the disk.
  // What is due by then happens when time passes, or something else does.
  Result<void> restart();

  // ---- what was seen ----

  // Told to the world: changes of durable batches, in order, without end.
  const std::vector<app::Change>& released() const { return released_; }
  // Every change that went to the disk, durable or not; called with the state after its batch.
  std::function<void(const std::vector<app::Change>&)> on_batch;
  std::size_t batches() const { return batches_; }

  // The state after the journal's every event, snapshot left aside.
  Result<app::State> replay();

 private:
  void begin_engine();

  const Options options_;
  std::deque<std::function<void()>> posted_;
  std::unique_ptr<app::Engine> engine_;
  Time armed_ = never;
  std::vector<app::Change> released_;
  std::size_t batches_ = 0;
};

}  // namespace firstline::testing
