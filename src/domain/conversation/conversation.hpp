// One exchange with one customer: who speaks, who waits for whom, how it ends. Texts are rows of
// the store; this holds what decisions need and no personal data.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/time.hpp"
#include "domain/catalog/catalog.hpp"
#include "domain/ids.hpp"

namespace firstline::conversation {

enum class AuthorKind { customer, agent, system };

struct Author {
  AuthorKind kind = AuthorKind::system;
  AgentId agent;  // when an agent
  friend bool operator==(const Author&, const Author&) = default;
};

// Who may read a message. Inside: colleagues. Whisper: the agent and supervisors.
enum class Visibility { everyone, inside, whisper };

enum class MessageKind { text, file };

// Somebody waits for somebody else since then.
enum class Waiting { nobody, customer_waits, agent_waits };

enum class Phase {
  open,    // may be written to
  closed,  // ended, but may be reopened or rated until it is settled and leaves memory
};

enum class CloseReason { agent, customer_left, idle, abandoned, blocked };

enum class SurveyState { none, asked, answered, skipped };

struct Conversation {
  ConversationId id;
  CustomerId customer;
  EntryPointId entry_point;
  catalog::Channel channel = catalog::Channel::chat;
  QueueId queue;
  std::string locale;  // of the customer: "en", "zh-CN", "zh-TW"
  Time opened_at;
  Phase phase = Phase::open;
  AgentId agent;                       // who answers it now; none while it waits
  AgentId last_agent;                  // who answered last
  std::uint64_t last_seq = 0;          // messages are numbered from 1
  std::uint64_t read_by_customer = 0;  // up to this message
  std::uint64_t read_by_agent = 0;
  Waiting waiting = Waiting::nobody;
  Time waiting_since;
  Time last_customer_message;
  Time last_agent_message;
  bool is_customer_here = false;  // a window is open
  Time customer_gone_since;       // since when not
  bool is_idle_warned = false;
  Time idle_warned_at;
  Time closed_at;
  CloseReason close_reason = CloseReason::agent;
  std::string outcome;
  SurveyState survey = SurveyState::none;
  int effort = 0;  // 1–5 when answered
  int reopened = 0;

  // Ids that senders gave to their latest messages, so that a retry is one message (newest last).
  struct Receipt {
    AuthorKind author = AuthorKind::customer;
    std::string client_id;
    MessageId message;
    std::uint64_t seq = 0;
    Time at;
    friend bool operator==(const Receipt&, const Receipt&) = default;
  };
  std::deque<Receipt> receipts;

  friend bool operator==(const Conversation&, const Conversation&) = default;
};

}  // namespace firstline::conversation
