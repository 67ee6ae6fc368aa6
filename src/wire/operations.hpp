// The few lines that operators and their scripts read.
#pragma once

#include <string>
#include <string_view>

namespace firstline::wire {

// What `serve` prints when everything listens: {"event":"ready","http":…,"version":…,"pid":…}.
std::string encode_ready(std::string_view http, std::string_view version, int pid);

}  // namespace firstline::wire
