#include "adapters/sql/store.hpp"

#include <cstdlib>
#include <limits>
#include <utility>

#include "adapters/sql/journal.hpp"
#include "adapters/sql/migrations.hpp"
#include "adapters/sql/row_reader.hpp"
#include "adapters/sql/row_writer.hpp"
#include "base/check.hpp"
#include "base/log.hpp"
#include "base/overloaded.hpp"

namespace firstline::sql {
namespace {

constexpr Sql fill_probe{"write probe",
                         "INSERT INTO probe (id, filler) VALUES (1, hex(zeroblob(512)))"};
constexpr Sql empty_probe{"empty probe", "DELETE FROM probe"};

// The file can no longer be trusted. A restart reads what is whole. Nothing is cleaned up on the
// way: this thread may be any, and whatever would be written now goes to the same file.
[[noreturn]] void end_process(const Error& error) {
  log::error("the store failed; the process ends",
             {{"code", error.code}, {"error", error.message}});
  std::_Exit(EXIT_FAILURE);
}

// Nothing is wrong with the file: there is no room, or another process (somebody's sqlite3) holds
// the lock.
bool is_passing(const Error& error) { return is_full(error) || error.code == "store.busy"; }

// A checkpoint without room, or while somebody reads an old state, is for later: the log grows.
void end_if_it_matters(const Error& error) {
  if (!is_passing(error)) end_process(error);
}

template <class T>
T or_end(Result<T> result) {
  if (!result) end_process(result.error());
  return std::move(*result);
}

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(Options options) {
  FL_CHECK(options.post != nullptr);
  FL_TRY(Lock lock, Lock::take(options.path));
  const File file{options.path, options.vfs, options.busy_time};
  FL_TRY(auto writer, open_writer(file));
  FL_TRY_VOID(migrate(*writer, migrations()));
  FL_TRY(auto checkpointer, open_writer(file));
  FL_TRY(auto reader, open_reader(file));
  return std::unique_ptr<SqliteStore>(
      // check_tree: allow new: the constructor is private, and the pointer is owned at once
      new SqliteStore(std::move(options), std::move(lock),
                      {std::move(writer), std::move(checkpointer), std::move(reader)}));
}

SqliteStore::SqliteStore(Options options, Lock lock, Connections connections)
    : options_(std::move(options)),
      lock_(std::move(lock)),
      writer_(std::move(connections.writer)),
      reader_(std::move(connections.reader)),
      checkpointer_(
          std::make_unique<Checkpointer>(std::move(connections.checkpointer), end_if_it_matters)),
      thread_([this] { run(); }) {}

SqliteStore::~SqliteStore() {
  {
    const std::lock_guard guard(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

// ---- the floor ----

void SqliteStore::append(std::vector<ports::Batch> batches,
                         std::function<void(Result<void>)> done) {
  submit({std::move(batches), std::move(done)});
}

void SqliteStore::save_snapshot(WorkspaceId workspace, ports::Snapshot snapshot,
                                std::function<void(Result<void>)> done) {
  submit({SnapshotOf{std::move(workspace), std::move(snapshot)}, std::move(done)});
}

void SqliteStore::probe(std::function<void(Result<void>)> done) {
  submit({Probe{}, std::move(done)});
}

void SqliteStore::submit(Job job) {
  std::unique_lock guard(mutex_);
  if (queue_.size() >= options_.queue_limit) {
    guard.unlock();
    return options_.post([done = std::move(job.done)] {
      done(unavailable("store.busy", "Too many writes wait for the disk."));
    });
  }
  const bool was_empty = queue_.empty();
  queue_.push_back(std::move(job));
  guard.unlock();
  if (was_empty) wake_.notify_one();
}

std::vector<ports::WorkspaceRow> SqliteStore::load_workspaces() {
  return or_end(
      select<ports::WorkspaceRow>(*reader_, "read workspaces", "FROM workspaces ORDER BY id"));
}

std::optional<ports::Snapshot> SqliteStore::load_snapshot(const WorkspaceId& workspace) {
  return or_end(read_snapshot(*reader_, workspace));
}

Result<void> SqliteStore::load_records(const WorkspaceId& workspace, std::uint64_t since,
                                       const std::function<void(const ports::Record&)>& each) {
  constexpr auto all = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());
  auto loaded = read_records(*reader_, workspace, since, all, each);
  if (!loaded && loaded.error().code != "journal.corrupt") end_process(loaded.error());
  return loaded;
}

ports::Store::Directory SqliteStore::load_directory(const WorkspaceId& workspace, Time now) {
  Directory found;
  found.users = or_end(select<ports::UserRow>(
      *reader_, "read users", "FROM users WHERE workspace = ? ORDER BY key", workspace));
  found.sessions = or_end(select<ports::SessionRow>(
      *reader_, "read sessions",
      "FROM sessions WHERE workspace = ? AND expires_at > ? ORDER BY token_hash", workspace, now));
  found.tokens = or_end(select<ports::TokenRow>(
      *reader_, "read tokens",
      "FROM tokens WHERE workspace = ? AND expires_at > ? ORDER BY token_hash", workspace, now));
  found.secrets = or_end(select<ports::SecretRow>(
      *reader_, "read secrets", "FROM secrets WHERE workspace = ? ORDER BY name", workspace));
  found.idempotency = or_end(select<ports::IdempotencyRow>(
      *reader_, "read idempotency",
      "FROM idempotency WHERE workspace = ? AND at > ? ORDER BY scope, key", workspace,
      now - limits::idempotency_kept));
  found.mails = or_end(select<ports::MailRow>(
      *reader_, "read mails", "FROM mails WHERE workspace = ? ORDER BY id", workspace));
  return found;
}

// ---- the writer's thread ----

void SqliteStore::run() {
  for (;;) {
    std::vector<Job> jobs;
    {
      std::unique_lock guard(mutex_);
      wake_.wait(guard, [this] { return is_stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      jobs.swap(queue_);
    }
    write_group(std::move(jobs));
  }
}

void SqliteStore::write_group(std::vector<Job> jobs) {
  bool has_records = false;
  Result<void> written = write(jobs, has_records);
  if (!written) {
    if (!is_passing(written.error())) end_process(written.error());
    log::error("nothing of this group was written", {{"calls", jobs.size()},
                                                     {"code", written.error().code},
                                                     {"error", written.error().message}});
    // What the open transaction had counted is gone; it is read again when it is needed.
    last_seq_.clear();
    written = is_full(written.error())
                  ? unavailable("store.full", "The disk is full; nothing was written.")
                  : unavailable("store.busy", "Another process holds the store; try again.");
  }
  options_.post([jobs = std::move(jobs), written] {
    for (const Job& job : jobs) job.done(written);
  });
  if (written && has_records && options_.on_records) options_.on_records();
  checkpoint_if_due();
}

Result<void> SqliteStore::write(const std::vector<Job>& jobs, bool& has_records) {
  FL_TRY(Transaction transaction, Transaction::begin(*writer_));
  for (const Job& job : jobs) FL_TRY_VOID(write_job(job, has_records));
  return transaction.commit();
}

Result<void> SqliteStore::write_job(const Job& job, bool& has_records) {
  return std::visit(overloaded{
                        [&](const std::vector<ports::Batch>& batches) -> Result<void> {
                          for (const ports::Batch& batch : batches) {
                            FL_TRY_VOID(write_batch(batch, has_records));
                          }
                          return {};
                        },
                        [&](const SnapshotOf& it) -> Result<void> {
                          return write_snapshot(*writer_, it.workspace, it.snapshot);
                        },
                        [&](const Probe&) -> Result<void> {
                          FL_TRY_VOID(writer_->run(fill_probe));
                          return writer_->run(empty_probe);
                        },
                    },
                    job.what);
}

Result<void> SqliteStore::write_batch(const ports::Batch& batch, bool& has_records) {
  if (!batch.records.empty()) {
    has_records = true;
    auto last = last_seq_.find(batch.workspace);
    if (last == last_seq_.end()) {
      FL_TRY(const std::uint64_t newest, last_record(*writer_, batch.workspace));
      last = last_seq_.emplace(batch.workspace, newest).first;
    }
    for (const ports::Record& record : batch.records) {
      // A gap or a second record of the same number would make the journal unreadable for ever.
      FL_CHECK(record.seq == last->second + 1);
      FL_TRY_VOID(append_record(*writer_, batch.workspace, record));
      last->second = record.seq;
    }
  }
  for (const ports::Row& row : batch.rows) {
    FL_TRY_VOID(write_row(*writer_, batch.workspace, row));
  }
  return {};
}

void SqliteStore::checkpoint_if_due() {
  constexpr int long_log = 8;  // times the usual
  const int pages = writer_->wal_pages();
  if (pages < pages_asked_for_) {  // the log began anew
    pages_asked_for_ = 0;
    is_log_to_end_ = false;
  }
  if (pages - pages_asked_for_ >= options_.checkpoint_pages) {
    pages_asked_for_ = pages;
    is_log_to_end_ = pages >= long_log * options_.checkpoint_pages;
    checkpointer_->request();
  } else if (is_log_to_end_ && !checkpointer_->is_busy()) {
    // Only the latest pages are left. With nothing written meanwhile, the next commit begins anew.
    is_log_to_end_ = false;
    if (auto copied = writer_->checkpoint(); !copied) end_if_it_matters(copied.error());
  }
}

}  // namespace firstline::sql
