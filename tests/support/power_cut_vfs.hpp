// A disk that can lose its power, run full or fail to sync, as a SQLite VFS over the platform's.
//
// What is written reaches the real file only when SQLite syncs it; until then it lives in memory,
// where every connection in this process sees it. So the real files hold, at every moment, what a
// power cut would leave. `copy_after_cut` takes that picture, and may let some of the unsynced
// sectors survive, as disks do: in any order, without the ones before them.
// The database under test goes on meanwhile, so one run gives as many cuts as one likes.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace firstline::testing {

class PowerCutVfs {
 public:
  // Registered under `name`, which no other living one has. Outlives every database opened by it.
  explicit PowerCutVfs(std::string_view name);
  PowerCutVfs(const PowerCutVfs&) = delete;
  PowerCutVfs& operator=(const PowerCutVfs&) = delete;
  ~PowerCutVfs();

  const std::string& name() const { return name_; }

  // Files may grow by this much more, together; then writes that grow one say "disk full".
  void set_room(std::uint64_t bytes);
  void set_endless_room();

  // The next sync says that it failed.
  void fail_next_sync();

  // Called before each write, truncation and sync, on the thread that does it, with its number
  // from 1; one at a time, the others wait. Set while nothing is written.
  void before_each(std::function<void(std::uint64_t operation)> hook);

  // Copies what the disk would hold had the power gone now. With a seed, each sector that is
  // written but not synced survives with even chance.
  void copy_after_cut(const std::filesystem::path& into,
                      std::optional<std::uint64_t> survival_seed);

 private:
  struct Shared;  // one file, whoever has it open
  struct Open;    // one handle of it
  struct Methods;

  void announce();
  Shared& shared(const std::string& path, sqlite3_file* real);
  void release(Shared& file);

  std::string name_;
  sqlite3_vfs* real_;
  sqlite3_vfs vfs_{};

  std::mutex hook_mutex_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Shared>> files_;
  std::optional<std::uint64_t> room_;
  bool fails_next_sync_ = false;
  std::uint64_t operations_ = 0;
  std::function<void(std::uint64_t)> hook_;
};

}  // namespace firstline::testing
