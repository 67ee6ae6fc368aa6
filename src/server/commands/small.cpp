// The commands that are a few lines each.
#include <fmt/format.h>

#include <filesystem>

#include "adapters/sql/migrations.hpp"
#include "adapters/sql/projector.hpp"
#include "server/commands/commands.hpp"

namespace firstline::server {
namespace {

int failed(const Error& error, Report& report) {
  report.fail(error);
  return exit_code::failure;
}

// The commands below work on what is there; only `serve` and `restore` begin something.
Result<void> check_store_exists(const Config& config) {
  std::error_code ignored;
  if (std::filesystem::exists(store_path(config), ignored)) return {};
  return not_found("store.missing", fmt::format("There is no database {}.", store_path(config)));
}

}  // namespace

int run(const Version&, Report& report) {
  report.say("version", "firstline " FL_VERSION, {{"version", FL_VERSION}});
  return exit_code::success;
}

int run(const Simulate&, Report& report) {
  report.fail(unavailable("simulate.missing",
                          "Simulations of scenarios and plans are not in this version."));
  return exit_code::usage;
}

int run(const CheckConfig&, const Config& config, Report& report) {
  // Whoever came here has no problems: they end every command before it begins.
  report.say("config.ok", "The configuration can be used.",
             {{"data", config.data}, {"store", store_path(config)}, {"http", config.http.listen}});
  return exit_code::success;
}

int run(const Migrate&, const Config& config, Report& report) {
  if (auto exists = check_store_exists(config); !exists) return failed(exists.error(), report);
  const auto migrated = sql::migrate_store(store_path(config));
  if (!migrated) return failed(migrated.error(), report);
  const std::string text =
      migrated->from == migrated->to
          ? fmt::format("The schema is version {}, as it should be.", migrated->to)
          : fmt::format("The schema went from version {} to {}.", migrated->from, migrated->to);
  report.say("migrated", text,
             {{"from", std::int64_t{migrated->from}}, {"to", std::int64_t{migrated->to}}});
  return exit_code::success;
}

int run(const RebuildViews&, const Config& config, Report& report) {
  if (auto exists = check_store_exists(config); !exists) return failed(exists.error(), report);
  std::uint64_t events = 0;
  const auto rebuilt = sql::rebuild_views({store_path(config)}, {views_path(config)},
                                          [&](std::uint64_t done, std::uint64_t total) {
                                            events = total;
                                            report.progress("rebuilding", done, total);
                                          });
  if (!rebuilt) return failed(rebuilt.error(), report);
  report.say("rebuilt", fmt::format("Lists and reports were built from {} events.", events),
             {{"events", static_cast<std::int64_t>(events)}});
  return exit_code::success;
}

}  // namespace firstline::server
