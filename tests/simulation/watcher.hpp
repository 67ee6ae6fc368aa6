// Looks at the journal event by event and at the floor step by step: the invariants of
// docs/architecture.md. Each function returns a sentence about the first thing that is wrong.
#pragma once

#include <bitset>
#include <deque>
#include <map>
#include <string>
#include <variant>

#include "tests/support/engine_room.hpp"

namespace firstline::testing {

using EventKinds = std::bitset<std::variant_size_v<app::Event>>;

class Watcher {
 public:
  explicit Watcher(EngineRoom& room) : room_(room) {}

  // After every step: what became durable, event by event, and the floor as it is now.
  std::string look();

  // At restarts and at the end, when everything is durable: replay(journal) == state.
  std::string compare();

  // When the faults have stopped and everybody has worked on: nothing is left.
  std::string check_drained() const;

  std::size_t arrived() const { return arrived_; }
  const EventKinds& seen() const { return seen_; }
  std::string last_lines() const;

 private:
  std::string look_at(const app::Event& event);
  std::string look_at_floor() const;
  std::string look_at_released();

  EngineRoom& room_;
  app::State replayed_;  // what the journal says, from its first event
  std::deque<std::string> lines_;
  std::map<WorkId, bool> works_;  // enqueued; is it over?
  std::size_t released_ = 0;
  std::uint64_t released_seq_ = 0;
  std::size_t arrived_ = 0;
  EventKinds seen_;
  std::uint64_t floor_seq_ = 0;
};

}  // namespace firstline::testing
