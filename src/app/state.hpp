// Everything one workspace knows, in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>

#include "app/event.hpp"
#include "domain/conversation/state.hpp"
#include "domain/customer/customer.hpp"
#include "domain/planning/forecast.hpp"
#include "domain/routing/state.hpp"

namespace firstline::app {

struct Effects {
  std::uint64_t last_effect = 0;
  std::unordered_map<EffectId, EffectKind> pending;  // issued, not yet done
  friend bool operator==(const Effects&, const Effects&) = default;
};

struct State {
  std::uint64_t seq = 0;  // of the last event
  Time last_at;           // of the last event; the domain's time never goes back
  std::shared_ptr<const catalog::Catalog> catalog = std::make_shared<catalog::Catalog>();
  customer::State customers;
  conversation::State conversations;
  routing::State routing;
  planning::State planning;
  Effects effects;
};

// The fold. Dispatches to the capability; a new catalog reaches all that use it.
void evolve(State& state, const Event& event, Time at);

Time next_wakeup(const State& state);

// Facts only: what a replay must reproduce.
bool has_same_facts(const State& one, const State& other);

}  // namespace firstline::app
