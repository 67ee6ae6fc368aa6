// What follows from what: the one page where capabilities meet. A reaction is a command that an
// event of one capability asks of another, in the same transaction.
#pragma once

#include <vector>

#include "app/command.hpp"
#include "app/state.hpp"

namespace firstline::app {

// `state` is the state after `event`.
std::vector<Command> reactions(const State& state, const Event& event);

}  // namespace firstline::app
