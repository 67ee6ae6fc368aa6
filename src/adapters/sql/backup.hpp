// A copy of the store while it works, and the way back.
//
// A backup is one file: the store's database of one moment, checked before it is called done.
// views.db is not in it (it is made from the journal), nor are the attachments' bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "adapters/sql/connection.hpp"

namespace firstline::sql {

using BackupProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;  // pages

// What a good copy holds.
struct BackupContents {
  int schema = 0;
  struct Workspace {
    WorkspaceId id;
    std::uint64_t records = 0;
  };
  std::vector<Workspace> workspaces;
};

// Copies the store at `from` to the new file `to`, of the moment of the call, also while a server
// writes to it. `to` appears when it is complete and synced. Errors: conflict "backup.exists",
// what check_backup says, and what the file system says.
Result<BackupContents> backup(const File& from, const std::string& to,
                              const BackupProgress& progress);

// Whether it can be restored: every page, every checksum and number of the journal. Errors:
// store.corrupt, journal.corrupt, store.newer, invalid "backup.not_a_store".
Result<BackupContents> check_backup(const std::string& path);

// Puts the checked copy where the store is to be. Errors: conflict "restore.exists" when there is
// a store already and `replace` is false; store.in_use; what check_backup says. views.db is to be
// removed or rebuilt by the caller.
Result<BackupContents> restore(const std::string& from, const std::string& to, bool replace,
                               const BackupProgress& progress);

}  // namespace firstline::sql
