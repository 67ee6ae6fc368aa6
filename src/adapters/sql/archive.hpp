// The Archive over the store's file and views.db.
//
// A small pool of threads, each with a read-only connection of its own, so that a slow report
// delays neither the writer nor short questions. Questions wait in a bounded queue; beyond it the
// answer is unavailable "archive.busy". A failure of the file is unavailable "archive.failed".
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "adapters/sql/limits.hpp"
#include "adapters/sql/sqlite.hpp"
#include "ports/archive.hpp"

namespace firstline::sql {

class SqliteArchive final : public ports::Archive {
 public:
  struct Options {
    std::string store_path;
    std::string views_path;
    std::string vfs{};  // of both files; empty: the platform's

    // Runs a function on the floor, from any thread.
    std::function<void(std::function<void()>)> post;

    std::size_t threads = limits::query_threads;
    std::size_t queue_limit = limits::queued_queries;
  };

  // The store and the projector have been opened before.
  static Result<std::unique_ptr<SqliteArchive>> open(Options options);

  // Waits for the questions being answered; those still queued are not.
  ~SqliteArchive() override;

  void messages(WorkspaceId, ports::MessageQuery, ports::Done<ports::Messages>) override;
  void customer(WorkspaceId, CustomerId, ports::Done<std::optional<ports::CustomerRow>>) override;
  void customer_by_external_id(WorkspaceId, std::string,
                               ports::Done<std::optional<ports::CustomerRow>>) override;
  void customers(WorkspaceId, ports::CustomerQuery,
                 ports::Done<ports::Page<ports::CustomerRow>>) override;
  void file(WorkspaceId, FileId, ports::Done<std::optional<ports::FileRow>>) override;
  void notes(WorkspaceId, CustomerId, ports::Done<std::vector<ports::NoteRow>>) override;
  void draft(WorkspaceId, ConversationId, UserId,
             ports::Done<std::optional<ports::DraftRow>>) override;
  void survey(WorkspaceId, ConversationId, ports::Done<std::optional<ports::SurveyRow>>) override;
  void audit(WorkspaceId, ports::AuditQuery, ports::Done<ports::Page<ports::AuditRow>>) override;
  void records(WorkspaceId, std::uint64_t since, std::size_t limit,
               ports::Done<std::vector<ports::Record>>) override;
  void conversations(WorkspaceId, ports::ConversationQuery,
                     ports::Done<ports::Page<ports::ConversationLine>>) override;
  void contacts(WorkspaceId, ports::ContactQuery,
                ports::Done<ports::Page<ports::ContactLine>>) override;
  void report(WorkspaceId, ports::ReportQuery, ports::Done<std::vector<ports::ReportRow>>) override;
  void recent_waits(WorkspaceId, QueueId, Time since, ports::Done<std::vector<Duration>>) override;

 private:
  // Runs on a connection of the pool and gives what is posted to the floor.
  using Question = std::function<std::function<void()>(Database&)>;

  SqliteArchive(Options options, std::vector<std::unique_ptr<Database>> connections);

  template <class T>
  void ask(ports::Done<T> done, std::function<Result<T>(Database&)> query);
  bool enqueue(Question question);
  void run(Database& database);

  const Options options_;
  std::vector<std::unique_ptr<Database>> connections_;  // one per thread

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Question> queue_;
  bool is_stopping_ = false;

  std::vector<std::thread> threads_;
};

}  // namespace firstline::sql
