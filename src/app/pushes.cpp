#include "app/pushes.hpp"

#include "app/shown.hpp"
#include "base/overloaded.hpp"

namespace firstline::app {
namespace {

namespace frame = view::frame;
namespace signal = view::signal;
namespace visitor = view::visitor_frame;

// Places beyond this one are told when they come nearer.
constexpr std::size_t furthest_place_told = 500;

class Pusher {
 public:
  Pusher(const Workspace& workspace, const Change& change, Pushes& pushes)
      : workspace_(workspace), state_(workspace.state()), change_(change), pushes_(pushes) {}

  // ---- routing ----

  void operator()(const routing::WorkEnqueued&) {}

  void operator()(const routing::OfferMade& e) {
    auto shown = shown::offer(workspace_, e.offer);
    if (!shown) return;
    shown->reason = e.reason;
    to_agent(e.agent, frame::OfferMade{std::move(*shown)});
    colleague(e.agent);
  }

  void operator()(const routing::OfferAccepted& e) {
    to_agent(e.agent,
             frame::OfferAccepted{e.offer, e.work, e.agent, shown::work_item(workspace_, e.work)});
    colleague(e.agent);
  }

  void operator()(const routing::OfferDeclined& e) {
    to_agent(e.agent, frame::OfferDeclined{e.offer, e.agent});
    colleague(e.agent);
  }

  void operator()(const routing::OfferExpired& e) {
    const routing::Agent* agent = routing::find(state_.routing, e.agent);
    const bool is_break = agent && agent->presence == routing::Presence::on_break;
    to_agent(e.agent, frame::OfferExpired{e.offer, e.agent, e.paused_until, is_break});
    colleague(e.agent);
  }

  void operator()(const routing::OfferWithdrawn& e) {
    to_agent(e.agent, frame::OfferWithdrawn{e.offer, e.reason});
    colleague(e.agent);
  }

  void operator()(const routing::WorkTransferred& e) {
    const ConversationId id = conversation_of(e.work);
    const frame::WorkTransferred told{e.work, id, e.by, e.queue, e.preference.agent};
    to_agent(e.by, told);
    to_watchers(id, told);
    colleague(e.by);
  }

  void operator()(const routing::WorkReturned& e) {
    to_agent(e.agent, frame::WorkReturned{e.work, conversation_of(e.work), e.reason});
    colleague(e.agent);
  }

  void operator()(const routing::WorkTakenOver& e) {
    if (e.from) to_agent(e.from, frame::WorkTakenOver{e.work, conversation_of(e.work), e.by});
    if (auto item = shown::work_item(workspace_, e.work)) {
      to_agent(e.by, frame::WorkStarted{std::move(*item)});
    }
    if (e.from) colleague(e.from);
    colleague(e.by);
  }

  void operator()(const routing::PreferenceEnded&) {}
  void operator()(const routing::ExclusionEnded&) {}

  void operator()(const routing::PauseEnded& e) { colleague(e.agent); }

  void operator()(const routing::WrapUpStarted& e) {
    to_agent(e.agent, frame::WrapUpStarted{e.work, conversation_of(e.work), e.until});
    colleague(e.agent);
  }

  void operator()(const routing::WorkEnded& e) {
    if (!e.agent) return;
    to_agent(e.agent, frame::WorkEnded{e.work, conversation_of(e.work), e.outcome, e.reason});
    colleague(e.agent);
  }

  void operator()(const routing::PresenceChanged& e) {
    to_agent(e.agent, frame::PresenceChanged{e.agent, e.presence, e.reason, e.cause,
                                             shown::agent_state(workspace_, e.agent)});
    colleague(e.agent);
  }

  void operator()(const routing::AgentConnected& e) { colleague(e.agent); }
  void operator()(const routing::AgentVanished& e) { colleague(e.agent); }

  // ---- conversations ----

  void operator()(const conversation::ConversationOpened& e) {
    if (auto* c = find(e.conversation)) {
      to_visitor(*c, visitor::Hello{shown::visitor_conversation(workspace_, *c),
                                    shown::place(workspace_, *c),
                                    shown::visitor_queue(workspace_, c->queue)});
    }
  }

  void operator()(const conversation::MessageAdded& e) {
    const auto* c = find(e.conversation);
    if (!c) return;
    const frame::MessageAdded told{shown::message(workspace_, *change_.message)};
    if (c->agent) to_agent(c->agent, told);
    to_watchers(e.conversation, told);
    if (e.visibility == conversation::Visibility::everyone) {
      to_visitor(*c, visitor::MessageAdded{shown::visitor_message(workspace_, *change_.message)});
    }
  }

  void operator()(const conversation::MessagesRead& e) {
    const auto* c = find(e.conversation);
    if (!c) return;
    const frame::MessagesRead told{e.conversation, e.reader, e.up_to};
    if (c->agent) to_agent(c->agent, told);
    to_watchers(e.conversation, told);
    if (e.reader == conversation::AuthorKind::agent) to_visitor(*c, visitor::Read{e.up_to});
  }

