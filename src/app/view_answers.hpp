// What people and scripts are answered: the `data` of the live socket and the bodies of REST that
// are more than one value of view.hpp.
#pragma once

#include "app/view.hpp"

namespace firstline::app::view {

// ---- live socket ----

struct Nothing {
  friend bool operator==(const Nothing&, const Nothing&) = default;
};

struct Resumed {
  std::uint64_t seq = 0;
  friend bool operator==(const Resumed&, const Resumed&) = default;
};

struct PresenceSet {
  AgentState presence;
  friend bool operator==(const PresenceSet&, const PresenceSet&) = default;
};

struct WorkTaken {  // accepted, taken over, taken back, reopened
  WorkItem work;
  friend bool operator==(const WorkTaken&, const WorkTaken&) = default;
};

struct Sent {
  MessageId id;
  std::uint64_t seq = 0;
  Time at;
  friend bool operator==(const Sent&, const Sent&) = default;
};

struct Messages {
  std::vector<Message> items;  // ascending seq
  bool has_more = false;
  friend bool operator==(const Messages&, const Messages&) = default;
};

struct DraftKept {
  Time at;
  friend bool operator==(const DraftKept&, const DraftKept&) = default;
};

struct Watched {
  Conversation conversation;
  std::vector<Message> messages;
  friend bool operator==(const Watched&, const Watched&) = default;
};

struct Note {
  std::string id;
  UserId by;
  std::string name;
  Time at;
  std::string text;
  friend bool operator==(const Note&, const Note&) = default;
};

struct Notes {
  std::vector<Note> items;
  friend bool operator==(const Notes&, const Notes&) = default;
};

struct NoteAdded {
  std::string id;
  Time at;
  friend bool operator==(const NoteAdded&, const NoteAdded&) = default;
};

struct PastConversation {
  ConversationId conversation;
  catalog::Channel channel = catalog::Channel::chat;
  Time opened_at;
  std::optional<Time> closed_at;
  std::string outcome;
  AgentId agent;
  int effort = 0;
  std::string first_text;
  friend bool operator==(const PastConversation&, const PastConversation&) = default;
};

struct History {
  std::vector<PastConversation> items;
  friend bool operator==(const History&, const History&) = default;
};

// ---- REST: the person signed in ----

struct SignedIn {
  std::string token;
  User user;
  friend bool operator==(const SignedIn&, const SignedIn&) = default;
};

struct Me {
  User user;
  std::optional<AgentState> agent;  // none: nobody who answers customers
  std::vector<access::Permission> permissions;
  Workspace workspace;
  routing::Presence presence = routing::Presence::offline;
  friend bool operator==(const Me&, const Me&) = default;
};

struct WorkItems {
  std::vector<Offer> offers;
  std::vector<WorkItem> active;
  friend bool operator==(const WorkItems&, const WorkItems&) = default;
};

struct TotpSecret {
  std::string secret;
  std::string uri;  // otpauth://
  friend bool operator==(const TotpSecret&, const TotpSecret&) = default;
};

// ---- REST: users ----

struct Users {
  std::vector<User> items;
  friend bool operator==(const Users&, const Users&) = default;
};

struct Invited {
  User user;
  std::optional<std::string> link;  // shown when it could not be mailed
  bool mailed = false;
  friend bool operator==(const Invited&, const Invited&) = default;
};

struct PasswordLink {
  std::optional<std::string> link;
  bool mailed = false;
  friend bool operator==(const PasswordLink&, const PasswordLink&) = default;
};

struct PasswordToken {
  ports::TokenPurpose purpose = ports::TokenPurpose::invite;
  std::string name;
  std::string email;
  friend bool operator==(const PasswordToken&, const PasswordToken&) = default;
};

struct WidgetSecret {
  std::string secret;  // shown once
  friend bool operator==(const WidgetSecret&, const WidgetSecret&) = default;
};

// ---- REST: lists; `next` is a cursor, none at the end ----

struct Conversations {
  std::vector<Conversation> items;
  std::optional<std::string> next;
  friend bool operator==(const Conversations&, const Conversations&) = default;
};

struct Customers {
  std::vector<Customer> items;
  std::optional<std::string> next;
  friend bool operator==(const Customers&, const Customers&) = default;
};

struct AuditLine {
  std::string id;
  Time at;
  UserId who;
  std::string what;
  std::string target;
  std::string detail;
  std::string from;
  friend bool operator==(const AuditLine&, const AuditLine&) = default;
};

struct Audit {
  std::vector<AuditLine> items;
  std::optional<std::string> next;
  friend bool operator==(const Audit&, const Audit&) = default;
};

// ---- REST: why the router decided as it did ----

struct Candidate {
  AgentId agent;
  std::string name;
  bool is_eligible = false;
  std::string reason;  // why not, or what decided: "not_ready", "skill", "capacity", "chosen" …
  int used = 0;        // of the budget, before the work
  std::optional<Time> idle_since;
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

struct Decision {  // one offer
  std::uint64_t seq = 0;
  Time at;
  OfferId offer;
  AgentId agent;
  routing::ChoiceReason reason = routing::ChoiceReason::longest_idle;
  std::uint64_t catalog_version = 0;
  std::string outcome;  // "accepted", "declined", "expired", "withdrawn", "open"
  std::vector<Candidate> candidates;
  friend bool operator==(const Decision&, const Decision&) = default;
};

struct Explanation {
  WorkId work;
  ConversationId conversation;
  QueueId queue;
  Time enqueued_at;
  Duration priority{};
  std::vector<catalog::SkillLevel> required;
  std::vector<Decision> decisions;
  friend bool operator==(const Explanation&, const Explanation&) = default;
};

// ---- REST: reports ----

struct Formula {
  std::string id;
  std::string formula;
  friend bool operator==(const Formula&, const Formula&) = default;
};

struct ReportCell {
  Time from, to;
  QueueId queue;
  AgentId agent;
  std::map<std::string, std::optional<double>> values;  // by formula; none: no data yet
  std::map<std::string, std::uint64_t> counts;
  std::string events;  // the address of the contacts it was computed from
  friend bool operator==(const ReportCell&, const ReportCell&) = default;
};

struct Report {
  std::string report;
  std::optional<Duration> threshold;  // none: each queue's own target
  std::vector<Formula> formulas;
  std::vector<ReportCell> items;
  friend bool operator==(const Report&, const Report&) = default;
};

struct ReportKind {
  std::string id;
  std::string formula;
  std::string text;
  friend bool operator==(const ReportKind&, const ReportKind&) = default;
};

struct ReportKinds {
  std::vector<ReportKind> items;
  friend bool operator==(const ReportKinds&, const ReportKinds&) = default;
};

struct Contact {
  ConversationId conversation;
  WorkId work;
  CustomerId customer;
  QueueId queue;
  AgentId agent;
  Time enqueued_at;
  std::optional<Time> answered_at;
  std::optional<Time> ended_at;
  Duration wait{}, talk{}, wrap_up{}, attention{};
  std::optional<routing::WorkOutcome> outcome;  // none: not ended yet
  int effort = 0;
  friend bool operator==(const Contact&, const Contact&) = default;
};

struct Contacts {
  std::vector<Contact> items;
  std::optional<std::string> next;
  friend bool operator==(const Contacts&, const Contacts&) = default;
};

// ---- REST: the journal's public events ----

struct PublicEvent {
  std::uint64_t seq = 0;
  Time at;
  std::string type;
  Opaque data;
  friend bool operator==(const PublicEvent&, const PublicEvent&) = default;
};

struct PublicEvents {
  std::vector<PublicEvent> items;
  std::uint64_t next = 0;  // the `since` of the next request
  friend bool operator==(const PublicEvents&, const PublicEvents&) = default;
};

// ---- planning ----

struct Staffing {
  int agents = 0;     // answering
  int scheduled = 0;  // with shrinkage
  double wait_probability = 0;
  double service_level = 0;
  double abandonment = 0;
  double occupancy = 0;
  std::optional<Duration> mean_wait;  // none: the line grows without end
  friend bool operator==(const Staffing&, const Staffing&) = default;
};

struct StaffingPlan {
  double erlangs = 0;
  std::optional<Staffing> needed;  // none: nobody could
  std::optional<Staffing> asked;   // for the agents that were asked for
  std::vector<Staffing> curve;     // around the number needed
  friend bool operator==(const StaffingPlan&, const StaffingPlan&) = default;
};

}  // namespace firstline::app::view
