// What must hold in every state of routing, whatever happened. Each function returns a sentence
// about the first thing that is wrong, or nothing.
#pragma once

#include <string>

#include "domain/routing/state.hpp"

namespace firstline::testing {

// Works, offers and agents agree with each other: at most one live offer per work and per agent,
// slots and budgets add up.
std::string broken_rule(const routing::State& state);

// An offer was just made: its agent was there, free of other offers and within capacity.
std::string broken_offer_rule(const routing::State& state, const routing::OfferMade& offer);

// A state whose index is built anew from the facts decides the same and looks the same.
std::string difference_to_rebuilt(const routing::State& state, Time now);

}  // namespace firstline::testing
