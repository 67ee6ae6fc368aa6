// Floor notation: one line of text per event, "09:00:25.000 offer of w-1 to ann expired". It is the
// readable log, the output of `firstline replay --notation`, what scenarios expect, and what the
// documentation shows. Ids only: an event holds no personal data. The few words that people wrote
// (reasons, outcomes) are quoted and escaped, so a line is always one line.
//
// Pure; any thread. The notation is an interface: a changed word changes scenarios and docs.
#pragma once

#include <string>

#include "app/event.hpp"
#include "base/time.hpp"

namespace firstline::app {

// What happened, without the time: "offer of w-1 to ann expired".
std::string say(const Event& event);

// The whole line, without an end of line. The clock is UTC; a reader of several days looks at seq.
std::string to_notation(const Event& event, Time at);

}  // namespace firstline::app
