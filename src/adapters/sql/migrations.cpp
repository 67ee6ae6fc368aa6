#include "adapters/sql/migrations.hpp"

#include <fmt/format.h>

#include <array>

#include "adapters/sql/connection.hpp"
#include "base/check.hpp"
#include "base/log.hpp"

namespace firstline::sql {
namespace {

constexpr Sql has_versions{"find schema_version",
                           "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'"};
constexpr Sql latest_version{"read schema_version", "SELECT max(version) FROM schema_version"};
constexpr Sql add_version{"write schema_version",
                          "INSERT INTO schema_version (version, name) VALUES (?, ?)"};

}  // namespace

std::span<const Migration> migrations() {
  static const std::array<Migration, 1> all{migration_0001_foundation};
  return all;
}

Error newer_schema(int found) {
  return unavailable("store.newer",
                     fmt::format("The data has schema {}, but this program knows only up to {}. "
                                 "Use the newer program, or restore an older backup.",
                                 found, migrations().back().version));
}

Result<int> schema_version(Database& database) {
  FL_TRY(const auto tables, database.number(has_versions));
  if (tables.value_or(0) == 0) return 0;
  FL_TRY(const auto version, database.number(latest_version));
  return static_cast<int>(version.value_or(0));
}

Result<Migrated> migrate(Database& database, std::span<const Migration> steps) {
  FL_TRY(const int from, schema_version(database));
  const int newest = steps.empty() ? 0 : steps.back().version;
  if (from > newest) return newer_schema(from);
  Migrated migrated{from, from};
  for (const Migration& step : steps) {
    if (step.version <= from) continue;
    FL_CHECK(step.version == migrated.to + 1);
    FL_TRY(Transaction transaction, Transaction::begin(database));
    FL_TRY_VOID(database.execute("create schema_version",
                                 "CREATE TABLE IF NOT EXISTS schema_version ("
                                 "version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"));
    FL_TRY_VOID(database.execute(step.name, step.script));
    FL_TRY_VOID(database.run(add_version, step.version, step.name));
    FL_TRY_VOID(transaction.commit());
    migrated.to = step.version;
    log::info("schema migrated", {{"version", step.version}, {"name", step.name}});
  }
  return migrated;
}

Result<Migrated> migrate_store(const std::string& path, const std::string& vfs) {
  FL_TRY(const auto lock, Lock::take(path));
  FL_TRY(const auto database, open_writer({.path = path, .vfs = vfs}));
  return migrate(*database, migrations());
}

}  // namespace firstline::sql
