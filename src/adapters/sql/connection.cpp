#include "adapters/sql/connection.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <utility>

namespace firstline::sql {

Result<Lock> Lock::take(const std::string& path) {
  const std::string name = path + ".lock";
  const int descriptor = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    return unavailable("store.failed", fmt::format("{} cannot be opened.", name));
  }
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return conflict("store.in_use",
                    fmt::format("Another process works with {}. Stop it first.", path));
  }
  return Lock(descriptor);
}

Lock::Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Lock::~Lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<std::unique_ptr<Database>> open_writer(const File& file) {
  FL_TRY(
      auto database,
      Database::open(
          {.path = file.path, .vfs = file.vfs, .busy_time = file.busy_time, .cache_kib = 32768}));
  // The log is kept at 64 MiB at most after a burst; checkpoints belong to the writer's thread,
  // because their failures must be seen.
  FL_TRY_VOID(database->execute("writer settings",
                                "PRAGMA journal_mode = WAL;"
                                "PRAGMA synchronous = FULL;"
                                "PRAGMA journal_size_limit = 67108864;"));
  return database;
}

Result<std::unique_ptr<Database>> open_reader(const File& file) {
  return Database::open(
      {.path = file.path, .vfs = file.vfs, .mode = Database::Mode::read, .cache_kib = 8192});
}

}  // namespace firstline::sql
