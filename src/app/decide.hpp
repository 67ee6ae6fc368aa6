// One command against the whole state: dispatches to its capability.
#pragma once

#include <vector>

#include "app/command.hpp"
#include "app/state.hpp"
#include "base/result.hpp"

namespace firstline::app {

Result<std::vector<Event>> decide(const State& state, const Command& command, Time now);

}  // namespace firstline::app