  void operator()(const conversation::AgentJoined& e) {
    if (auto* c = find(e.conversation)) {
      to_visitor(*c, visitor::AgentJoined{{workspace_.people().name_of(e.agent)}});
      changed(*c);
    }
  }

  void operator()(const conversation::AgentLeft& e) {
    auto* c = find(e.conversation);
    if (!c) return;
    if (e.reason != conversation::LeaveReason::closed) {
      to_visitor(*c, visitor::AgentLeft{e.reason});
    }
    changed(*c);
  }

  void operator()(const conversation::CustomerCame& e) { changed(e.conversation); }
  void operator()(const conversation::CustomerGone& e) { changed(e.conversation); }
  void operator()(const conversation::ConversationQueued& e) { changed(e.conversation); }

  void operator()(const conversation::IdleWarned& e) {
    if (auto* c = find(e.conversation)) {
      to_visitor(*c, visitor::IdleWarned{e.closes_at});
      changed(*c);
    }
  }

  void operator()(const conversation::ConversationClosed& e) {
    auto* c = find(e.conversation);
    if (!c) return;
    to_visitor(*c, visitor::Closed{e.reason, change_.at});
    changed(*c);
  }

  void operator()(const conversation::ConversationReopened& e) {
    if (auto* c = find(e.conversation)) {
      to_visitor(*c, visitor::Reopened{});
      changed(*c);
    }
  }

  void operator()(const conversation::SurveyAsked& e) {
    if (auto* c = find(e.conversation)) to_visitor(*c, visitor::SurveyAsked{});
  }

  void operator()(const conversation::SurveyAnswered& e) { changed(e.conversation); }
  void operator()(const conversation::ConversationSettled&) {}

  // ---- the rest ----

  void operator()(const catalog::CatalogReplaced& e) {
    pushes_.push_back([seq = change_.seq, at = change_.at,
                       told = frame::CatalogReplaced{e.catalog.version}](Push& push) {
      push.to_desks(seq, at, told);
    });
  }

  void operator()(const customer::CustomerRegistered&) {}
  void operator()(const customer::CustomerBlocked&) {}
  void operator()(const customer::CustomerUnblocked&) {}
  void operator()(const EffectIssued&) {}
  void operator()(const EffectDone&) {}

 private:
  const conversation::Conversation* find(ConversationId id) const {
    return conversation::find(state_.conversations, id);
  }

  // Of a work that may have ended in this very batch.
  ConversationId conversation_of(WorkId id) const {
    const routing::Work* work = routing::find(state_.routing, id);
    return work ? work->conversation : ConversationId{};
  }

  void to_agent(const AgentId& agent, view::DeskFrame told) {
    pushes_.push_back([agent, seq = change_.seq, at = change_.at, told = std::move(told)](
                          Push& push) { push.to_agent(agent, seq, at, told); });
  }

  void to_watchers(ConversationId id, view::DeskFrame told) {
    pushes_.push_back([id, seq = change_.seq, at = change_.at, told = std::move(told)](Push& push) {
      if (push.is_watched(id)) push.to_watchers(id, seq, at, told);
    });
  }

  void to_visitor(const conversation::Conversation& c, view::VisitorFrame told) {
    pushes_.push_back([customer = c.customer, told = std::move(told)](Push& push) {
      push.to_visitor(customer, told);
    });
  }

  void changed(ConversationId id) {
    if (auto* c = find(id)) changed(*c);
  }

  // Whoever has it on the desk: its agent, or who had it until now and still writes the wrap-up.
  void changed(const conversation::Conversation& c) {
    const frame::ConversationChanged told{shown::conversation(workspace_, c)};
    const AgentId& agent = c.agent ? c.agent : c.last_agent;
    if (agent) to_agent(agent, told);
    to_watchers(c.id, told);
  }

  void colleague(const AgentId& agent) {
    pushes_.push_back([told = signal::AgentsChanged{{shown::colleague(workspace_, agent)}}](
                          Push& push) { push.signal_desks(told); });
  }

  const Workspace& workspace_;
  const State& state_;
  const Change& change_;
  Pushes& pushes_;
};

}  // namespace

void add_pushes(const Workspace& workspace, const Change& change, Pushes& pushes) {
  std::visit(Pusher(workspace, change, pushes), change.event);
}

void add_places(const Workspace& workspace, const QueueId& queue, Pushes& pushes) {
  std::size_t position = 0;
  const State& state = workspace.state();
  routing::for_each_waiting(state.routing, queue, [&](const routing::Work& work) {
    ++position;
    const auto* c = conversation::find(state.conversations, work.conversation);
    if (c && c->is_customer_here) {
      pushes.push_back(
          [customer = c->customer, place = shown::place_at(workspace, work, position)](Push& push) {
            push.to_visitor(customer, visitor::PlaceChanged{place});
          });
    }
    return position < furthest_place_told;
  });
}

}  // namespace firstline::app
