// The program: words to a command, files to a configuration, both to the function that does it.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <variant>
#include <vector>

#include "adapters/local/clock.hpp"
#include "adapters/local/log_sink.hpp"
#include "base/overloaded.hpp"
#include "server/command_line.hpp"
#include "server/commands/commands.hpp"
#include "server/load_config.hpp"
#include "server/replay.hpp"
#include "server/serve.hpp"

namespace firstline::server {
namespace {

// Text for people; otherwise lines like those of the log, which stand in the same place.
void print(const std::vector<Problem>& problems) {
  const local::SystemClock clock;
  for (const Problem& problem : problems) {
    const std::string text = to_text(problem);
    const std::string line = isatty(STDERR_FILENO) == 1
                                 ? "firstline: " + text
                                 : local::json_line(clock.now(), log::Level::error, text,
                                                    {{"event", "config.problem"},
                                                     {"place", problem.place},
                                                     {"key", problem.key},
                                                     {"found", problem.found},
                                                     {"allowed", problem.allowed}});
    std::fprintf(stderr, "%s\n", line.c_str());
  }
}

// The log of a command that is not `serve`, which keeps its own.
template <class T>
int run_logged(const T& command, const Config& config) {
  const local::SystemClock clock;
  local::LogSink sink(clock, {.level = config.log.level, .format = config.log.format});
  log::use(&sink);
  Report report = standard_report();
  const int code = run(command, config, report);
  log::use(nullptr);
  return code;
}

template <class T>
int execute(const T& command) {
  const LoadedConfig loaded = load_config(command.config);
  if (!loaded.problems.empty()) {
    print(loaded.problems);
    return exit_code::configuration;
  }
  if constexpr (requires { run(command, loaded.config); }) {
    return run(command, loaded.config);
  } else {
    return run_logged(command, loaded.config);
  }
}

int execute(const Version& version) {
  Report report = standard_report();
  return run(version, report);
}

int execute(const Simulate& simulate) {
  Report report = standard_report();
  return run(simulate, report);
}

int execute(const AskStaffing& ask) {
  Report report = standard_report();
  return run(ask, report);
}

int execute(const Farewell& farewell) {
  const bool is_help = farewell.exit_code == exit_code::success;
  std::fputs(farewell.text.c_str(), is_help ? stdout : stderr);
  return farewell.exit_code;
}

}  // namespace
}  // namespace firstline::server

int main(int count, char** words) {
  using namespace firstline;
  // Conversations and passwords are nobody else's business on this machine.
  umask(S_IWGRP | S_IRWXO);
  const auto parsed = server::parse_command_line(
      std::vector<std::string>(words + (count > 0 ? 1 : 0), words + count));
  return std::visit(
      overloaded{[](const server::Farewell& farewell) { return server::execute(farewell); },
                 [](const server::Command& command) {
                   return std::visit([](const auto& one) { return server::execute(one); }, command);
                 }},
      parsed);
}
