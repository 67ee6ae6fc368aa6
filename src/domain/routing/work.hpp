// What the router orders and offers, and to whom: the nouns of routing.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "domain/catalog/catalog.hpp"
#include "domain/ids.hpp"

namespace firstline::routing {

using catalog::Channel;
using catalog::SkillLevel;

// What a work needs of an agent. Skills are sorted by id and unique.
struct Requirement {
  std::vector<SkillLevel> skills;
  friend bool operator==(const Requirement&, const Requirement&) = default;
};

enum class WorkState {
  waiting,
  offered,  // one live offer; the work keeps its place meanwhile
  active,   // an agent has it
  wrap_up,  // the customer has left, the agent still writes
};

// A request for one person, kept first for a bounded time (transfer to an agent, reopened chat).
struct Preference {
  AgentId agent;  // none: no preference
  Time until;
  friend bool operator==(const Preference&, const Preference&) = default;
};

// "Not this work to this agent until then": after a decline.
struct Exclusion {
  AgentId agent;
  Time until;
  friend bool operator==(const Exclusion&, const Exclusion&) = default;
};

struct Work {
  WorkId id;
  ConversationId conversation;
  QueueId queue;
  Channel channel = Channel::chat;
  WorkState state = WorkState::waiting;
  Time since;  // when it entered this state
  Requirement requirement;
  Time enqueued_at;                 // the place: never changes, whatever happens to the work
  Duration priority = Duration(0);  // head start
  Preference preference;
  std::vector<Exclusion> exclusions;
  OfferId offer;       // while offered
  AgentId agent;       // while active or in wrap-up
  int slot = 0;        // 1…, the agent's fixed number for it; while active or wrap-up
  int cost = 0;        // while offered, active or in wrap-up
  Time answered_at;    // by the present agent
  Time wrap_up_until;  // while in wrap-up

  friend bool operator==(const Work&, const Work&) = default;
};

// Queue order (definitions.md): linear ageing makes the order a fixed key.
inline Time place_of(const Work& work) { return work.enqueued_at - work.priority; }

struct Offer {
  OfferId id;
  WorkId work;
  AgentId agent;
  Time made_at;
  Time until;
  friend bool operator==(const Offer&, const Offer&) = default;
};

enum class Presence { offline, ready, on_break };

struct Agent {
  AgentId id;
  Presence presence = Presence::offline;
  std::string reason;         // of a break
  Time since;                 // of this presence
  bool is_connected = false;  // at least one desk is open
  bool is_vanished = false;   // its last desk closed; the grace period runs
  Time vanished_at;
  Time idle_since;  // longest idle: free of all work while ready
  Time last_offered_at;
  Time paused_until;          // after an unanswered offer
  int unanswered = 0;         // in a row
  OfferId offer;              // at most one open offer
  std::vector<WorkId> slots;  // slot n is slots[n-1]; free slots hold no id
  int used = 0;               // of the budget: offered, active and wrap-up together
  std::array<int, catalog::channel_count> counts{};  // works held, by channel

  friend bool operator==(const Agent&, const Agent&) = default;
};

enum class AgentActivity { offline, ready, busy, wrap_up, on_break };  // what colleagues see

}  // namespace firstline::routing
