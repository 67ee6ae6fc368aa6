#include "base/text.hpp"
#include "domain/conversation/due.hpp"

namespace firstline::conversation {
namespace {

using Events = std::vector<Event>;

constexpr std::size_t longest_outcome = 500;  // characters

class Decider {
 public:
  Decider(const State& state, Time now) : state_(state), now_(now) {}

  Result<Events> operator()(const Open& c) const {
    const Conversation* current = find_of_customer(state_, c.customer);
    if (current && current->phase == Phase::open) {
      return conflict("conversation.open", "This customer has an open conversation.");
    }
    if (!state_.periods.contains(c.queue)) {
      return not_found("queue.unknown", "There is no such queue.");
    }
    return Events{ConversationOpened{{state_.last_conversation + 1},
                                     c.customer,
                                     c.entry_point,
                                     c.channel,
                                     c.queue,
                                     c.locale,
                                     true}};
  }

  Result<Events> operator()(const AddMessage& c) const {
    FL_TRY(const Conversation* conversation, any(c.conversation));
    if (c.author.kind != AuthorKind::system &&
        (c.client_id.empty() || c.client_id.size() > client_id_length || !is_utf8(c.client_id))) {
      return invalid("message.client_id", "client_id is 1 to 64 characters.", "client_id");
    }
    // The app answers a repeated id with the first receipt; it never reaches this point.
    if (!c.client_id.empty() && find_receipt(*conversation, c.author.kind, c.client_id)) {
      return conflict("message.repeated", "This message was stored before.");
    }
    const bool is_for_customer = c.visibility == Visibility::everyone;
    if (is_for_customer && conversation->phase == Phase::closed) return closed();
    if (is_for_customer && c.author.kind == AuthorKind::agent &&
        conversation->agent != c.author.agent) {
      return forbidden("agent.not_here",
                       "Only the agent in this conversation writes to the customer.");
    }
    return Events{MessageAdded{c.conversation,
                               {state_.last_message + 1},
                               conversation->last_seq + 1,
                               c.author,
                               c.visibility,
                               c.kind,
                               c.client_id}};
  }

  Result<Events> operator()(const MarkRead& c) const {
    FL_TRY(const Conversation* conversation, any(c.conversation));
    if (c.up_to > conversation->last_seq) {
      return invalid("message.unknown", "There is no message of this number.", "up_to");
    }
    const std::uint64_t mark = c.reader == AuthorKind::customer ? conversation->read_by_customer
                                                                : conversation->read_by_agent;
    if (c.up_to <= mark) return Events{};
    return Events{MessagesRead{c.conversation, c.reader, c.up_to}};
  }

  Result<Events> operator()(const Join& c) const {
    FL_TRY(const Conversation* conversation, any(c.conversation));
    if (conversation->agent == c.agent) return Events{};
    return Events{AgentJoined{c.conversation, c.agent}};
  }

  Result<Events> operator()(const Leave& c) const {
    FL_TRY(const Conversation* conversation, any(c.conversation));
    if (conversation->agent != c.agent || !c.agent) return Events{};
    return Events{AgentLeft{c.conversation, c.agent, c.reason}};
  }

  Result<Events> operator()(const CustomerHere& c) const {
    FL_TRY(const Conversation* conversation, any(c.conversation));
    if (conversation->is_customer_here == c.is_here) return Events{};
    if (c.is_here) return Events{CustomerCame{c.conversation}};
    return Events{CustomerGone{c.conversation}};
  }

  Result<Events> operator()(const MoveToQueue& c) const {
    FL_TRY(const Conversation* conversation, any(c.conversation));
    if (conversation->queue == c.queue) return Events{};
    return Events{ConversationQueued{c.conversation, c.queue}};
  }

  Result<Events> operator()(const Close& c) const {
    FL_TRY(const Conversation* conversation, any(c.conversation));
    if (conversation->phase == Phase::closed) return closed();
    if (!is_utf8(c.outcome) || count_characters(c.outcome) > longest_outcome) {
      return invalid("outcome.too_long", "An outcome has at most 500 characters.", "outcome");
    }
    return close(*conversation, c.reason, c.by, c.outcome);
  }

  Result<Events> operator()(const Reopen& c) const {
    FL_TRY(const Conversation* conversation, any(c.conversation));
    if (conversation->phase == Phase::open) {
      return conflict("conversation.open", "It is still open.");
    }
    const Conversation* latest = find_of_customer(state_, conversation->customer);
    if (latest && latest->id != conversation->id) {
      return conflict("conversation.newer", "This customer has a newer conversation.");
    }
    const auto at = state_.periods.find(conversation->queue);
    const Duration window = at == state_.periods.end() ? Duration(0) : at->second.reopen_window;
    if (now_ >= conversation->closed_at + window ||
        conversation->close_reason == CloseReason::blocked) {
      return conflict("reopen.too_late", "It ended too long ago; a new one may be started.");
    }
    return Events{ConversationReopened{c.conversation, c.by}};
  }

  Result<Events> operator()(const AnswerSurvey& c) const {
    FL_TRY(const Conversation* conversation, any(c.conversation));
    if (c.effort < 0 || c.effort > 5) {
      return invalid("survey.effort", "Effort is 1 to 5, or 0 for “not this time”.", "effort");
    }
    switch (conversation->survey) {
      case SurveyState::none:
        return conflict("survey.not_asked", "Nobody asked.");
      case SurveyState::answered:
        return conflict("survey.answered", "This question was answered before.");
      case SurveyState::asked:
      case SurveyState::skipped:
        break;
    }
    return Events{SurveyAnswered{c.conversation, c.effort}};
  }

  Result<Events> operator()(const AdvanceTime&) const {
    if (state_.due.empty() || state_.due.begin()->first > now_) return Events{};
    const Conversation& c = state_.conversations.at(state_.due.begin()->second);
    switch (due_of(state_, c).kind) {
      case DueKind::nothing:
        return Events{};
      case DueKind::idle_warning:
        return Events{IdleWarned{c.id, now_ + state_.periods.at(c.queue).idle_close}};
      case DueKind::idle_close:
        return close(c, CloseReason::idle, {}, {});
      case DueKind::give_up:
        return close(c, CloseReason::abandoned, {}, {});
      case DueKind::settle:
        return Events{ConversationSettled{c.id, c.customer}};
    }
    return Events{};
  }

 private:
  // The effort question is asked of everybody whom somebody answered.
  static Events close(const Conversation& c, CloseReason reason, const AgentId& by,
                      const std::string& outcome) {
    Events events;
    if (c.agent) events.push_back(AgentLeft{c.id, c.agent, LeaveReason::closed});
    events.push_back(ConversationClosed{c.id, reason, by, outcome});
    const bool was_answered = static_cast<bool>(c.last_agent);
    if (was_answered && reason != CloseReason::blocked && c.survey == SurveyState::none) {
      events.push_back(SurveyAsked{c.id});
    }
    return events;
  }

  Result<const Conversation*> any(ConversationId id) const {
    const Conversation* conversation = find(state_, id);
    if (!conversation) {
      return not_found("conversation.unknown", "There is no such conversation, or it is settled.");
    }
    return conversation;
  }

  static Error closed() { return conflict("conversation.closed", "This conversation has ended."); }

  const State& state_;
  Time now_;
};

}  // namespace

Result<std::vector<Event>> decide(const State& state, const Command& command, Time now) {
  return std::visit(Decider(state, now), command);
}

}  // namespace firstline::conversation
