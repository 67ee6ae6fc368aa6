// What happened in routing. Stored for ever: add fields with defaults, never rename or reuse; each
// has a golden file. `evolve` reads nothing but these, so they carry everything that was decided.
#pragma once

#include <string>
#include <variant>

#include "domain/routing/work.hpp"

namespace firstline::routing {

// A piece of work began to wait. From outside.
struct WorkEnqueued {
  WorkId work;
  ConversationId conversation;
  Channel channel = Channel::chat;
  QueueId queue;
  Requirement requirement;
  Time enqueued_at;
  Duration priority = Duration(0);
  Preference preference;
  friend bool operator==(const WorkEnqueued&, const WorkEnqueued&) = default;
};

enum class ChoiceReason { longest_idle, preferred, assigned };

// Decided: this work to this agent until then.
struct OfferMade {
  OfferId offer;
  WorkId work;
  AgentId agent;
  Time until;
  int cost = 0;
  ChoiceReason reason = ChoiceReason::longest_idle;
  std::uint64_t catalog_version = 0;
  friend bool operator==(const OfferMade&, const OfferMade&) = default;
};

// From outside: the agent took it. The slot is fixed until the work ends.
struct OfferAccepted {
  OfferId offer;
  WorkId work;
  AgentId agent;
  int slot = 0;
  friend bool operator==(const OfferAccepted&, const OfferAccepted&) = default;
};

// From outside: the agent said no. The work returns to its place.
struct OfferDeclined {
  OfferId offer;
  WorkId work;
  AgentId agent;
  std::string reason;
  Time not_again_before;  // this work to this agent
  friend bool operator==(const OfferDeclined&, const OfferDeclined&) = default;
};

// Decided by time: nobody answered. The work returns to its place.
struct OfferExpired {
  OfferId offer;
  WorkId work;
  AgentId agent;
  Time paused_until;   // no offer to this agent before
  bool counts = true;  // towards the break; not when the agent's browser was gone
  friend bool operator==(const OfferExpired&, const OfferExpired&) = default;
};

// Decided: the offer ended because the work went elsewhere or the agent did.
enum class WithdrawalReason { customer_left, transferred, taken_over, agent_left };
struct OfferWithdrawn {
  OfferId offer;
  WorkId work;
  AgentId agent;
  WithdrawalReason reason = WithdrawalReason::customer_left;
  friend bool operator==(const OfferWithdrawn&, const OfferWithdrawn&) = default;
};

// From outside: handed to another queue, or kept for one agent first. It keeps its place.
struct WorkTransferred {
  WorkId work;
  AgentId by;
  QueueId queue;
  Requirement requirement;
  Duration priority = Duration(0);
  Preference preference;
  Time not_again_before;  // this work to `by`
  friend bool operator==(const WorkTransferred&, const WorkTransferred&) = default;
};

// Decided: its agent is gone, so it waits again, at its old place.
enum class ReturnReason { agent_gone, agent_offline };
struct WorkReturned {
  WorkId work;
  AgentId agent;
  ReturnReason reason = ReturnReason::agent_gone;
  friend bool operator==(const WorkReturned&, const WorkReturned&) = default;
};

// From outside: a supervisor (or a colleague who was asked) has it now, without an offer.
struct WorkTakenOver {
  WorkId work;
  AgentId from;  // none if it was waiting
  AgentId by;
  int slot = 0;
  int cost = 0;
  friend bool operator==(const WorkTakenOver&, const WorkTakenOver&) = default;
};

// The bounded wait for one person is over; any eligible agent may have it.
struct PreferenceEnded {
  WorkId work;
  friend bool operator==(const PreferenceEnded&, const PreferenceEnded&) = default;
};

// A decline is forgotten: this agent may be offered this work again.
struct ExclusionEnded {
  WorkId work;
  AgentId agent;
  friend bool operator==(const ExclusionEnded&, const ExclusionEnded&) = default;
};

// The pause after an unanswered offer is over.
struct PauseEnded {
  AgentId agent;
  friend bool operator==(const PauseEnded&, const PauseEnded&) = default;
};

// The customer's part ended; the agent writes the last line.
struct WrapUpStarted {
  WorkId work;
  AgentId agent;
  Time until;
  friend bool operator==(const WrapUpStarted&, const WrapUpStarted&) = default;
};

enum class WorkOutcome { handled, abandoned };
enum class WorkEndReason { completed, wrap_up_over, customer_left, closed };

// The work is over: every work ends by exactly one of these.
struct WorkEnded {
  WorkId work;
  AgentId agent;  // none if nobody had it
  WorkOutcome outcome = WorkOutcome::handled;
  WorkEndReason reason = WorkEndReason::completed;
  QueueId queue;  // it was in at the end
  friend bool operator==(const WorkEnded&, const WorkEnded&) = default;
};

enum class PresenceCause { chosen, unanswered, browser_gone, signed_out, removed };
struct PresenceChanged {
  AgentId agent;
  Presence presence = Presence::offline;
  std::string reason;
  PresenceCause cause = PresenceCause::chosen;
  friend bool operator==(const PresenceChanged&, const PresenceChanged&) = default;
};

struct AgentConnected {  // from outside: the first desk opened
  AgentId agent;
  friend bool operator==(const AgentConnected&, const AgentConnected&) = default;
};

struct AgentVanished {  // from outside: the last desk closed; grace begins
  AgentId agent;
  friend bool operator==(const AgentVanished&, const AgentVanished&) = default;
};

using Event = std::variant<WorkEnqueued, OfferMade, OfferAccepted, OfferDeclined, OfferExpired,
                           OfferWithdrawn, WorkTransferred, WorkReturned, WorkTakenOver,
                           PreferenceEnded, ExclusionEnded, PauseEnded, WrapUpStarted, WorkEnded,
                           PresenceChanged, AgentConnected, AgentVanished>;

}  // namespace firstline::routing
