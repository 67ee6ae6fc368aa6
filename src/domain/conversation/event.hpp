// What happened in conversations. Stored for ever: add fields with defaults, never rename or reuse.
#pragma once

#include <string>
#include <variant>

#include "domain/conversation/conversation.hpp"

namespace firstline::conversation {

struct ConversationOpened {
  ConversationId conversation;
  CustomerId customer;
  EntryPointId entry_point;
  catalog::Channel channel = catalog::Channel::chat;
  QueueId queue;
  std::string locale;
  bool is_customer_here = true;
  friend bool operator==(const ConversationOpened&, const ConversationOpened&) = default;
};

// Its text and attachments are the row of `message`, written in the same transaction.
struct MessageAdded {
  ConversationId conversation;
  MessageId message;
  std::uint64_t seq = 0;
  Author author;
  Visibility visibility = Visibility::everyone;
  MessageKind kind = MessageKind::text;
  std::string client_id;
  friend bool operator==(const MessageAdded&, const MessageAdded&) = default;
};

struct MessagesRead {
  ConversationId conversation;
  AuthorKind reader = AuthorKind::customer;
  std::uint64_t up_to = 0;
  friend bool operator==(const MessagesRead&, const MessagesRead&) = default;
};

struct AgentJoined {
  ConversationId conversation;
  AgentId agent;
  friend bool operator==(const AgentJoined&, const AgentJoined&) = default;
};

enum class LeaveReason { transferred, gone, taken_over, closed };
struct AgentLeft {
  ConversationId conversation;
  AgentId agent;
  LeaveReason reason = LeaveReason::transferred;
  friend bool operator==(const AgentLeft&, const AgentLeft&) = default;
};

struct CustomerCame {  // a window was opened (again)
  ConversationId conversation;
  friend bool operator==(const CustomerCame&, const CustomerCame&) = default;
};

struct CustomerGone {  // the last window was closed
  ConversationId conversation;
  friend bool operator==(const CustomerGone&, const CustomerGone&) = default;
};

struct IdleWarned {
  ConversationId conversation;
  Time closes_at;
  friend bool operator==(const IdleWarned&, const IdleWarned&) = default;
};

struct ConversationQueued {  // it moved to another queue (transfer)
  ConversationId conversation;
  QueueId queue;
  friend bool operator==(const ConversationQueued&, const ConversationQueued&) = default;
};

struct ConversationClosed {
  ConversationId conversation;
  CloseReason reason = CloseReason::agent;
  AgentId by;  // when an agent
  std::string outcome;
  friend bool operator==(const ConversationClosed&, const ConversationClosed&) = default;
};

struct ConversationReopened {
  ConversationId conversation;
  Author by;
  friend bool operator==(const ConversationReopened&, const ConversationReopened&) = default;
};

struct SurveyAsked {
  ConversationId conversation;
  friend bool operator==(const SurveyAsked&, const SurveyAsked&) = default;
};

struct SurveyAnswered {
  ConversationId conversation;
  int effort = 0;  // 1–5, low is good; 0: skipped
  friend bool operator==(const SurveyAnswered&, const SurveyAnswered&) = default;
};

struct ConversationSettled {  // nothing more can happen to it; it leaves memory
  ConversationId conversation;
  CustomerId customer;
  friend bool operator==(const ConversationSettled&, const ConversationSettled&) = default;
};

using Event =
    std::variant<ConversationOpened, MessageAdded, MessagesRead, AgentJoined, AgentLeft,
                 CustomerCame, CustomerGone, IdleWarned, ConversationQueued, ConversationClosed,
                 ConversationReopened, SurveyAsked, SurveyAnswered, ConversationSettled>;

}  // namespace firstline::conversation
