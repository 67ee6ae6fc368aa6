// What a desk is told without asking (docs/protocol.md, "Live socket"). A frame's type is its name
// here, in the dotted form of the journal's events: OfferMade is "offer.made".
#pragma once

#include "app/view.hpp"

namespace firstline::app::view {

// ---- numbered: what happened; each comes from one event of the journal ----

namespace frame {

struct OfferMade {
  Offer offer;
  friend bool operator==(const OfferMade&, const OfferMade&) = default;
};

struct OfferAccepted {  // to the other desks of the agent
  OfferId offer;
  WorkId work;
  AgentId agent;
  std::optional<WorkItem> item;
  friend bool operator==(const OfferAccepted&, const OfferAccepted&) = default;
};

struct OfferDeclined {
  OfferId offer;
  AgentId agent;
  friend bool operator==(const OfferDeclined&, const OfferDeclined&) = default;
};

struct OfferExpired {
  OfferId offer;
  AgentId agent;
  Time paused_until;
  bool is_break = false;  // too many in a row: the agent is on a break now
  friend bool operator==(const OfferExpired&, const OfferExpired&) = default;
};

struct OfferWithdrawn {
  OfferId offer;
  routing::WithdrawalReason reason = routing::WithdrawalReason::customer_left;
  friend bool operator==(const OfferWithdrawn&, const OfferWithdrawn&) = default;
};

struct WorkStarted {  // taken over or reopened: to whoever has it now
  WorkItem item;
  friend bool operator==(const WorkStarted&, const WorkStarted&) = default;
};

struct WorkReturned {
  WorkId work;
  ConversationId conversation;
  routing::ReturnReason reason = routing::ReturnReason::agent_gone;
  friend bool operator==(const WorkReturned&, const WorkReturned&) = default;
};

struct WorkTransferred {
  WorkId work;
  ConversationId conversation;
  AgentId by;
  QueueId queue;
  AgentId agent;
  friend bool operator==(const WorkTransferred&, const WorkTransferred&) = default;
};

struct WorkTakenOver {
  WorkId work;
  ConversationId conversation;
  AgentId by;
  friend bool operator==(const WorkTakenOver&, const WorkTakenOver&) = default;
};

struct WrapUpStarted {
  WorkId work;
  ConversationId conversation;
  Time until;
  friend bool operator==(const WrapUpStarted&, const WrapUpStarted&) = default;
};

struct WorkEnded {
  WorkId work;
  ConversationId conversation;
  routing::WorkOutcome outcome = routing::WorkOutcome::handled;
  routing::WorkEndReason reason = routing::WorkEndReason::completed;
  friend bool operator==(const WorkEnded&, const WorkEnded&) = default;
};

struct PresenceChanged {
  AgentId agent;
  routing::Presence presence = routing::Presence::offline;
  std::string reason;
  routing::PresenceCause cause = routing::PresenceCause::chosen;
  AgentState state;
  friend bool operator==(const PresenceChanged&, const PresenceChanged&) = default;
};

struct MessageAdded {
  Message message;
  friend bool operator==(const MessageAdded&, const MessageAdded&) = default;
};

struct MessagesRead {
  ConversationId conversation;
  conversation::AuthorKind reader = conversation::AuthorKind::customer;
  std::uint64_t up_to = 0;
  friend bool operator==(const MessagesRead&, const MessagesRead&) = default;
};

struct ConversationChanged {  // any other change
  Conversation conversation;
  friend bool operator==(const ConversationChanged&, const ConversationChanged&) = default;
};

struct DraftSaved {  // to the other desks of the agent
  ConversationId conversation;
  std::string text;
  Time at;
  friend bool operator==(const DraftSaved&, const DraftSaved&) = default;
};

struct CatalogReplaced {
  std::uint64_t version = 0;
  friend bool operator==(const CatalogReplaced&, const CatalogReplaced&) = default;
};

}  // namespace frame

using DeskFrame =
    std::variant<frame::OfferMade, frame::OfferAccepted, frame::OfferDeclined, frame::OfferExpired,
                 frame::OfferWithdrawn, frame::WorkStarted, frame::WorkReturned,
                 frame::WorkTransferred, frame::WorkTakenOver, frame::WrapUpStarted,
                 frame::WorkEnded, frame::PresenceChanged, frame::MessageAdded, frame::MessagesRead,
                 frame::ConversationChanged, frame::DraftSaved, frame::CatalogReplaced>;

// ---- unnumbered: what is true now and not worth a replay ----

namespace signal {

struct Typing {
  ConversationId conversation;
  conversation::AuthorKind who = conversation::AuthorKind::customer;
  AgentId agent;  // when an agent types; else left out
  bool is_typing = false;
  std::optional<std::string> text;  // never of a customer; left out when empty
  friend bool operator==(const Typing&, const Typing&) = default;
};

struct AgentsChanged {  // "agents"
  std::vector<Colleague> items;
  friend bool operator==(const AgentsChanged&, const AgentsChanged&) = default;
};

struct FloorChanged {  // "floor"; its data is the floor itself
  Floor floor;
  friend bool operator==(const FloorChanged&, const FloorChanged&) = default;
};

struct SessionEnded {
  std::string reason;
  friend bool operator==(const SessionEnded&, const SessionEnded&) = default;
};

}  // namespace signal

using DeskSignal =
    std::variant<signal::Typing, signal::AgentsChanged, signal::FloorChanged, signal::SessionEnded>;

}  // namespace firstline::app::view
