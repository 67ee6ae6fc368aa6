#include <algorithm>

#include "base/check.hpp"
#include "domain/conversation/due.hpp"

namespace firstline::conversation {
namespace {

class Evolver {
 public:
  Evolver(State& state, Time at) : state_(state), at_(at) {}

  void operator()(const ConversationOpened& e) {
    Conversation c;
    c.id = e.conversation;
    c.customer = e.customer;
    c.entry_point = e.entry_point;
    c.channel = e.channel;
    c.queue = e.queue;
    c.locale = e.locale;
    c.opened_at = at_;
    c.is_customer_here = e.is_customer_here;
    if (!e.is_customer_here) c.customer_gone_since = at_;
    state_.last_conversation = e.conversation.value;
    state_.of_customer.emplace(e.customer, e.conversation);
    state_.conversations.emplace(e.conversation, std::move(c));
    planned_ = never;
    plan(e.conversation);
  }

  void operator()(const MessageAdded& e) {
    change(e.conversation, [&](Conversation& c) {
      state_.last_message = e.message.value;
      c.last_seq = e.seq;
      if (!e.client_id.empty()) {
        c.receipts.push_back({e.author.kind, e.client_id, e.message, e.seq, at_});
        if (c.receipts.size() > receipts_kept) c.receipts.pop_front();
      }
      if (e.visibility != Visibility::everyone) return;
      switch (e.author.kind) {
        case AuthorKind::customer:
          c.last_customer_message = at_;
          c.read_by_customer = e.seq;
          if (c.waiting != Waiting::customer_waits) waits(c, Waiting::customer_waits);
          forget_warning(c);
          break;
        case AuthorKind::agent:
          c.last_agent_message = at_;
          c.read_by_agent = e.seq;
          waits(c, Waiting::agent_waits);
          forget_warning(c);
          break;
        case AuthorKind::system:
          break;
      }
    });
  }

  void operator()(const MessagesRead& e) {
    change(e.conversation, [&](Conversation& c) {
      auto& mark = e.reader == AuthorKind::customer ? c.read_by_customer : c.read_by_agent;
      mark = std::max(mark, e.up_to);
    });
  }

  void operator()(const AgentJoined& e) {
    change(e.conversation, [&](Conversation& c) {
      c.agent = e.agent;
      c.last_agent = e.agent;
    });
  }

  void operator()(const AgentLeft& e) {
    change(e.conversation, [&](Conversation& c) {
      c.agent = {};
      // Whoever comes next finds a customer who waits.
      if (e.reason != LeaveReason::closed && c.waiting != Waiting::customer_waits) {
        waits(c, Waiting::customer_waits);
      }
    });
  }

  void operator()(const CustomerCame& e) {
    change(e.conversation, [&](Conversation& c) {
      c.is_customer_here = true;
      c.customer_gone_since = Time();
    });
  }

  void operator()(const CustomerGone& e) {
    change(e.conversation, [&](Conversation& c) {
      c.is_customer_here = false;
      c.customer_gone_since = at_;
    });
  }

  void operator()(const IdleWarned& e) {
    change(e.conversation, [&](Conversation& c) {
      c.is_idle_warned = true;
      c.idle_warned_at = at_;
    });
  }

  void operator()(const ConversationQueued& e) {
    change(e.conversation, [&](Conversation& c) { c.queue = e.queue; });
  }

  void operator()(const ConversationClosed& e) {
    change(e.conversation, [&](Conversation& c) {
      c.phase = Phase::closed;
      c.closed_at = at_;
      c.close_reason = e.reason;
      c.outcome = e.outcome;
      waits(c, Waiting::nobody);
      forget_warning(c);
    });
  }

  void operator()(const ConversationReopened& e) {
    change(e.conversation, [&](Conversation& c) {
      c.phase = Phase::open;
      c.closed_at = Time();
      c.outcome.clear();
      ++c.reopened;
      if (c.survey == SurveyState::asked) c.survey = SurveyState::none;
      waits(c, e.by.kind == AuthorKind::customer ? Waiting::customer_waits : Waiting::agent_waits);
      if (!c.is_customer_here) c.customer_gone_since = at_;
    });
  }

  void operator()(const SurveyAsked& e) {
    change(e.conversation, [&](Conversation& c) { c.survey = SurveyState::asked; });
  }

  void operator()(const SurveyAnswered& e) {
    change(e.conversation, [&](Conversation& c) {
      c.survey = e.effort > 0 ? SurveyState::answered : SurveyState::skipped;
      c.effort = e.effort;
    });
  }

  void operator()(const ConversationSettled& e) {
    const auto at = state_.conversations.find(e.conversation);
    FL_CHECK(at != state_.conversations.end());
    const Conversation& c = at->second;
    state_.due.erase({due_of(state_, c).at, c.id});
    state_.of_customer.erase({c.customer, c.id});
    state_.conversations.erase(at);
  }

 private:
  template <class F>
  void change(ConversationId id, F what) {
    const auto at = state_.conversations.find(id);
    FL_CHECK(at != state_.conversations.end());
    planned_ = due_of(state_, at->second).at;
    what(at->second);
    plan(id);
  }

  void plan(ConversationId id) {
    const Time next = due_of(state_, state_.conversations.at(id)).at;
    if (next == planned_) return;
    if (planned_ != never) state_.due.erase({planned_, id});
    if (next != never) state_.due.emplace(next, id);
  }

  void waits(Conversation& c, Waiting who) {
    c.waiting = who;
    c.waiting_since = who == Waiting::nobody ? Time() : at_;
  }

  static void forget_warning(Conversation& c) {
    c.is_idle_warned = false;
    c.idle_warned_at = Time();
  }

  State& state_;
  Time at_;
  Time planned_ = never;
};

}  // namespace

void evolve(State& state, const Event& event, Time at) { std::visit(Evolver(state, at), event); }

}  // namespace firstline::conversation
