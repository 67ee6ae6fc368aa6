// Reading what is durable: rows of the store and the read models of the projector. Never the
// operational path: decisions are made from the engine's state.
// Queries run on a small pool of their own; every `done` is called on the floor.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "domain/ids.hpp"
#include "domain/metrics/service_level.hpp"
#include "ports/rows.hpp"
#include "ports/store.hpp"

namespace firstline::ports {

template <class T>
using Done = std::function<void(Result<T>)>;

template <class T>
struct Page {
  std::vector<T> items;
  std::string next;  // cursor; empty at the end
};

struct MessageQuery {
  ConversationId conversation;
  std::optional<std::uint64_t> after{};  // seq: the first ones behind it …
  std::uint64_t before = 0;              // … or the latest before this one; 0: no bound
  std::size_t limit = 50;
  bool is_public_only = false;  // visibility everyone: what the customer may see
};

struct Messages {
  std::vector<MessageRow> items;  // ascending seq; the latest `limit` unless `after` is given
  std::vector<FileRow> files;     // of their attachments
  bool has_more = false;
};

// One line of the conversation list (views.db).
struct ConversationLine {
  ConversationId conversation;
  CustomerId customer;
  std::string customer_name;
  catalog::Channel channel = catalog::Channel::chat;
  QueueId queue;
  EntryPointId entry_point;
  AgentId agent;  // the last one
  Time opened_at;
  std::optional<Time> closed_at;
  conversation::CloseReason close_reason = conversation::CloseReason::agent;
  std::string outcome;
  int effort = 0;
  conversation::SurveyState survey = conversation::SurveyState::none;
  std::uint64_t last_seq = 0;
  std::string first_text;  // beginning of the customer's first message
  std::string locale;
};

struct ConversationQuery {
  ConversationId id;  // exactly this one, when given
  std::optional<conversation::Phase> phase;
  QueueId queue;
  AgentId agent;
  CustomerId customer;
  std::optional<Time> from, to;  // opened
  std::string text;              // full text of messages
  std::size_t limit = 50;
  std::string cursor;
};

// One contact with a queue: a work from enqueueing to its end (views.db). Every number of a report
// is computed from these and opens them.
struct ContactLine {
  WorkId work;
  ConversationId conversation;
  CustomerId customer;
  QueueId queue;
  AgentId agent;
  catalog::Channel channel = catalog::Channel::chat;
  Time enqueued_at;
  std::optional<Time> answered_at;
  std::optional<Time> ended_at;
  bool is_abandoned = false;
  Duration wait{}, talk{}, wrap_up{}, attention{};
  int effort = 0;
  bool was_asked = false;
};

enum class ContactKind {
  any,
  answered,
  answered_within,
  abandoned,
  abandoned_within,
  handled,
  asked,
  effort_answered
};

struct ContactQuery {
  std::optional<Time> from, to;  // answered ones by answer, abandoned ones by their end
  QueueId queue;
  AgentId agent;
  ContactKind kind = ContactKind::any;
  Duration threshold = seconds(20);
  int effort = 0;
  std::size_t limit = 100;
  std::string cursor;
};

enum class GroupBy { none, queue, agent };

struct ReportQuery {
  Time from, to;
  Duration interval{};  // 0: one row for all
  GroupBy group = GroupBy::none;
  QueueId queue;
  AgentId agent;
  Duration threshold{};  // 0: each queue's own target, given in `targets`
  std::vector<std::pair<QueueId, Duration>> targets;
};

// The counts of one cell of a report; the formulas stand in domain/metrics.
struct ReportRow {
  Time from, to;
  QueueId queue;
  AgentId agent;
  metrics::Counts counts;
};

struct CustomerQuery {
  std::string text;             // beginning of the name, or the external id
  std::vector<CustomerId> ids;  // exactly these, when not empty
  std::size_t limit = 50;
  std::string cursor;
};

struct AuditQuery {
  UserId who;
  std::string what;
  std::optional<Time> from, to;
  std::size_t limit = 50;
  std::string cursor;
};

class Archive {
 public:
  virtual ~Archive() = default;

  virtual void messages(WorkspaceId, MessageQuery, Done<Messages>) = 0;
  virtual void customer(WorkspaceId, CustomerId, Done<std::optional<CustomerRow>>) = 0;
  virtual void customer_by_external_id(WorkspaceId, std::string,
                                       Done<std::optional<CustomerRow>>) = 0;
  virtual void customers(WorkspaceId, CustomerQuery, Done<Page<CustomerRow>>) = 0;
  virtual void file(WorkspaceId, FileId, Done<std::optional<FileRow>>) = 0;
  virtual void notes(WorkspaceId, CustomerId, Done<std::vector<NoteRow>>) = 0;
  virtual void draft(WorkspaceId, ConversationId, UserId, Done<std::optional<DraftRow>>) = 0;
  virtual void survey(WorkspaceId, ConversationId, Done<std::optional<SurveyRow>>) = 0;
  virtual void audit(WorkspaceId, AuditQuery, Done<Page<AuditRow>>) = 0;
  virtual void records(WorkspaceId, std::uint64_t since, std::size_t limit,
                       Done<std::vector<Record>>) = 0;

  // From views.db, which may lag the journal by a moment; `projected` says up to where it is.
  virtual void conversations(WorkspaceId, ConversationQuery, Done<Page<ConversationLine>>) = 0;
  virtual void contacts(WorkspaceId, ContactQuery, Done<Page<ContactLine>>) = 0;
  virtual void report(WorkspaceId, ReportQuery, Done<std::vector<ReportRow>>) = 0;
  // Answer times of the last hour per entry point's queue: waits of answered contacts, sorted.
  virtual void recent_waits(WorkspaceId, QueueId, Time since, Done<std::vector<Duration>>) = 0;
};

}  // namespace firstline::ports
