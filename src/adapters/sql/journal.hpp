// The journal and the snapshots: rows with a checksum of their own.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "adapters/sql/sqlite.hpp"
#include "ports/store.hpp"

namespace firstline::sql {

Result<void> append_record(Database& database, const WorkspaceId& workspace,
                           const ports::Record& record);

// Every workspace that has a record.
Result<std::vector<WorkspaceId>> workspaces_of_journal(Database& database);

// The number of the newest record; 0 if there is none.
Result<std::uint64_t> last_record(Database& database, const WorkspaceId& workspace);

// Records after `since`, in order, at most `limit`. Error unavailable "journal.corrupt" names the
// first number that is missing or does not match its checksum.
Result<void> read_records(Database& database, const WorkspaceId& workspace, std::uint64_t since,
                          std::size_t limit, const std::function<void(const ports::Record&)>& each);

Result<void> write_snapshot(Database& database, const WorkspaceId& workspace,
                            const ports::Snapshot& snapshot);

// Nothing when there is none, or when its checksum is wrong (logged): a snapshot only saves time,
// the journal has everything.
Result<std::optional<ports::Snapshot>> read_snapshot(Database& database,
                                                     const WorkspaceId& workspace);

}  // namespace firstline::sql
