// What may be asked of routing.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "domain/routing/event.hpp"

namespace firstline::routing {

struct Enqueue {
  ConversationId conversation;
  Channel channel = Channel::chat;
  QueueId queue;
  Requirement requirement;          // beyond what the queue requires
  Duration priority = Duration(0);  // beyond the queue's
  Time enqueued_at;                 // the place; the epoch means "now"
  AgentId preferred;                // waited for first, if any
};

struct AcceptOffer {
  OfferId offer;
  AgentId agent;
};

struct DeclineOffer {
  OfferId offer;
  AgentId agent;
  std::string reason;
};

// To a queue, or to an agent (then the queue is the one it is in, or the agent's first).
struct Transfer {
  WorkId work;
  AgentId by;
  QueueId queue;
  AgentId agent;
};

struct TakeOver {
  WorkId work;
  AgentId by;
};

struct Finish {  // the customer's part is over
  WorkId work;
};

struct Complete {  // the agent is done with the wrap-up
  WorkId work;
  AgentId by;
};

struct Abandon {  // the customer left before an answer
  WorkId work;
};

struct SetPresence {
  AgentId agent;
  Presence presence = Presence::ready;
  std::string reason;
  PresenceCause cause = PresenceCause::chosen;
};

struct Connect {
  AgentId agent;
};

struct Vanish {
  AgentId agent;
};

struct AdvanceTime {};  // what is due, and every offer that can be made

using Command = std::variant<Enqueue, AcceptOffer, DeclineOffer, Transfer, TakeOver, Finish,
                             Complete, Abandon, SetPresence, Connect, Vanish, AdvanceTime>;

}  // namespace firstline::routing
