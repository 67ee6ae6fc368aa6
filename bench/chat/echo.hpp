// The limit: the same frames through the same HTTP and WebSocket server, without engine and store.
#pragma once

namespace firstline::bench {

// Runs until a signal; prints a ready line like the real server. Visitors and agents are paired by
// the number at the end of their path; what a visitor writes is acknowledged and shown to the
// agent, and the other way round, in frames as long as the real ones.
int run_echo();

}  // namespace firstline::bench
