#include "app/desk.hpp"

#include "app/limits.hpp"
#include "app/refusals.hpp"
#include "app/shown.hpp"
#include "app/texts.hpp"
#include "base/log.hpp"

namespace firstline::app {
namespace {

using access::Permission;

Error not_answering() {
  return forbidden("permission.missing", "You are not somebody who answers customers.");
}

Error not_here() { return forbidden("agent.not_here", "This conversation is with somebody else."); }

}  // namespace

template <class T, class F>
void Desk::run(Command command, Answer<T> answer, F value) {
  const auto done = workspace_.engine().submit(command);
  if (!done) return answer(done.error());
  workspace_.answer_when_durable(std::move(answer), T(value()));
}

// ---- being there ----

void Desk::opened(const Actor& actor) {
  if (!actor.may(Permission::answer) || ++desks_[actor.agent()] > 1) return;
  const auto noted = workspace_.engine().submit(routing::Command(routing::Connect{actor.agent()}));
  if (!noted) log::warning("a desk was not noted", {{"code", noted.error().code}});
}

void Desk::closed(const Actor& actor) {
  const auto at = desks_.find(actor.agent());
  if (at == desks_.end() || --at->second > 0) return;
  desks_.erase(at);
  const auto noted = workspace_.engine().submit(routing::Command(routing::Vanish{actor.agent()}));
  if (!noted) log::warning("a closed desk was not noted", {{"code", noted.error().code}});
}

void Desk::snapshot(const Actor& actor, Answer<view::DeskSnapshot> answer) {
  const auto* user = workspace_.people().find(actor.user);
  if (!user) return answer(unauthenticated("session.ended", "This user is no longer there."));
  auto shown = std::make_shared<view::DeskSnapshot>(shown::desk(workspace_, *user));
  shown->limits = shown::limits(limits_);
  // Drafts stand in rows; each open conversation may have one.
  struct Progress {
    std::size_t open = 1;
  };
  auto progress = std::make_shared<Progress>();
  const auto step = [this, progress, shown, answer] {
    if (--progress->open == 0) workspace_.answer_when_durable(answer, std::move(*shown));
  };
  for (std::size_t i = 0; i < shown->active.size(); ++i) {
    ++progress->open;
    workspace_.ports().archive.draft(
        workspace_.id(), shown->active[i].conversation.id, actor.user,
        [shown, i, step](Result<std::optional<ports::DraftRow>> draft) {
          if (draft && *draft) shown->active[i].draft = view::Draft{(*draft)->text, (*draft)->at};
          step();
        });
  }
  step();
}

void Desk::work_items(const Actor& actor, Answer<view::WorkItems> answer) {
  workspace_.answer_when_durable(std::move(answer), shown::work_items(workspace_, actor.agent()));
}

void Desk::set_presence(const Actor& actor, routing::Presence presence, std::string reason,
                        Answer<view::PresenceSet> answer) {
  if (!actor.may(Permission::answer)) return answer(not_answering());
  run(routing::Command(routing::SetPresence{actor.agent(), presence, std::move(reason),
                                            routing::PresenceCause::chosen}),
      std::move(answer),
      [&] { return view::PresenceSet{shown::agent_state(workspace_, actor.agent())}; });
}

// ---- offers ----

void Desk::answer_with_work(WorkId work, Answer<view::WorkTaken> answer) {
  auto item = shown::work_item(workspace_, work);
  if (!item) return answer(conflict("work.not_active", "It is no longer with you."));
  workspace_.answer_when_durable(std::move(answer), view::WorkTaken{std::move(*item)});
}

void Desk::accept(const Actor& actor, OfferId offer, Answer<view::WorkTaken> answer) {
  if (!actor.may(Permission::answer)) return answer(not_answering());
  const auto done =
      workspace_.engine().submit(routing::Command(routing::AcceptOffer{offer, actor.agent()}));
  if (!done) return answer(done.error());
  answer_with_work(std::get<routing::OfferAccepted>(done->front()).work, std::move(answer));
}

void Desk::decline(const Actor& actor, OfferId offer, std::string reason,
                   Answer<view::Nothing> answer) {
  if (trimmed(reason).empty()) {
    return answer(invalid("reason.empty", "Say why, so that the queue can be improved.", "reason"));
  }
  run(routing::Command(routing::DeclineOffer{offer, actor.agent(), std::move(reason)}),
      std::move(answer), [] { return view::Nothing{}; });
}

// ---- writing ----

Result<const conversation::Conversation*> Desk::own(const Actor& actor, ConversationId id) const {
  const auto* c = conversation::find(workspace_.state().conversations, id);
  if (!c)
    return not_found("conversation.unknown", "There is no such conversation, or it is settled.");
  const auto* work = routing::find_of_conversation(workspace_.state().routing, id);
  const bool is_in_wrap_up = work && work->agent == actor.agent();
  if (c->agent != actor.agent() && !is_in_wrap_up) return not_here();
  return c;
}

Result<const conversation::Conversation*> Desk::readable(const Actor& actor,
                                                         ConversationId id) const {
  const auto* c = conversation::find(workspace_.state().conversations, id);
  if (!c)
    return not_found("conversation.unknown", "There is no such conversation, or it is settled.");
  const auto* work = routing::find_of_conversation(workspace_.state().routing, id);
  const bool is_offered =
      work && work->state == routing::WorkState::offered &&
      routing::find(workspace_.state().routing, work->offer)->agent == actor.agent();
  const bool is_own = c->agent == actor.agent() || c->last_agent == actor.agent() || is_offered;
  if (!is_own && !actor.may(Permission::see_all)) return not_here();
  return c;
}

void Desk::send(const Actor& actor, Writing writing, Answer<view::Sent> answer) {
  if (auto checked = check_text(writing.text, "message", limits_.message_characters); !checked) {
    return answer(checked.error());
  }
  if (trimmed(writing.text).empty() && writing.attachments.empty()) {
    return answer(invalid("message.empty", "A message needs a text or a file.", "text"));
  }
  const bool is_inside = writing.visibility != conversation::Visibility::everyone;
  const auto c =
      is_inside ? readable(actor, writing.conversation) : own(actor, writing.conversation);
  if (!c) return answer(c.error());
  const auto* before =
      conversation::find_receipt(**c, conversation::AuthorKind::agent, writing.client_id);
  if (before) {
    return workspace_.answer_when_durable(std::move(answer),
                                          view::Sent{before->message, before->seq, before->at});
  }
  auto files = attachments_.claim(writing.attachments, writing.conversation, {}, actor.user);
  if (!files) return answer(files.error());
  const auto row =
      workspace_.add_message({.conversation = writing.conversation,
                              .author = {conversation::AuthorKind::agent, actor.agent()},
                              .visibility = writing.visibility,
                              .client_id = std::move(writing.client_id),
                              .text = std::move(writing.text),
                              .attachments = std::move(*files)});
  if (!row) return answer(row.error());
  // What was sent is no longer a draft; a note for colleagues leaves the reply alone.
  if (!is_inside) {
    workspace_.engine().add(
        ports::DraftRow{writing.conversation, actor.user, {}, workspace_.engine().now()});
  }
  workspace_.answer_when_durable(std::move(answer), view::Sent{row->id, row->seq, row->at});
}

void Desk::typing(const Actor& actor, ConversationId id, bool is_typing,
                  Answer<view::Nothing> answer) {
  const auto c = own(actor, id);
  if (!c) return answer(c.error());
  workspace_.push().to_visitor(
      (*c)->customer,
      view::visitor_frame::Typing{conversation::AuthorKind::agent,
                                  workspace_.people().name_of(actor.agent()), is_typing});
  workspace_.push().signal_watchers(
      id, view::signal::Typing{id, conversation::AuthorKind::agent, actor.agent(), is_typing, {}});
  answer(view::Nothing{});
}

void Desk::read(const Actor& actor, ConversationId id, std::uint64_t up_to,
                Answer<view::Nothing> answer) {
  const auto c = own(actor, id);
  if (!c) return answer(c.error());
  run(conversation::Command(conversation::MarkRead{id, conversation::AuthorKind::agent, up_to}),
      std::move(answer), [] { return view::Nothing{}; });
}

void Desk::keep_draft(const Actor& actor, ConversationId id, std::string text,
                      Answer<view::DraftKept> answer) {
  if (auto checked = check_text(text, "draft", limits_.message_characters); !checked) {
    return answer(checked.error());
  }
  const auto c = own(actor, id);
  if (!c) return answer(c.error());
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  const Time now = workspace_.engine().now();
  workspace_.engine().add(ports::DraftRow{id, actor.user, text, now});
  workspace_.engine().when_durable([this, agent = actor.agent(), id, text = std::move(text), now,
                                    answer = std::move(answer)](const Result<void>& durable) {
    if (!durable) return answer(durable.error());
    workspace_.push().to_agent(agent, 0, now, view::frame::DraftSaved{id, text, now});
    answer(view::DraftKept{now});
  });
}

// ---- ending and handing over ----

void Desk::add_inside_note(const Actor& actor, ConversationId id, std::string text) {
  if (trimmed(text).empty()) return;
  const auto row = workspace_.add_message(
      {.conversation = id,
       .author = {conversation::AuthorKind::agent, actor.agent()},
       .visibility = conversation::Visibility::inside,
       .client_id = "note-" + std::to_string(workspace_.state().conversations.last_message + 1),
       .text = std::move(text),
       .attachments = {}});
  if (!row) log::warning("a note was refused", {{"code", row.error().code}});
}

void Desk::close(const Actor& actor, ConversationId id, std::string outcome, std::string note,
                 Answer<view::Nothing> answer) {
  if (auto checked = check_text(note, "note", limits::note_characters, "note"); !checked) {
    return answer(checked.error());
  }
  const auto c = own(actor, id);
  if (!c) return answer(c.error());
  if ((*c)->phase == conversation::Phase::closed) {
    return answer(conflict("conversation.closed", "This conversation has ended."));
  }
  const auto done = workspace_.engine().submit(conversation::Command(conversation::Close{
      id, conversation::CloseReason::agent, actor.agent(), std::string(trimmed(outcome))}));
  if (!done) return answer(done.error());
  add_inside_note(actor, id, std::move(note));
  workspace_.answer_when_durable(std::move(answer), view::Nothing{});
}

void Desk::reopen(const Actor& actor, ConversationId id, Answer<view::WorkTaken> answer) {
  const auto c = readable(actor, id);
  if (!c) return answer(c.error());
  if ((*c)->last_agent != actor.agent()) return answer(not_here());
  const auto done = workspace_.engine().submit(conversation::Command(
      conversation::Reopen{id, {conversation::AuthorKind::agent, actor.agent()}}));
  if (!done) return answer(done.error());
  const auto* work = routing::find_of_conversation(workspace_.state().routing, id);
  answer_with_work(work ? work->id : WorkId{}, std::move(answer));
}

void Desk::block(const Actor& actor, ConversationId id, Answer<view::Nothing> answer) {
  if (!actor.may(Permission::block_customers)) return answer(may_not());
  const auto c = readable(actor, id);
  if (!c) return answer(c.error());
  const CustomerId customer = (*c)->customer;
  const auto done =
      workspace_.engine().submit(customer::Command(customer::Block{customer, actor.user}));
  if (!done) return answer(done.error());
  workspace_.audit(actor, "customer.blocked", to_text(customer));
  workspace_.answer_when_durable(std::move(answer), view::Nothing{});
}

void Desk::transfer(const Actor& actor, WorkId work, const QueueId& queue, const AgentId& agent,
                    std::string note, Answer<view::Nothing> answer) {
  if (auto checked = check_text(note, "note", limits::note_characters, "note"); !checked) {
    return answer(checked.error());
  }
  if (static_cast<bool>(queue) == static_cast<bool>(agent)) {
    return answer(invalid("work.transfer_target", "Name a queue or an agent.", "queue"));
  }
  const routing::Work* before = routing::find(workspace_.state().routing, work);
  const ConversationId id = before ? before->conversation : ConversationId{};
  const auto done = workspace_.engine().submit(
      routing::Command(routing::Transfer{work, actor.agent(), queue, agent}));
  if (!done) return answer(done.error());
  add_inside_note(actor, id, std::move(note));
  workspace_.answer_when_durable(std::move(answer), view::Nothing{});
}

// Undo of a transfer: possible until somebody else has answered.
void Desk::take_back(const Actor& actor, WorkId work, Answer<view::WorkTaken> answer) {
  const routing::Work* current = routing::find(workspace_.state().routing, work);
  if (!current) return answer(not_found("work.unknown", "There is no such work."));
  const auto* c = conversation::find(workspace_.state().conversations, current->conversation);
  if (!c || c->last_agent != actor.agent()) {
    return answer(forbidden("work.not_yours", "Only who handed it over can take it back."));
  }
  if (current->agent) {
    return answer(conflict("offer.taken", "Somebody has answered meanwhile."));
  }
  const auto done =
      workspace_.engine().submit(routing::Command(routing::TakeOver{work, actor.agent()}));
  if (!done) return answer(done.error());
  answer_with_work(work, std::move(answer));
}

void Desk::complete(const Actor& actor, WorkId work, Answer<view::Nothing> answer) {
  run(routing::Command(routing::Complete{work, actor.agent()}), std::move(answer),
      [] { return view::Nothing{}; });
}

}  // namespace firstline::app
