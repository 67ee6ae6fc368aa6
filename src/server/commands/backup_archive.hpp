// A backup: one archive with the store's database of one moment and the bytes of every attachment.
// The lists and reports are not in it: they are made from the journal again.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"
#include "server/config.hpp"

namespace firstline::server {

struct BackupSummary {
  int schema = 0;
  std::uint64_t workspaces = 0;
  std::uint64_t events = 0;
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;  // of the archive
  friend bool operator==(const BackupSummary&, const BackupSummary&) = default;
};

// What is being done, and how far it is.
using BackupSteps =
    std::function<void(std::string_view step, std::uint64_t done, std::uint64_t total)>;

// Also beside a running server. `file` appears when it is complete and synced. Errors: conflict
// "backup.exists", not_found "store.missing", and what the database, the files and the disk say.
Result<BackupSummary> make_backup(const Config& config, const std::string& file, Time now,
                                  const BackupSteps& steps);

// Into a data directory that has neither a database nor attachments. Nothing is there until all of
// it is: the database comes last. Errors: conflict "restore.exists" and "store.in_use"; invalid
// "archive.damaged" and "backup.not_a_store"; what the database, the files and the disk say.
Result<BackupSummary> restore_backup(const Config& config, const std::string& file,
                                     const BackupSteps& steps);

}  // namespace firstline::server
