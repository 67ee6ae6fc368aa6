#include "app/reactions.hpp"

#include "base/overloaded.hpp"

namespace firstline::app {
namespace {

using Commands = std::vector<Command>;

Commands one(conversation::Command command) { return {Command(std::move(command))}; }
Commands one(routing::Command command) { return {Command(std::move(command))}; }

// The work of a conversation that somebody still does or waits for.
const routing::Work* open_work(const State& state, ConversationId id) {
  const routing::Work* work = routing::find_of_conversation(state.routing, id);
  return work && work->state != routing::WorkState::wrap_up ? work : nullptr;
}

Commands enqueue(const State& state, ConversationId id, const AgentId& preferred) {
  const conversation::Conversation* c = conversation::find(state.conversations, id);
  if (!c) return {};
  routing::Enqueue enqueue;
  enqueue.conversation = id;
  enqueue.channel = c->channel;
  enqueue.queue = c->queue;
  enqueue.preferred = preferred;
  return one(std::move(enqueue));
}

ConversationId conversation_of(const State& state, WorkId id) {
  const routing::Work* work = routing::find(state.routing, id);
  return work ? work->conversation : ConversationId{};
}

}  // namespace

std::vector<Command> reactions(const State& state, const Event& event) {
  return std::visit(
      overloaded{
          // A conversation that needs a person is work.
          [&](const conversation::ConversationOpened& e) {
            return enqueue(state, e.conversation, {});
          },
          // The wrap-up of its first end, if it still runs, is over; then it is new work.
          [&](const conversation::ConversationReopened& e) {
            Commands commands;
            const routing::Work* before =
                routing::find_of_conversation(state.routing, e.conversation);
            if (before)
              commands.push_back(routing::Command(routing::Complete{before->id, before->agent}));
            const auto* c = conversation::find(state.conversations, e.conversation);
            for (Command& command : enqueue(state, e.conversation, c->last_agent)) {
              commands.push_back(std::move(command));
            }
            // Its own agent undoes the close: it goes back into the same hands at once.
            if (e.by.kind == conversation::AuthorKind::agent) {
              commands.push_back(routing::Command(
                  routing::TakeOver{WorkId{state.routing.last_work + 1}, e.by.agent}));
            }
            return commands;
          },
          // Whoever has the work is in the conversation, and nobody else.
          [&](const routing::OfferAccepted& e) {
            return one(conversation::Join{conversation_of(state, e.work), e.agent});
          },
          [&](const routing::WorkTakenOver& e) {
            const ConversationId id = conversation_of(state, e.work);
            Commands commands;
            if (e.from) {
              commands.push_back(conversation::Command(
                  conversation::Leave{id, e.from, conversation::LeaveReason::taken_over}));
            }
            commands.push_back(conversation::Command(conversation::Join{id, e.by}));
            return commands;
          },
          [&](const routing::WorkReturned& e) {
            return one(conversation::Leave{conversation_of(state, e.work), e.agent,
                                           conversation::LeaveReason::gone});
          },
          [&](const routing::WorkTransferred& e) {
            const ConversationId id = conversation_of(state, e.work);
            return Commands{conversation::Command(conversation::Leave{
                                id, e.by, conversation::LeaveReason::transferred}),
                            conversation::Command(conversation::MoveToQueue{id, e.queue})};
          },
          // The end of the conversation ends the customer's part of the work.
          [&](const conversation::ConversationClosed& e) -> Commands {
            const routing::Work* work = open_work(state, e.conversation);
            if (!work) return {};
            const bool has_left = e.reason != conversation::CloseReason::agent;
            if (has_left) return one(routing::Abandon{work->id});
            return one(routing::Finish{work->id});
          },
          // A blocked customer's conversation ends.
          [&](const customer::CustomerBlocked& e) -> Commands {
            const auto* c = conversation::find_of_customer(state.conversations, e.customer);
            if (!c || c->phase == conversation::Phase::closed) return {};
            return one(
                conversation::Close{c->id, conversation::CloseReason::blocked, agent_of(e.by), {}});
          },
          [](const auto&) -> Commands { return {}; },
      },
      event);
}

}  // namespace firstline::app
