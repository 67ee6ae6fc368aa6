// The command line: words in, one command as a value out. Nothing is executed here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "domain/access/access.hpp"
#include "domain/ids.hpp"
#include "domain/planning/staffing.hpp"
#include "server/config.hpp"

namespace firstline::server {

// Where the configuration comes from; every command that needs one has them.
struct ConfigOptions {
  std::string file;  // --config; empty: the default file, if it is there
  std::vector<ConfigSources::Argument> arguments;  // --data, --http, …
};

struct Serve {
  ConfigOptions config;
  bool is_demo = false;
  bool is_demo_public = false;  // demo logins from anywhere
  Duration drain = seconds(30);
};

struct CheckConfig {
  ConfigOptions config;
};

struct Migrate {
  ConfigOptions config;
};

struct Backup {
  ConfigOptions config;
  std::string file;
};

struct Restore {
  ConfigOptions config;
  std::string file;
};

struct RebuildViews {
  ConfigOptions config;
};

struct UserAdd {
  ConfigOptions config;
  std::string email;
  std::string name;
  access::Role role = access::Role::agent;
  std::optional<WorkspaceId> workspace;  // none: the only one there is
};

struct UserPasswd {
  ConfigOptions config;
  std::string email;
};

struct UserList {
  ConfigOptions config;
  std::optional<WorkspaceId> workspace;  // none: all
};

struct Doctor {
  ConfigOptions config;
};

struct Version {};

struct Replay {
  ConfigOptions config;
  std::optional<WorkspaceId> workspace;  // none: all
  std::optional<Time> from, to;
  std::string rules;  // file of a catalog; empty: what happened
  bool has_notation = false;
};

struct Simulate {
  std::string scenario, plan;  // one of them
  std::uint64_t seed = 1;
  bool has_json = false;
};

struct AskStaffing {
  planning::Question question;
};

using Command = std::variant<Serve, CheckConfig, Migrate, Backup, Restore, RebuildViews, UserAdd,
                             UserPasswd, UserList, Doctor, Version, Replay, Simulate, AskStaffing>;

// Exit codes of every command.
namespace exit_code {
inline constexpr int success = 0;
inline constexpr int failure = 1;
inline constexpr int usage = 2;
inline constexpr int configuration = 3;
}  // namespace exit_code

// Nothing is to be done but to print this: help (success, on stdout) or what is wrong (on stderr).
struct Farewell {
  int exit_code = exit_code::success;
  std::string text;  // ends with a line feed
};

// `arguments` without the name of the program.
std::variant<Command, Farewell> parse_command_line(const std::vector<std::string>& arguments);

}  // namespace firstline::server
