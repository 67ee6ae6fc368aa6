// The Store in a SQLite file: journal and rows behind one writer.
//
// Threads: the methods are the floor's; a thread of its own writes. It takes everything that is
// queued, writes it in one transaction with one fsync, and posts the answers to the floor. A full
// disk fails what was in that transaction with "store.full" and nothing else; any other failure of
// the file ends the process, because nothing that came after it could be trusted.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

#include "adapters/sql/checkpointer.hpp"
#include "adapters/sql/connection.hpp"
#include "adapters/sql/limits.hpp"
#include "ports/store.hpp"

namespace firstline::sql {

class SqliteStore final : public ports::Store {
 public:
  struct Options {
    std::string path;   // of the file; a lock file and the log stand beside it
    std::string vfs{};  // empty: the platform's

    // Runs a function on the floor, from any thread.
    std::function<void(std::function<void()>)> post;

    // Called on the writer's thread after a commit that added records. Must not block.
    std::function<void()> on_records{};

    std::size_t queue_limit = limits::queued_writes;
    Duration busy_time = seconds(5);
    int checkpoint_pages = limits::checkpoint_pages;
  };

  // Takes the lock, opens or creates the file and migrates it. Errors: store.in_use, store.newer
  // and what the file system says.
  static Result<std::unique_ptr<SqliteStore>> open(Options options);

  // Writes what is queued, then stops. Answers not yet run are the floor's.
  ~SqliteStore() override;

  // Besides the contract: unavailable "store.busy" when too much is queued, or when another process
  // holds the file locked for longer than the busy time; nothing was written.
  void append(std::vector<ports::Batch> batches, std::function<void(Result<void>)> done) override;
  void save_snapshot(WorkspaceId workspace, ports::Snapshot snapshot,
                     std::function<void(Result<void>)> done) override;
  void probe(std::function<void(Result<void>)> done) override;

  // Also later, on the floor: they read what is durable. A failure of the file ends the process.
  std::vector<ports::WorkspaceRow> load_workspaces() override;
  std::optional<ports::Snapshot> load_snapshot(const WorkspaceId& workspace) override;
  Result<void> load_records(const WorkspaceId& workspace, std::uint64_t since,
                            const std::function<void(const ports::Record&)>& each) override;
  Directory load_directory(const WorkspaceId& workspace, Time now) override;

 private:
  struct SnapshotOf {
    WorkspaceId workspace;
    ports::Snapshot snapshot;
  };
  struct Probe {};
  struct Job {
    std::variant<std::vector<ports::Batch>, SnapshotOf, Probe> what;
    std::function<void(Result<void>)> done;
  };

  struct Connections {
    std::unique_ptr<Database> writer, checkpointer, reader;
  };

  SqliteStore(Options options, Lock lock, Connections connections);

  void submit(Job job);
  void run();
  void write_group(std::vector<Job> jobs);
  Result<void> write(const std::vector<Job>& jobs, bool& has_records);
  Result<void> write_job(const Job& job, bool& has_records);
  Result<void> write_batch(const ports::Batch& batch, bool& has_records);
  void checkpoint_if_due();

  const Options options_;
  Lock lock_;

  // The writer thread's.
  std::unique_ptr<Database> writer_;
  std::unordered_map<WorkspaceId, std::uint64_t>
      last_seq_;             // committed, or in the open transaction
  int pages_asked_for_ = 0;  // length of the log at the last request for a checkpoint
  bool is_log_to_end_ = false;

  // The floor's. Closed before the writer: the last connection to close empties the log.
  std::unique_ptr<Database> reader_;

  std::unique_ptr<Checkpointer> checkpointer_;

  // Shared.
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Job> queue_;
  bool is_stopping_ = false;

  std::thread thread_;
};

}  // namespace firstline::sql
