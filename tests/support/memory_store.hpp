// Store and Archive in memory: the same contract as the one on disk, for tests and simulations.
// Everything happens on one thread. What a batch says is "durable" when append() has run it, unless
// a fault is on; answers are posted, never given inside the call.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "ports/archive.hpp"
#include "ports/store.hpp"

namespace firstline::testing {

// The rows of one workspace, by their keys.
struct MemoryRows {
  std::vector<ports::Record> records;
  std::optional<ports::Snapshot> snapshot;
  std::map<UserId, ports::UserRow> users;
  std::map<std::string, ports::SessionRow> sessions;
  std::map<std::string, ports::TokenRow> tokens;
  std::map<CustomerId, ports::CustomerRow> customers;
  std::map<std::pair<ConversationId, std::uint64_t>, ports::MessageRow> messages;
  std::map<FileId, ports::FileRow> files;
  std::vector<ports::NoteRow> notes;
  std::map<std::pair<ConversationId, UserId>, ports::DraftRow> drafts;
  std::map<ConversationId, ports::SurveyRow> surveys;
  std::map<std::pair<Time, std::string>, ports::AuditRow> audit;
  std::map<std::string, ports::SecretRow> secrets;
  std::map<std::pair<std::string, std::string>, ports::IdempotencyRow> idempotency;
  std::map<EffectId, ports::MailRow> mails;
};

class MemoryStore final : public ports::Store, public ports::Archive {
 public:
  // `post` runs a function on the floor, later.
  explicit MemoryStore(std::function<void(std::function<void()>)> post);

  // ---- faults ----
  void hold();       // a slow disk: writes wait …
  void release();    // … and are done now, in order
  void lose_held();  // the process ended before they were durable; their answers never come
  void set_full(bool is_full) { is_full_ = is_full; }

  // ---- Store ----
  void append(std::vector<ports::Batch> batches, std::function<void(Result<void>)> done) override;
  void save_snapshot(WorkspaceId workspace, ports::Snapshot snapshot,
                     std::function<void(Result<void>)> done) override;
  void probe(std::function<void(Result<void>)> done) override;
  std::vector<ports::WorkspaceRow> load_workspaces() override;
  std::optional<ports::Snapshot> load_snapshot(const WorkspaceId& workspace) override;
  Result<void> load_records(const WorkspaceId& workspace, std::uint64_t since,
                            const std::function<void(const ports::Record&)>& each) override;
  Directory load_directory(const WorkspaceId& workspace, Time now) override;

  // ---- Archive ----
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
  struct SnapshotOf {
    WorkspaceId workspace;
    ports::Snapshot snapshot;
  };
  struct Probe {};
  struct Job {
    std::variant<std::vector<ports::Batch>, SnapshotOf, Probe> what;
    std::function<void(Result<void>)> done;
  };

  void submit(Job job);
  void write(const Job& job);
  void write(const ports::Batch& batch);
  void write_row(MemoryRows& rows, const ports::Row& row);

  template <class T>
  void answer(const ports::Done<T>& done, T value) {
    post_([done, value = std::move(value)]() mutable { done(std::move(value)); });
  }

  std::function<void(std::function<void()>)> post_;
  bool is_full_ = false;
  bool is_held_ = false;
  std::vector<Job> held_;
  std::map<WorkspaceId, ports::WorkspaceRow> workspaces_;
  std::map<WorkspaceId, MemoryRows> rows_;
};

}  // namespace firstline::testing
