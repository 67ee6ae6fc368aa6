// The part of the doctor that reads the database.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "adapters/sql/connection.hpp"
#include "adapters/sql/journal.hpp"
#include "adapters/sql/migrations.hpp"
#include "adapters/sql/row_reader.hpp"
#include "server/commands/checks.hpp"

namespace firstline::server {
namespace {

constexpr std::size_t records_at_once = 10'000;
constexpr sql::Sql quick_check{"quick check", "PRAGMA quick_check(1)"};

Finding failed(std::string check, const Error& error) {
  return {std::move(check), Health::bad, fmt::format("{} ({})", error.message, error.code)};
}

Finding check_schema(sql::Database& database) {
  const auto version = sql::schema_version(database);
  if (!version) return failed("schema", version.error());
  const int newest = sql::migrations().back().version;
  Finding finding{"schema", Health::good, fmt::format("The schema is version {}.", *version)};
  if (*version < newest) {
    finding.health = Health::doubtful;
    finding.text = fmt::format(
        "The schema is version {}, and will go to {} at the next start or by firstline migrate.",
        *version, newest);
  } else if (*version > newest) {
    finding.health = Health::bad;
    finding.text = fmt::format("The schema is version {}, of a newer firstline; this one knows {}.",
                               *version, newest);
  }
  return finding;
}

Finding check_pages(sql::Database& database) {
  auto statement = database.prepare(quick_check);
  if (!statement) return failed("database", statement.error());
  const auto row = statement->step();
  if (!row) return failed("database", row.error());
  const std::string verdict(*row ? statement->view(0) : "no answer");
  if (verdict == "ok") return {"database", Health::good, "The database is whole."};
  return {"database", Health::bad, fmt::format("The database is damaged: {}.", verdict)};
}

struct JournalSeen {
  std::uint64_t records = 0;
  Time newest{};
};

Result<void> read_journal(sql::Database& database, const WorkspaceId& workspace,
                          JournalSeen& seen) {
  for (std::uint64_t at = 0;;) {
    const std::uint64_t before = at;
    FL_TRY_VOID(sql::read_records(database, workspace, at, records_at_once,
                                  [&](const ports::Record& record) {
                                    at = record.seq;
                                    ++seen.records;
                                    seen.newest = std::max(seen.newest, record.at);
                                  }));
    if (at == before) return {};
  }
}

Finding check_clock(Time newest, Time now) {
  constexpr Duration tolerated = seconds(10);
  if (newest <= now + tolerated) {
    return {"clock", Health::good, fmt::format("It is {}.", to_rfc3339(now))};
  }
  return {"clock", Health::bad,
          fmt::format("It is {}, but the journal has been at {} already: the clock went back.",
                      to_rfc3339(now), to_rfc3339(newest))};
}

}  // namespace

std::vector<Finding> check_database(const Config& config, Time now) {
  const std::string path = store_path(config);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return {{"database", Health::good, fmt::format("There is no {} yet; serve makes it.", path)},
            check_clock({}, now)};
  }
  const auto opened = sql::open_reader({path});
  if (!opened) return {failed("database", opened.error())};
  sql::Database& database = **opened;

  std::vector<Finding> findings{check_schema(database), check_pages(database)};
  const bool is_readable = std::none_of(findings.begin(), findings.end(), [](const auto& finding) {
    return finding.health == Health::bad;
  });
  if (!is_readable) return findings;
  const auto workspaces =
      sql::select<ports::WorkspaceRow>(database, "read workspaces", "FROM workspaces ORDER BY id");
  if (!workspaces) {
    findings.push_back(failed("journal", workspaces.error()));
    return findings;
  }
  JournalSeen seen;
  for (const ports::WorkspaceRow& workspace : *workspaces) {
    if (const auto read = read_journal(database, workspace.id, seen); !read) {
      findings.push_back(failed("journal", read.error()));
      return findings;
    }
  }
  findings.push_back(
      {"journal", Health::good,
       fmt::format("All {} events of {} workspaces are whole.", seen.records, workspaces->size())});
  findings.push_back(check_clock(seen.newest, now));
  return findings;
}

bool is_store_in_use(const Config& config) {
  std::error_code ignored;
  if (!std::filesystem::exists(store_path(config), ignored)) return false;
  const auto lock = sql::Lock::take(store_path(config));
  return !lock && lock.error().code == "store.in_use";
}

}  // namespace firstline::server
