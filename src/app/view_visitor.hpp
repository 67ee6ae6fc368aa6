// What a visitor is shown: the shapes of the widget (docs/protocol.md, "Visitor"). Nothing of the
// inside: no keys of agents, no notes, no other customers.
#pragma once

#include "app/view.hpp"

namespace firstline::app::view {

struct VisitorAgent {
  std::string name;
  friend bool operator==(const VisitorAgent&, const VisitorAgent&) = default;
};

struct VisitorSurvey {
  conversation::SurveyState state = conversation::SurveyState::none;
  int effort = 0;
  friend bool operator==(const VisitorSurvey&, const VisitorSurvey&) = default;
};

struct VisitorConversation {
  ConversationId id;
  conversation::Phase phase = conversation::Phase::open;
  Time opened_at;
  std::optional<Time> closed_at;
  std::optional<VisitorAgent> agent;
  std::uint64_t last_seq = 0;
  std::uint64_t read_by_agent = 0;
  std::optional<conversation::CloseReason> close_reason;
  VisitorSurvey survey;
  std::optional<Time> can_reopen_until;
  bool is_message = false;  // left while nobody was there
  friend bool operator==(const VisitorConversation&, const VisitorConversation&) = default;
};

struct VisitorAuthor {
  conversation::AuthorKind kind = conversation::AuthorKind::system;
  std::string name;
  friend bool operator==(const VisitorAuthor&, const VisitorAuthor&) = default;
};

struct VisitorMessage {
  MessageId id;
  std::uint64_t seq = 0;
  Time at;
  VisitorAuthor author;
  std::string text;
  std::vector<Attachment> attachments;  // the visitor adds the token to their addresses
  std::string client_id;
  friend bool operator==(const VisitorMessage&, const VisitorMessage&) = default;
};

struct Place {
  std::uint64_t position = 0;
  std::optional<Wait> wait;
  Duration waited{};
  std::optional<PlaceCause> cause;  // of the last change that was not a step forward
  bool is_closed = false;
  bool is_staffed = false;
  friend bool operator==(const Place&, const Place&) = default;
};

struct VisitorQueue {
  bool is_open = true;
  bool is_staffed = false;
  std::uint64_t waiting = 0;
  Wait wait;
  friend bool operator==(const VisitorQueue&, const VisitorQueue&) = default;
};

struct VisitorCustomer {
  CustomerId id;
  std::string name;
  customer::Identity identity = customer::Identity::unknown;
  friend bool operator==(const VisitorCustomer&, const VisitorCustomer&) = default;
};

struct VisitorEntryPoint {
  std::string name;
  std::string accent;
  std::map<std::string, std::string> greeting;  // by language
  friend bool operator==(const VisitorEntryPoint&, const VisitorEntryPoint&) = default;
};

struct VisitResult {
  std::string token;
  VisitorCustomer customer;
  std::optional<VisitorConversation> conversation;
  std::vector<VisitorConversation> history;
  VisitorEntryPoint entry_point;
  VisitorQueue queue_live;
  Limits limits;
  Time now;
  friend bool operator==(const VisitResult&, const VisitResult&) = default;
};

// ---- frames of the visitor's socket; a frame's type is its name in snake_case ("agent.joined")
// ----

namespace visitor_frame {

struct Hello {  // first, from the server
  std::optional<VisitorConversation> conversation;
  std::optional<Place> place;
  VisitorQueue queue_live;
  friend bool operator==(const Hello&, const Hello&) = default;
};

struct MessageAdded {  // "message"
  VisitorMessage message;
  friend bool operator==(const MessageAdded&, const MessageAdded&) = default;
};

struct Typing {  // the agent's
  conversation::AuthorKind who = conversation::AuthorKind::agent;
  std::string name;
  bool is_typing = false;
  friend bool operator==(const Typing&, const Typing&) = default;
};

struct Read {  // by the agent
  std::uint64_t up_to = 0;
  friend bool operator==(const Read&, const Read&) = default;
};

struct PlaceChanged {  // "place"; its data is the place itself
  Place place;
  friend bool operator==(const PlaceChanged&, const PlaceChanged&) = default;
};

struct AgentJoined {
  VisitorAgent agent;
  friend bool operator==(const AgentJoined&, const AgentJoined&) = default;
};

struct AgentLeft {
  conversation::LeaveReason reason = conversation::LeaveReason::transferred;
  friend bool operator==(const AgentLeft&, const AgentLeft&) = default;
};

struct IdleWarned {
  Time closes_at;
  friend bool operator==(const IdleWarned&, const IdleWarned&) = default;
};

struct Closed {
  conversation::CloseReason reason = conversation::CloseReason::agent;
  Time at;
  friend bool operator==(const Closed&, const Closed&) = default;
};

struct Reopened {
  friend bool operator==(const Reopened&, const Reopened&) = default;
};

struct SurveyAsked {
  friend bool operator==(const SurveyAsked&, const SurveyAsked&) = default;
};

struct Gone {  // another window ended the conversation
  friend bool operator==(const Gone&, const Gone&) = default;
};

}  // namespace visitor_frame

using VisitorFrame =
    std::variant<visitor_frame::Hello, visitor_frame::MessageAdded, visitor_frame::Typing,
                 visitor_frame::Read, visitor_frame::PlaceChanged, visitor_frame::AgentJoined,
                 visitor_frame::AgentLeft, visitor_frame::IdleWarned, visitor_frame::Closed,
                 visitor_frame::Reopened, visitor_frame::SurveyAsked, visitor_frame::Gone>;

// ---- answers to what a visitor asks ----

struct VisitorSent {
  MessageId id;
  std::uint64_t seq = 0;
  Time at;
  ConversationId conversation;
  friend bool operator==(const VisitorSent&, const VisitorSent&) = default;
};

struct VisitorMessages {
  std::vector<VisitorMessage> items;
  bool has_more = false;
  friend bool operator==(const VisitorMessages&, const VisitorMessages&) = default;
};

struct VisitorSince {
  std::vector<VisitorMessage> items;
  std::optional<VisitorConversation> conversation;
  std::optional<Place> place;
  friend bool operator==(const VisitorSince&, const VisitorSince&) = default;
};

struct VisitorReopened {
  VisitorConversation conversation;
  friend bool operator==(const VisitorReopened&, const VisitorReopened&) = default;
};

// ---- the public contact page ----

struct ContactWorkspace {
  std::string name;
  friend bool operator==(const ContactWorkspace&, const ContactWorkspace&) = default;
};

struct ContactEntryPoint {
  EntryPointId id;
  catalog::EntryPointKind kind = catalog::EntryPointKind::widget;
  std::string name;
  catalog::Channel channel = catalog::Channel::chat;
  bool is_open = true;
  bool is_staffed = false;
  std::uint64_t waiting = 0;
  Wait wait;
  MeasuredWait answer_times;  // of the last hour
  friend bool operator==(const ContactEntryPoint&, const ContactEntryPoint&) = default;
};

struct ContactPage {
  ContactWorkspace workspace;
  std::vector<ContactEntryPoint> entry_points;
  Time now;
  friend bool operator==(const ContactPage&, const ContactPage&) = default;
};

}  // namespace firstline::app::view
