// The configuration of this machine: the file, the variables and the command line together.
#pragma once

#include "server/command_line.hpp"
#include "server/config.hpp"

namespace firstline::server {

// The file that is named, or the default one if it is there.
LoadedConfig load_config(const ConfigOptions& options);

}  // namespace firstline::server
