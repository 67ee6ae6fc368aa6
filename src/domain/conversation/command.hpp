// What may be asked of conversations.
#pragma once

#include <string>
#include <variant>

#include "domain/conversation/event.hpp"

namespace firstline::conversation {

struct Open {
  CustomerId customer;
  EntryPointId entry_point;
  catalog::Channel channel = catalog::Channel::chat;
  QueueId queue;
  std::string locale;
};

struct AddMessage {
  ConversationId conversation;
  Author author;
  Visibility visibility = Visibility::everyone;
  MessageKind kind = MessageKind::text;
  std::string client_id;
};

struct MarkRead {
  ConversationId conversation;
  AuthorKind reader = AuthorKind::customer;
  std::uint64_t up_to = 0;
};

struct Join {
  ConversationId conversation;
  AgentId agent;
};

struct Leave {
  ConversationId conversation;
  AgentId agent;
  LeaveReason reason = LeaveReason::transferred;
};

struct CustomerHere {  // windows open or not
  ConversationId conversation;
  bool is_here = true;
};

struct MoveToQueue {
  ConversationId conversation;
  QueueId queue;
};

struct Close {
  ConversationId conversation;
  CloseReason reason = CloseReason::agent;
  AgentId by;
  std::string outcome;
};

struct Reopen {
  ConversationId conversation;
  Author by;
};

struct AnswerSurvey {
  ConversationId conversation;
  int effort = 0;  // 0: not this time
};

struct AdvanceTime {};

using Command = std::variant<Open, AddMessage, MarkRead, Join, Leave, CustomerHere, MoveToQueue,
                             Close, Reopen, AnswerSurvey, AdvanceTime>;

}  // namespace firstline::conversation
