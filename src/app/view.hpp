// What people are shown: plain structs, one per shape of docs/protocol.md, filled by the use cases
// and turned into text by `wire` alone. See also view_visitor.hpp, view_frames.hpp,
// view_answers.hpp.
//
// On the wire a member has the name it has here; a Duration gains "_ms", a Time is RFC 3339. An id
// that names nothing and an empty optional are `null`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "domain/access/access.hpp"
#include "domain/catalog/catalog.hpp"
#include "domain/conversation/event.hpp"
#include "domain/customer/customer.hpp"
#include "domain/ids.hpp"
#include "domain/planning/telling.hpp"
#include "domain/routing/event.hpp"
#include "ports/rows.hpp"

namespace firstline::app::view {

// JSON that is kept and shown as it is: the settings of a desk, the hints of a site (rows keep
// these as text). One object; empty text is the empty object.
struct Opaque {
  std::string json;
  friend bool operator==(const Opaque&, const Opaque&) = default;
};

// ---- people ----

struct User {
  UserId key;
  std::string name;
  std::string email;
  access::Role role = access::Role::agent;
  std::vector<access::Permission> permissions;  // effective
  std::vector<access::Permission> granted;
  std::vector<access::Permission> revoked;
  std::optional<std::string> locale;  // none: by browser
  bool has_totp = false;
  ports::UserState state = ports::UserState::active;
  Time created_at;
  friend bool operator==(const User&, const User&) = default;
};

struct AgentState {
  AgentId agent;
  std::string name;
  routing::Presence presence = routing::Presence::offline;
  std::string reason;  // of a break
  Time since;
  routing::AgentActivity activity = routing::AgentActivity::offline;
  bool is_connected = false;
  int used = 0;
  int budget = catalog::budget;
  std::map<catalog::Channel, int> counts;  // works held, by channel; those with any
  std::vector<QueueId> queues;
  TeamId team;
  int waiting_for_agent = 0;  // conversations whose customer waits for this agent
  std::optional<Time> oldest_wait_since;
  friend bool operator==(const AgentState&, const AgentState&) = default;
};

// An agent as colleagues see them.
struct Colleague {
  AgentId agent;
  std::string name;
  routing::AgentActivity activity = routing::AgentActivity::offline;
  int used = 0;
  friend bool operator==(const Colleague&, const Colleague&) = default;
};

struct WebPage {  // where the customer is on the site; a hint
  std::string url;
  std::string title;
  friend bool operator==(const WebPage&, const WebPage&) = default;
};

struct CartItem {
  std::string name;
  int quantity = 1;
  std::string price;  // of one; a decimal number
  friend bool operator==(const CartItem&, const CartItem&) = default;
};

struct Cart {  // a hint of the site
  std::string currency;
  std::string total;
  std::vector<CartItem> items;
  friend bool operator==(const Cart&, const Cart&) = default;
};

struct Customer {
  CustomerId id;
  std::string name;
  customer::Identity identity = customer::Identity::unknown;
  std::optional<std::string> external_id;
  std::string locale;
  Time first_seen;
  int contacts = 0;            // conversations so far, this one included
  std::optional<Opaque> page;  // a WebPage, as the row keeps it
  std::optional<Opaque> cart;  // a Cart, as the row keeps it
  bool is_blocked = false;
  friend bool operator==(const Customer&, const Customer&) = default;
};

// ---- conversations ----

struct WaitingFor {  // who waits for the other, since when
  conversation::Waiting who = conversation::Waiting::nobody;
  std::optional<Time> since;
  friend bool operator==(const WaitingFor&, const WaitingFor&) = default;
};

struct Survey {
  conversation::SurveyState state = conversation::SurveyState::none;
  int effort = 0;
  std::string comment;
  friend bool operator==(const Survey&, const Survey&) = default;
};

struct LastMessage {
  std::string text;
  Time at;
  conversation::AuthorKind author_kind = conversation::AuthorKind::system;
  friend bool operator==(const LastMessage&, const LastMessage&) = default;
};

struct Conversation {
  ConversationId id;
  Customer customer;
  catalog::Channel channel = catalog::Channel::chat;
  QueueId queue;
  EntryPointId entry_point;
  std::string locale;
  Time opened_at;
  conversation::Phase phase = conversation::Phase::open;
  AgentId agent;
  AgentId last_agent;
  WorkId work;
  std::uint64_t last_seq = 0;
  std::uint64_t read_by_customer = 0;
  std::uint64_t read_by_agent = 0;
  WaitingFor waiting;
  Duration reply_target{};
  bool is_customer_here = false;
  std::optional<Time> customer_gone_since;
  std::optional<Time> idle_closes_at;
  std::optional<Time> closed_at;
  std::optional<conversation::CloseReason> close_reason;
  std::string outcome;
  Survey survey;
  int reopened = 0;
  std::optional<LastMessage> last_message;
  friend bool operator==(const Conversation&, const Conversation&) = default;
};

struct Attachment {
  FileId id;
  std::string name;
  std::string type;
  std::uint64_t size = 0;
  std::optional<int> width, height;  // of an image
  std::string url;                   // "/api/v1/files/…"
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

struct MessageAuthor {
  conversation::AuthorKind kind = conversation::AuthorKind::system;
  AgentId agent;
  std::string name;
  friend bool operator==(const MessageAuthor&, const MessageAuthor&) = default;
};

struct Message {
  MessageId id;
  ConversationId conversation;
  std::uint64_t seq = 0;
  Time at;
  MessageAuthor author;
  conversation::Visibility visibility = conversation::Visibility::everyone;
  conversation::MessageKind kind = conversation::MessageKind::text;
  std::string text;
  std::vector<Attachment> attachments;
  std::string client_id;
  friend bool operator==(const Message&, const Message&) = default;
};

// ---- work ----

struct Offer {
  OfferId id;
  WorkId work;
  Conversation conversation;
  catalog::Channel channel = catalog::Channel::chat;
  QueueId queue;
  Time made_at;
  Time until;
  int cost = 0;
  int used_after = 0;
  Time enqueued_at;
  routing::ChoiceReason reason = routing::ChoiceReason::longest_idle;
  std::vector<Message> messages;  // the latest 30, a preview
  friend bool operator==(const Offer&, const Offer&) = default;
};

struct Draft {
  std::string text;
  Time at;
  friend bool operator==(const Draft&, const Draft&) = default;
};

struct WorkItem {
  WorkId id;
  int slot = 0;
  routing::WorkState state = routing::WorkState::active;
  catalog::Channel channel = catalog::Channel::chat;
  QueueId queue;
  Conversation conversation;
  Time answered_at;
  std::optional<Time> wrap_up_until;
  int cost = 0;
  std::vector<Message> messages;  // the latest 30
  std::optional<Draft> draft;
  friend bool operator==(const WorkItem&, const WorkItem&) = default;
};

// ---- the floor ----

struct ServiceLevelLive {
  std::string id;               // "SL-3"
  std::optional<double> value;  // 0…1; none: no data yet
  Duration threshold{};
  std::uint64_t answered = 0, answered_within = 0;
  std::uint64_t abandoned = 0, abandoned_within = 0, abandoned_short = 0;
  friend bool operator==(const ServiceLevelLive&, const ServiceLevelLive&) = default;
};

struct Wait {  // none: we don't know yet
  std::optional<Duration> p50, p90;
  friend bool operator==(const Wait&, const Wait&) = default;
};

using PlaceCause = planning::Cause;

struct MeasuredWait {
  std::optional<Duration> p50, p90;
  std::uint64_t samples = 0;
  friend bool operator==(const MeasuredWait&, const MeasuredWait&) = default;
};

struct LiveWait {  // for one who would come now
  std::optional<Duration> p50, p90;
  std::uint64_t samples = 0;                     // works its handle time was learnt from
  std::uint64_t measured = 0;                    // waits that were told and have ended
  std::optional<double> within_p50, within_p90;  // of the latest of these
  friend bool operator==(const LiveWait&, const LiveWait&) = default;
};

struct QueueLive {
  QueueId queue;
  std::string name;
  bool is_open = true;
  std::uint64_t waiting = 0;
  std::optional<Time> oldest_since;
  ServiceLevelLive service_level;  // since the workspace's midnight
  std::uint64_t agents_ready = 0;
  std::uint64_t agents_on = 0;
  LiveWait wait;
  friend bool operator==(const QueueLive&, const QueueLive&) = default;
};

struct FloorConversation {
  ConversationId conversation;
  std::string customer;  // name
  AgentId agent;
  catalog::Channel channel = catalog::Channel::chat;
  QueueId queue;
  Time opened_at;
  WaitingFor waiting;
  conversation::Phase phase = conversation::Phase::open;
  friend bool operator==(const FloorConversation&, const FloorConversation&) = default;
};

struct FloorWork {  // waits for an agent
  WorkId work;
  ConversationId conversation;
  std::string customer;  // name
  QueueId queue;
  catalog::Channel channel = catalog::Channel::chat;
  Time enqueued_at;
  Duration priority{};
  std::uint64_t position = 0;
  Wait wait;
  std::optional<PlaceCause> cause;  // of the last change that was not a step forward
  friend bool operator==(const FloorWork&, const FloorWork&) = default;
};

struct Floor {
  Time now;
  std::vector<QueueLive> queues;
  std::vector<AgentState> agents;
  std::vector<FloorConversation> conversations;  // the 200 that wait longest
  std::vector<FloorWork> waiting;
  friend bool operator==(const Floor&, const Floor&) = default;
};

// ---- the desk ----

struct Workspace {
  WorkspaceId key;
  std::string name;
  friend bool operator==(const Workspace&, const Workspace&) = default;
};

struct DeskQueue {
  QueueId queue;
  std::string name;
  bool is_open = true;
  Duration reply_target{};
  std::vector<std::string> outcomes;
  friend bool operator==(const DeskQueue&, const DeskQueue&) = default;
};

// What may be sent, so that a client can say so before it sends.
struct Limits {
  std::uint64_t message_characters = 0;
  std::uint64_t file_bytes = 0;
  friend bool operator==(const Limits&, const Limits&) = default;
};

struct DeskSnapshot {
  std::uint64_t seq = 0;
  Time now;
  User me;
  Workspace workspace;
  AgentState presence;
  std::vector<Offer> offers;
  std::vector<WorkItem> active;
  std::vector<Colleague> agents;
  std::vector<DeskQueue> queues;
  std::vector<catalog::CannedReply> canned_replies;
  std::vector<std::string> break_reasons;
  Limits limits;
  Opaque settings;
  friend bool operator==(const DeskSnapshot&, const DeskSnapshot&) = default;
};

}  // namespace firstline::app::view
