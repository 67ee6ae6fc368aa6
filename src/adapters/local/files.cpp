#include "adapters/local/files.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "adapters/local/descriptor.hpp"
#include "base/text.hpp"

namespace firstline::local {
namespace {

constexpr mode_t private_directory = 0750;
constexpr mode_t private_file = 0640;
constexpr const char* incoming_name = ".incoming";  // no workspace: a key has no dot

std::string shard_of(const FileId& file) { return file.text.substr(0, 2); }

bool is_name(std::string_view text) { return is_key(text); }

constexpr const char* failure = "files.failed";

Error failed(const char* what, int number) { return system_error(failure, what, number); }

}  // namespace

// An open directory; whatever is opened below it is no symbolic link.
class DiskFiles::Directory {
 public:
  static Result<Directory> open(const std::string& path) {
    const int number = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (number < 0) return failed("open the data directory", errno);
    return Directory(Descriptor(number));
  }

  // The directory of that name, made if it is missing.
  Result<Directory> at(const char* name) const {
    if (mkdirat(number(), name, private_directory) == 0) {
      FL_TRY_VOID(sync());
    } else if (errno != EEXIST) {
      return failed("make a directory", errno);
    }
    const int below = openat(number(), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (below < 0) return failed("open a directory", errno);
    return Directory(Descriptor(below));
  }

  // A new file with these bytes, on the disk when this returns.
  Result<void> create(const char* name, std::string_view bytes) const {
    const Descriptor file(
        openat(number(), name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, private_file));
    if (file.number() < 0) return failed("create a file", errno);
    FL_TRY_VOID(write_all(file.number(), bytes, failure));
    if (fsync(file.number()) != 0) return failed("sync a file", errno);
    return {};
  }

  bool has(const char* name) const {
    return faccessat(number(), name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
  }

  void remove(const char* name) const { unlinkat(number(), name, 0); }

  Result<void> move_to(const Directory& other, const char* name) const {
    if (renameat(number(), name, other.number(), name) != 0) return failed("rename", errno);
    return other.sync();
  }

  Result<void> sync() const {
    if (fsync(number()) != 0) return failed("sync a directory", errno);
    return {};
  }

  void clear() const {
    DIR* listing = fdopendir(openat(number(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (listing == nullptr) return;
    while (const dirent* entry = readdir(listing)) {
      const std::string_view name = entry->d_name;
      if (name != "." && name != "..") remove(entry->d_name);
    }
    closedir(listing);
  }

 private:
  explicit Directory(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
  int number() const { return descriptor_.number(); }

  Descriptor descriptor_;
};

Result<std::unique_ptr<DiskFiles>> DiskFiles::open(Options options) {
  FL_TRY(const Directory data, Directory::open(options.data));
  FL_TRY(Directory files, data.at("files"));
  FL_TRY(Directory incoming, files.at(incoming_name));
  incoming.clear();
  return std::unique_ptr<DiskFiles>(
      // check_tree: allow new: the constructor is private
      new DiskFiles(std::move(options), std::make_unique<Directory>(std::move(files)),
                    std::make_unique<Directory>(std::move(incoming))));
}

DiskFiles::DiskFiles(Options options, std::unique_ptr<Directory> files,
                     std::unique_ptr<Directory> incoming)
    : options_(std::move(options)),
      files_(std::move(files)),
      incoming_(std::move(incoming)),
      pool_({.threads = 1, .queue_limit = options_.queue_limit}) {}

DiskFiles::~DiskFiles() = default;

void DiskFiles::save(const WorkspaceId& workspace, const FileId& file, std::string bytes,
                     std::function<void(Result<void>)> done) {
  const auto answer = [this, done](Result<void> result) {
    options_.post([done, result = std::move(result)] { done(result); });
  };
  if (path(workspace, file).empty()) {
    answer(invalid("file.id", "This is not the id of a file."));
  } else if (bytes.size() > options_.max_bytes) {
    answer(limit("file.too_large",
                 fmt::format("A file may have {} bytes at most.", options_.max_bytes), "file"));
  } else {
    const bool is_queued = pool_.try_run([this, workspace, file, bytes = std::move(bytes), answer] {
      answer(save_now(workspace, file, bytes));
    });
    if (!is_queued) {
      answer(unavailable("files.busy", "Too many files arrive at once. Try again soon."));
    }
  }
}

Result<void> DiskFiles::save_now(const WorkspaceId& workspace, const FileId& file,
                                 const std::string& bytes) const {
  FL_TRY(const Directory room, files_->at(workspace.text.c_str()));
  FL_TRY(const Directory shard, room.at(shard_of(file).c_str()));
  const char* name = file.text.c_str();
  // Only this thread writes here, so that nothing can come between the question and the rename.
  if (shard.has(name)) return conflict("file.exists", "A file of this id is already there.");
  incoming_->remove(name);
  auto saved = incoming_->create(name, bytes);
  if (saved) saved = incoming_->move_to(shard, name);
  if (!saved) {
    incoming_->remove(name);
    shard.remove(name);
  }
  return saved;
}

std::string DiskFiles::path(const WorkspaceId& workspace, const FileId& file) const {
  if (!is_name(workspace.text) || !is_name(file.text) || file.text.size() < 2) return {};
  return fmt::format("{}/files/{}/{}/{}", options_.data, workspace.text, shard_of(file), file.text);
}

}  // namespace firstline::local
