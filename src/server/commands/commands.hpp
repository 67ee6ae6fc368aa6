// The commands besides `serve` and `replay`: each does its work, tells about it, and returns the
// exit code. They own the thread that calls them until they are done.
#pragma once

#include "server/command_line.hpp"
#include "server/commands/report.hpp"
#include "server/config.hpp"

namespace firstline::server {

int run(const Version& version, Report& report);
int run(const Simulate& simulate, Report& report);
int run(const AskStaffing& ask, Report& report);

int run(const CheckConfig& check, const Config& config, Report& report);
int run(const Doctor& doctor, const Config& config, Report& report);

// While no server runs on the same data.
int run(const Migrate& migrate, const Config& config, Report& report);
int run(const RebuildViews& rebuild, const Config& config, Report& report);
int run(const Restore& restore, const Config& config, Report& report);
int run(const UserAdd& add, const Config& config, Report& report);
int run(const UserPasswd& passwd, const Config& config, Report& report);

// Also beside a running server.
int run(const Backup& backup, const Config& config, Report& report);
int run(const UserList& list, const Config& config, Report& report);

}  // namespace firstline::server
