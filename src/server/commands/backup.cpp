#include <fmt/format.h>

#include "adapters/local/clock.hpp"
#include "server/commands/backup_archive.hpp"
#include "server/commands/commands.hpp"

namespace firstline::server {
namespace {

int tell(const Result<BackupSummary>& result, std::string_view event, const std::string& what,
         Report& report) {
  if (!result) {
    report.fail(result.error());
    return exit_code::failure;
  }
  report.say(
      event,
      fmt::format("{}: {} events of {} workspaces and {} files, schema {}, {} bytes.", what,
                  result->events, result->workspaces, result->files, result->schema, result->bytes),
      {{"schema", std::int64_t{result->schema}},
       {"workspaces", static_cast<std::int64_t>(result->workspaces)},
       {"events", static_cast<std::int64_t>(result->events)},
       {"files", static_cast<std::int64_t>(result->files)},
       {"bytes", static_cast<std::int64_t>(result->bytes)}});
  return exit_code::success;
}

}  // namespace

int run(const Backup& backup, const Config& config, Report& report) {
  const auto steps = [&](std::string_view step, std::uint64_t done, std::uint64_t total) {
    report.progress(step, done, total);
  };
  return tell(make_backup(config, backup.file, local::SystemClock().now(), steps), "backed_up",
              fmt::format("{} holds", backup.file), report);
}

int run(const Restore& restore, const Config& config, Report& report) {
  const auto steps = [&](std::string_view step, std::uint64_t done, std::uint64_t total) {
    report.progress(step, done, total);
  };
  return tell(restore_backup(config, restore.file, steps), "restored",
              fmt::format("Restored from {}", restore.file), report);
}

}  // namespace firstline::server
