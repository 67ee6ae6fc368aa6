#include "server/commands/backup_archive.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "adapters/local/descriptor.hpp"
#include "adapters/local/tar.hpp"
#include "adapters/sql/backup.hpp"
#include "base/text.hpp"

namespace firstline::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view database_name = "firstline.db";
constexpr const char* failure = "archive.failed";

Error failed(const std::string& what, int number) {
  return local::system_error(failure, what.c_str(), number);
}

// Removed with everything in it when it is no longer needed, whatever happened.
class Scratch {
 public:
  // A new directory, empty, readable by its owner only; what a crash left there is removed.
  static Result<Scratch> make(fs::path path) {
    std::error_code error;
    fs::remove_all(path, error);
    if (mkdir(path.c_str(), 0700) != 0) return failed(path.string(), errno);
    return Scratch(std::move(path));
  }
  Scratch(Scratch&& other) noexcept : path_(std::exchange(other.path_, fs::path())) {}
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  explicit Scratch(fs::path path) : path_(std::move(path)) {}
  fs::path path_;
};

BackupSummary summary_of(const sql::BackupContents& contents) {
  BackupSummary summary;
  summary.schema = contents.schema;
  summary.workspaces = contents.workspaces.size();
  for (const auto& workspace : contents.workspaces) summary.events += workspace.records;
  return summary;
}

// The names that adapters/local/files gives: "files/<workspace>/<first two>/<id>".
bool is_attachment_name(const std::string& name) {
  const fs::path path(name);
  std::vector<std::string> parts;
  for (const fs::path& part : path) parts.push_back(part.string());
  return parts.size() == 4 && parts[0] == "files" && is_key(parts[1]) && is_key(parts[3]) &&
         parts[3].size() >= 2 && parts[2] == parts[3].substr(0, 2) &&
         name == fmt::format("{}/{}/{}/{}", parts[0], parts[1], parts[2], parts[3]);
}

struct Attachment {
  std::string name;  // relative to the data directory
  std::uint64_t size = 0;
};

// Those that are there now. Attachments are never changed, and a new one belongs to a later moment.
Result<std::vector<Attachment>> list_attachments(const fs::path& data) {
  std::vector<Attachment> found;
  std::error_code error;
  if (!fs::exists(data / "files", error)) return found;
  fs::recursive_directory_iterator entry(data / "files", error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const std::string name = entry->path().lexically_relative(data).string();
    if (!is_attachment_name(name) || !entry->is_regular_file(error) || entry->is_symlink(error)) {
      continue;
    }
    found.push_back({name, entry->file_size(error)});
  }
  if (error) return failed((data / "files").string(), error.value());
  return found;
}

// A file or directory and its name survive a power cut.
Result<void> sync_directory_of(const fs::path& path) {
  const fs::path parent = fs::absolute(path).parent_path();
  const local::Descriptor directory(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open() || fsync(directory.number()) != 0) {
    return failed(parent.string(), errno);
  }
  return {};
}

Result<void> move_into_place(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::rename(from, to, error);
  if (error) return failed(to.string(), error.value());
  return sync_directory_of(to);
}

Result<std::uint64_t> pack(const fs::path& data, const fs::path& database, const fs::path& archive,
                           Time now, const BackupSteps& steps) {
  FL_TRY(const auto attachments, list_attachments(data));
  std::error_code error;
  std::uint64_t total = fs::file_size(database, error);
  for (const Attachment& attachment : attachments) total += attachment.size;
  std::uint64_t done = 0;
  const auto count = [&](std::uint64_t bytes) { steps("packing", done += bytes, total); };

  FL_TRY(local::TarWriter writer, local::TarWriter::create(archive.string(), now));
  FL_TRY_VOID(writer.add_file(database_name, database.string(), count));
  for (const Attachment& attachment : attachments) {
    FL_TRY_VOID(writer.add_file(attachment.name, (data / attachment.name).string(), count));
  }
  FL_TRY_VOID(writer.finish());
  return attachments.size();
}

// ---- restoring ----

