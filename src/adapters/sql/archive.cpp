#include "adapters/sql/archive.hpp"

#include <algorithm>
#include <utility>

#include "adapters/sql/connection.hpp"
#include "adapters/sql/journal.hpp"
#include "adapters/sql/row_queries.hpp"
#include "adapters/sql/view_queries.hpp"
#include "base/check.hpp"
#include "base/log.hpp"

namespace firstline::sql {
namespace {

// What the floor is told. The statement's name and the file's trouble are for the log.
Error told(const Error& error) {
  if (error.kind == ErrorKind::invalid || error.code == "journal.corrupt") return error;
  log::error("a question to the archive failed", {{"code", error.code}, {"error", error.message}});
  return unavailable("archive.failed", "The data cannot be read now.");
}

}  // namespace

Result<std::unique_ptr<SqliteArchive>> SqliteArchive::open(Options options) {
  FL_CHECK(options.post != nullptr && options.threads > 0);
  std::vector<std::unique_ptr<Database>> connections;
  for (std::size_t i = 0; i < options.threads; ++i) {
    FL_TRY(auto connection, open_reader({options.store_path, options.vfs}));
    FL_TRY_VOID(attach_views(*connection, options.views_path));
    connections.push_back(std::move(connection));
  }
  return std::unique_ptr<SqliteArchive>(
      // check_tree: allow new: the constructor is private, and the pointer is owned at once
      new SqliteArchive(std::move(options), std::move(connections)));
}

SqliteArchive::SqliteArchive(Options options, std::vector<std::unique_ptr<Database>> connections)
    : options_(std::move(options)), connections_(std::move(connections)) {
  for (const auto& connection : connections_) {
    threads_.emplace_back([this, database = connection.get()] { run(*database); });
  }
}

SqliteArchive::~SqliteArchive() {
  {
    const std::lock_guard guard(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void SqliteArchive::run(Database& database) {
  for (;;) {
    Question question;
    {
      std::unique_lock guard(mutex_);
      wake_.wait(guard, [this] { return is_stopping_ || !queue_.empty(); });
      if (is_stopping_) return;
      question = std::move(queue_.front());
      queue_.pop_front();
    }
    options_.post(question(database));
  }
}

bool SqliteArchive::enqueue(Question question) {
  {
    const std::lock_guard guard(mutex_);
    if (queue_.size() >= options_.queue_limit) return false;
    queue_.push_back(std::move(question));
  }
  wake_.notify_one();
  return true;
}

template <class T>
void SqliteArchive::ask(ports::Done<T> done, std::function<Result<T>(Database&)> query) {
  const bool is_queued =
      enqueue([done, query = std::move(query)](Database& database) -> std::function<void()> {
        Result<T> answer = query(database);
        if (!answer) answer = told(answer.error());
        return [done, answer = std::move(answer)]() mutable { done(std::move(answer)); };
      });
  if (is_queued) return;
  options_.post([done = std::move(done)] {
    done(unavailable("archive.busy", "Too many questions wait for the archive."));
  });
}

void SqliteArchive::messages(WorkspaceId workspace, ports::MessageQuery query,
                             ports::Done<ports::Messages> done) {
  ask<ports::Messages>(std::move(done), [workspace = std::move(workspace), query](Database& db) {
    return find_messages(db, workspace, query);
  });
}

void SqliteArchive::customer(WorkspaceId workspace, CustomerId id,
                             ports::Done<std::optional<ports::CustomerRow>> done) {
  ask<std::optional<ports::CustomerRow>>(std::move(done),
                                         [workspace = std::move(workspace), id](Database& db) {
                                           return find_customer(db, workspace, id);
                                         });
}

void SqliteArchive::customer_by_external_id(WorkspaceId workspace, std::string external_id,
                                            ports::Done<std::optional<ports::CustomerRow>> done) {
  ask<std::optional<ports::CustomerRow>>(
      std::move(done),
      [workspace = std::move(workspace), external_id = std::move(external_id)](Database& db) {
        return find_customer_by_external_id(db, workspace, external_id);
      });
}

void SqliteArchive::customers(WorkspaceId workspace, ports::CustomerQuery query,
                              ports::Done<ports::Page<ports::CustomerRow>> done) {
  ask<ports::Page<ports::CustomerRow>>(
      std::move(done), [workspace = std::move(workspace), query = std::move(query)](Database& db) {
        return find_customers(db, workspace, query);
      });
}

void SqliteArchive::file(WorkspaceId workspace, FileId id,
                         ports::Done<std::optional<ports::FileRow>> done) {
  ask<std::optional<ports::FileRow>>(
      std::move(done), [workspace = std::move(workspace), id = std::move(id)](Database& db) {
        return find_file(db, workspace, id);
      });
}

void SqliteArchive::notes(WorkspaceId workspace, CustomerId customer,
                          ports::Done<std::vector<ports::NoteRow>> done) {
  ask<std::vector<ports::NoteRow>>(std::move(done),
                                   [workspace = std::move(workspace), customer](Database& db) {
                                     return find_notes(db, workspace, customer);
                                   });
}

void SqliteArchive::draft(WorkspaceId workspace, ConversationId conversation, UserId user,
                          ports::Done<std::optional<ports::DraftRow>> done) {
  ask<std::optional<ports::DraftRow>>(
      std::move(done), [workspace = std::move(workspace), conversation, user = std::move(user)](
                           Database& db) { return find_draft(db, workspace, conversation, user); });
}

void SqliteArchive::survey(WorkspaceId workspace, ConversationId conversation,
                           ports::Done<std::optional<ports::SurveyRow>> done) {
  ask<std::optional<ports::SurveyRow>>(
      std::move(done), [workspace = std::move(workspace), conversation](Database& db) {
        return find_survey(db, workspace, conversation);
      });
}

void SqliteArchive::audit(WorkspaceId workspace, ports::AuditQuery query,
                          ports::Done<ports::Page<ports::AuditRow>> done) {
  ask<ports::Page<ports::AuditRow>>(
      std::move(done), [workspace = std::move(workspace), query = std::move(query)](Database& db) {
        return find_audit(db, workspace, query);
      });
}

void SqliteArchive::records(WorkspaceId workspace, std::uint64_t since, std::size_t limit,
                            ports::Done<std::vector<ports::Record>> done) {
  ask<std::vector<ports::Record>>(
      std::move(done),
      [workspace = std::move(workspace), since,
       limit](Database& db) -> Result<std::vector<ports::Record>> {
        std::vector<ports::Record> found;
        FL_TRY_VOID(read_records(db, workspace, since, std::min(limit, limits::records),
                                 [&](const ports::Record& record) { found.push_back(record); }));
        return found;
      });
}

void SqliteArchive::conversations(WorkspaceId workspace, ports::ConversationQuery query,
                                  ports::Done<ports::Page<ports::ConversationLine>> done) {
  ask<ports::Page<ports::ConversationLine>>(
      std::move(done), [workspace = std::move(workspace), query = std::move(query)](Database& db) {
        return find_conversations(db, workspace, query);
      });
}

void SqliteArchive::contacts(WorkspaceId workspace, ports::ContactQuery query,
                             ports::Done<ports::Page<ports::ContactLine>> done) {
  ask<ports::Page<ports::ContactLine>>(
      std::move(done), [workspace = std::move(workspace), query = std::move(query)](Database& db) {
        return find_contacts(db, workspace, query);
      });
}

void SqliteArchive::report(WorkspaceId workspace, ports::ReportQuery query,
                           ports::Done<std::vector<ports::ReportRow>> done) {
  ask<std::vector<ports::ReportRow>>(
      std::move(done), [workspace = std::move(workspace), query = std::move(query)](Database& db) {
        return count_contacts(db, workspace, query);
      });
}

void SqliteArchive::recent_waits(WorkspaceId workspace, QueueId queue, Time since,
                                 ports::Done<std::vector<Duration>> done) {
  ask<std::vector<Duration>>(std::move(done), [workspace = std::move(workspace),
                                               queue = std::move(queue), since](Database& db) {
    return find_recent_waits(db, workspace, queue, since);
  });
}

}  // namespace firstline::sql
