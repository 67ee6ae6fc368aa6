// The journal and the rows: one writer, batches in, "durable" out. Real: SQLite in a file; memory
// in tests. The store knows bytes, not events: records are encoded before they get here.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "domain/ids.hpp"
#include "ports/rows.hpp"

namespace firstline::ports {

struct Record {
  std::uint64_t seq = 0;  // consecutive per workspace, from 1
  Time at;
  std::string type;     // "offer.made"
  std::string payload;  // JSON of the event
  friend bool operator==(const Record&, const Record&) = default;
};

// One atomic write. Records and rows become durable together or not at all.
struct Batch {
  WorkspaceId workspace;
  std::vector<Record> records;
  std::vector<Row> rows;
};

struct Snapshot {
  std::uint64_t seq = 0;  // of the last event it contains
  int version = 0;        // of its format
  std::string state;      // JSON
};

class Store {
 public:
  virtual ~Store() = default;

  // Makes the batches durable, all in one transaction, in order. `done` is called once, on the
  // floor:
  //  - success: everything is on disk (fsynced);
  //  - unavailable "store.full": nothing was written, later writes may succeed again;
  //  - any other failure of the disk (fsync, I/O) ends the process inside the store: nothing that
  //    came after it could be trusted.
  // Calls are queued; the caller keeps at most one in flight per workspace for group commit.
  virtual void append(std::vector<Batch> batches, std::function<void(Result<void>)> done) = 0;

  // Replaces the workspace's snapshot; journal records up to it stay. In order with append.
  virtual void save_snapshot(WorkspaceId workspace, Snapshot snapshot,
                             std::function<void(Result<void>)> done) = 0;

  // Writes and removes one small row and syncs: "is there room again?"
  virtual void probe(std::function<void(Result<void>)> done) = 0;

  // ---- at start, blocking, before anything is appended ----

  virtual std::vector<WorkspaceRow> load_workspaces() = 0;
  virtual std::optional<Snapshot> load_snapshot(const WorkspaceId& workspace) = 0;

  // Every record after `since`, in order. A record whose checksum is wrong, or a gap in the
  // numbers, is an error "journal.corrupt" that names the number.
  virtual Result<void> load_records(const WorkspaceId& workspace, std::uint64_t since,
                                    const std::function<void(const Record&)>& each) = 0;

  // What the floor keeps in memory.
  struct Directory {
    std::vector<UserRow> users;
    std::vector<SessionRow> sessions;
    std::vector<TokenRow> tokens;
    std::vector<SecretRow> secrets;
    std::vector<IdempotencyRow> idempotency;
    std::vector<MailRow> mails;
  };
  virtual Directory load_directory(const WorkspaceId& workspace, Time now) = 0;
};

}  // namespace firstline::ports
