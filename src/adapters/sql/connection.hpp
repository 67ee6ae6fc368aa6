// How the store's file is opened, by the one writer and by readers, and the lock that keeps a
// second process from writing to it.
#pragma once

#include <memory>
#include <string>

#include "adapters/sql/sqlite.hpp"

namespace firstline::sql {

// Holds `path`.lock for as long as it lives; the system frees it when the process ends.
class Lock final {
 public:
  // Error conflict "store.in_use" when another process has it.
  static Result<Lock> take(const std::string& path);
  Lock(Lock&& other) noexcept;
  Lock& operator=(Lock&&) = delete;
  ~Lock();

 private:
  explicit Lock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

struct File {
  std::string path;
  std::string vfs{};  // empty: the platform's
  Duration busy_time = seconds(5);
};

// Write-ahead log, every commit synced, checkpoints when the writer asks for them.
Result<std::unique_ptr<Database>> open_writer(const File& file);

// Reads what is committed; never blocks the writer.
Result<std::unique_ptr<Database>> open_reader(const File& file);

}  // namespace firstline::sql
