// `firstline serve`: the contact centre itself, until a signal ends it.
#pragma once

#include "server/command_line.hpp"
#include "server/config.hpp"

namespace firstline::server {

// Prints one line of JSON to stdout when everything listens. Returns the exit code.
int run(const Serve& serve, const Config& config);

}  // namespace firstline::server
