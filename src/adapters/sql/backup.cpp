#include "adapters/sql/backup.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>
#include <limits>
#include <memory>

#include "adapters/sql/journal.hpp"
#include "adapters/sql/migrations.hpp"

namespace firstline::sql {
namespace {

constexpr int pages_a_step = 1024;  // between two calls of the progress

constexpr Sql hold{"hold the state", "SELECT count(*) FROM sqlite_schema"};

Error file_error(std::string_view what, const std::string& path, std::string_view why) {
  return unavailable("store.failed", fmt::format("{} {}: {}.", path, what, why));
}

// A file and its directory entry survive a power cut.
Result<void> sync_path(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return file_error("cannot be opened", path, "it is not there");
  const bool is_synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  if (!is_synced) return file_error("cannot be synced", path, "the disk failed");
  return {};
}

Result<void> remove_file(const std::string& path) {
  std::error_code error;
  std::filesystem::remove(path, error);
  if (error) return file_error("cannot be removed", path, error.message());
  return {};
}

Result<void> remove_with_log(const std::string& path) {
  FL_TRY_VOID(remove_file(path + "-wal"));
  FL_TRY_VOID(remove_file(path + "-shm"));
  return remove_file(path);
}

Result<void> rename_synced(const std::string& from, const std::string& to) {
  std::error_code error;
  std::filesystem::rename(from, to, error);
  if (error) return file_error("cannot be renamed", from, error.message());
  const auto parent = std::filesystem::absolute(to).parent_path();
  return sync_path(parent.string());
}

Result<void> copy_pages(Database& source, Database& target, const BackupProgress& progress) {
  const std::unique_ptr<sqlite3_backup, int (*)(sqlite3_backup*)> copy(
      sqlite3_backup_init(target.handle(), "main", source.handle(), "main"), sqlite3_backup_finish);
  if (copy == nullptr) return target.error(sqlite3_extended_errcode(target.handle()), "backup");
  for (;;) {
    const int code = sqlite3_backup_step(copy.get(), pages_a_step);
    if (code != SQLITE_OK && code != SQLITE_DONE) return target.error(code, "backup");
    const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(copy.get()));
    const auto left = static_cast<std::uint64_t>(sqlite3_backup_remaining(copy.get()));
    progress(total - left, total);
    if (code == SQLITE_DONE) return {};
  }
}

// One moment of `from` in the new file `to`, synced.
Result<void> copy_database(const File& from, const std::string& to,
                           const BackupProgress& progress) {
  FL_TRY_VOID(remove_with_log(to));
  {
    FL_TRY(const auto source, open_reader(from));
    FL_TRY(const auto target, Database::open({.path = to}));
    // An open read transaction keeps the source as it is, so that a busy writer does not make the
    // copy begin again and again.
    FL_TRY_VOID(source->execute("hold", "BEGIN"));
    FL_TRY_VOID(source->run(hold));
    FL_TRY_VOID(copy_pages(*source, *target, progress));
    FL_TRY_VOID(source->execute("let go", "COMMIT"));
    // A single file, without a log beside it.
    FL_TRY_VOID(target->execute("single file", "PRAGMA journal_mode = DELETE"));
  }
  return sync_path(to);
}

Result<void> check_pages(Database& database) {
  FL_TRY(Statement statement, database.prepare({"check", "PRAGMA integrity_check(1)"}));
  FL_TRY(const bool has_row, statement.step());
  if (has_row && statement.view(0) == "ok") return {};
  return unavailable("store.corrupt", fmt::format("The file is damaged: {}.", statement.view(0)));
}

Result<std::vector<BackupContents::Workspace>> check_journal(Database& database) {
  constexpr auto all = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());
  FL_TRY(const auto workspaces, workspaces_of_journal(database));
  std::vector<BackupContents::Workspace> found;
  for (const WorkspaceId& id : workspaces) {
    std::uint64_t records = 0;
    FL_TRY_VOID(read_records(database, id, 0, all, [&](const ports::Record&) { ++records; }));
    found.push_back({id, records});
  }
  return found;
}

}  // namespace

Result<BackupContents> check_backup(const std::string& path) {
  FL_TRY(const auto database, open_reader({.path = path}));
  BackupContents contents;
  FL_TRY(contents.schema, schema_version(*database));
  if (contents.schema == 0) {
    return invalid("backup.not_a_store", fmt::format("{} is not a copy of a store.", path));
  }
  if (contents.schema > migrations().back().version) return newer_schema(contents.schema);
  FL_TRY_VOID(check_pages(*database));
  FL_TRY(contents.workspaces, check_journal(*database));
  return contents;
}

Result<BackupContents> backup(const File& from, const std::string& to,
                              const BackupProgress& progress) {
  if (std::filesystem::exists(to)) {
    return conflict("backup.exists", fmt::format("{} exists already.", to));
  }
  if (!std::filesystem::exists(from.path)) {
    return not_found("store.missing", fmt::format("There is no store at {}.", from.path));
  }
  const std::string part = to + ".part";
  FL_TRY_VOID(copy_database(from, part, progress));
  FL_TRY(auto contents, check_backup(part));
  FL_TRY_VOID(rename_synced(part, to));
  return contents;
}

Result<BackupContents> restore(const std::string& from, const std::string& to, bool replace,
                               const BackupProgress& progress) {
  FL_TRY(const Lock lock, Lock::take(to));
  if (std::filesystem::exists(to) && !replace) {
    return conflict("restore.exists", fmt::format("There is a store at {} already.", to));
  }
  FL_TRY(auto contents, check_backup(from));
  const std::string part = to + ".part";
  FL_TRY_VOID(copy_database({.path = from}, part, progress));
  // The old log goes first: beside the restored file it would be taken for its own.
  FL_TRY_VOID(remove_with_log(to));
  FL_TRY_VOID(rename_synced(part, to));
  return contents;
}

}  // namespace firstline::sql
