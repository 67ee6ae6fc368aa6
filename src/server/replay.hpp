// `firstline replay`: the journal once more through the same code, as floor notation and as a
// proof.
#pragma once

#include "server/command_line.hpp"
#include "server/config.hpp"

namespace firstline::server {

// Prints notation to stdout, if asked, and the proof `replay == state` for each workspace to
// stderr: every event from the first gives the same state as snapshot and tail. Works beside a
// running server. The exit code: 0, or 1 when the journal is corrupt or the states differ.
int run(const Replay& replay, const Config& config);

}  // namespace firstline::server