// One member into a new file below `folder`. The names were checked, so none leads out of it.
Result<void> unpack_member(local::TarReader& reader, const fs::path& target) {
  std::error_code error;
  fs::create_directories(target.parent_path(), error);
  if (error) return failed(target.string(), error.value());
  const local::Descriptor file(
      open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640));
  if (!file.is_open()) return failed(target.string(), errno);
  return reader.read(
      [&](std::string_view piece) { return local::write_all(file.number(), piece, failure); });
}

// Everything into `folder`; the number of attachments.
Result<std::uint64_t> unpack(const std::string& archive, const fs::path& folder) {
  FL_TRY(local::TarReader reader, local::TarReader::open(archive));
  std::uint64_t attachments = 0;
  bool has_database = false;
  for (;;) {
    FL_TRY(const auto member, reader.next());
    if (!member) break;
    const bool is_attachment = is_attachment_name(member->name);
    if (is_attachment || member->name == database_name) {
      FL_TRY_VOID(unpack_member(reader, folder / member->name));
    }
    attachments += is_attachment ? 1 : 0;
    has_database |= member->name == database_name;
  }
  if (!has_database) return invalid("backup.not_a_store", "There is no database in the archive.");
  const local::Descriptor directory(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.is_open() || syncfs(directory.number()) != 0) {
    return failed(folder.string(), errno);
  }
  return attachments;
}

Result<void> check_is_empty(const Config& config) {
  if (fs::exists(store_path(config))) {
    return conflict("restore.exists",
                    fmt::format("There is a database {} already.", store_path(config)));
  }
  FL_TRY(const auto attachments, list_attachments(config.data));
  if (!attachments.empty()) {
    return conflict("restore.exists", fmt::format("There are files in {}/files.", config.data));
  }
  return {};
}

// The read models of what was there before, if anything.
void remove_views(const Config& config) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    fs::remove(views_path(config) + suffix, ignored);
  }
}

}  // namespace

Result<BackupSummary> make_backup(const Config& config, const std::string& file, Time now,
                                  const BackupSteps& steps) {
  if (fs::exists(file)) {
    return conflict("backup.exists", fmt::format("{} exists already.", file));
  }
  FL_TRY(const Scratch scratch, Scratch::make(file + ".part"));
  const fs::path database = scratch.path() / database_name;
  const fs::path archive = scratch.path() / "archive";
  // The database first: an attachment is on the disk before a row names it.
  FL_TRY(const auto contents, sql::backup({store_path(config)}, database.string(),
                                          [&](std::uint64_t done, std::uint64_t total) {
                                            steps("copying", done, total);
                                          }));
  BackupSummary summary = summary_of(contents);
  FL_TRY(summary.files, pack(config.data, database, archive, now, steps));
  FL_TRY_VOID(move_into_place(archive, file));
  std::error_code ignored;
  summary.bytes = fs::file_size(file, ignored);
  return summary;
}

Result<BackupSummary> restore_backup(const Config& config, const std::string& file,
                                     const BackupSteps& steps) {
  FL_TRY_VOID(local::verify_tar(
      file, [&](std::uint64_t done, std::uint64_t total) { steps("checking", done, total); }));
  std::error_code error;
  fs::create_directories(config.data, error);
  fs::create_directories(fs::path(store_path(config)).parent_path(), error);
  if (error) return failed(config.data, error.value());
  FL_TRY_VOID(check_is_empty(config));

  FL_TRY(const Scratch scratch, Scratch::make(fs::path(config.data) / ".restoring"));
  FL_TRY(const std::uint64_t files, unpack(file, scratch.path()));
  const fs::path attachments = fs::path(config.data) / "files";
  if (files > 0) {
    fs::remove_all(attachments, error);  // only empty directories, as check_is_empty saw
    FL_TRY_VOID(move_into_place(scratch.path() / "files", attachments));
  }
  remove_views(config);
  FL_TRY(const auto contents,
         sql::restore(
             (scratch.path() / database_name).string(), store_path(config), false,
             [&](std::uint64_t done, std::uint64_t total) { steps("restoring", done, total); }));
  BackupSummary summary = summary_of(contents);
  summary.files = files;
  summary.bytes = fs::file_size(file, error);
  return summary;
}

}  // namespace firstline::server
