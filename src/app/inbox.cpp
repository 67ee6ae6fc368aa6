#include "app/inbox.hpp"

#include "app/limits.hpp"
#include "app/shown.hpp"
#include "app/texts.hpp"
#include "base/log.hpp"

namespace firstline::app {

Inbox::Inbox(Workspace& workspace, Attachments& attachments, const Limits& limits)
    : workspace_(workspace),
      attachments_(attachments),
      limits_(limits),
      messages_(limits.messages_per_window, limits::message_window, limits::sources_remembered),
      visits_(limits::visits_per_window, limits::visit_window, limits::sources_remembered) {}

// ---- windows ----

view::visitor_frame::Hello Inbox::window_opened(const Visitor& visitor) {
  ++windows_[visitor.customer];
  const auto* c =
      conversation::find_of_customer(workspace_.state().conversations, visitor.customer);
  view::visitor_frame::Hello hello;
  if (c) {
    if (workspace_.engine().check_writable()) {
      const auto noted = workspace_.engine().submit(
          conversation::Command(conversation::CustomerHere{c->id, true}));
      if (!noted) log::warning("a window was not noted", {{"code", noted.error().code}});
    }
    c = conversation::find_of_customer(workspace_.state().conversations, visitor.customer);
    hello.conversation = shown::visitor_conversation(workspace_, *c);
    hello.place = shown::place(workspace_, *c);
  }
  const auto* entry_point = catalog::find(workspace_.catalog(), visitor.entry_point);
  if (c) {
    hello.queue_live = shown::visitor_queue(workspace_, c->queue);
  } else if (entry_point) {
    hello.queue_live = shown::visitor_queue(workspace_, entry_point->queue);
  }
  return hello;
}

void Inbox::window_closed(const Visitor& visitor) {
  const auto at = windows_.find(visitor.customer);
  if (at == windows_.end() || --at->second > 0) return;
  windows_.erase(at);
  const auto* c =
      conversation::find_of_customer(workspace_.state().conversations, visitor.customer);
  if (!c || !workspace_.engine().check_writable()) return;
  const auto noted =
      workspace_.engine().submit(conversation::Command(conversation::CustomerHere{c->id, false}));
  if (!noted) log::warning("a closed window was not noted", {{"code", noted.error().code}});
}

// ---- writing ----

Result<const conversation::Conversation*> Inbox::conversation_of(const Visitor& visitor) const {
  const auto* c =
      conversation::find_of_customer(workspace_.state().conversations, visitor.customer);
  if (!c) return not_found("conversation.none", "There is no conversation yet.");
  return c;
}

// The open conversation, or a new one. With nobody on duty it is a message that waits for them.
Result<ConversationId> Inbox::conversation_to_write_to(const Visitor& visitor) {
  const State& state = workspace_.state();
  const auto* current = conversation::find_of_customer(state.conversations, visitor.customer);
  if (current && current->phase == conversation::Phase::open) return current->id;
  const auto* entry_point = catalog::find(workspace_.catalog(), visitor.entry_point);
  if (!entry_point) return not_found("widget.unknown", "This widget is no longer there.");
  const catalog::Queue* queue = catalog::find(workspace_.catalog(), entry_point->queue);
  const bool is_answered_now =
      queue && queue->is_open && routing::view_of(state.routing, queue->id).agents_on > 0;
  const auto* row = workspace_.customers().find(visitor.customer);
  conversation::Open open;
  open.customer = visitor.customer;
  open.entry_point = visitor.entry_point;
  open.channel = is_answered_now ? catalog::Channel::chat : catalog::Channel::message;
  open.queue = entry_point->queue;
  open.locale = row ? row->locale : "en";
  FL_TRY(const auto events, workspace_.engine().submit(conversation::Command(open)));
  const ConversationId id = std::get<conversation::ConversationOpened>(events.front()).conversation;
  if (row) {
    ports::CustomerRow counted = *row;
    ++counted.contacts;
    counted.last_seen = workspace_.engine().now();
    workspace_.engine().add(counted);
    workspace_.customers().put(std::move(counted));
  }
  return id;
}

void Inbox::send(const Visitor& visitor, std::string client_id, std::string text,
                 std::vector<FileId> attachments, Answer<view::VisitorSent> answer) {
  if (auto checked = check_text(text, "message", limits_.message_characters); !checked) {
    return answer(checked.error());
  }
  if (trimmed(text).empty() && attachments.empty()) {
    return answer(invalid("message.empty", "A message needs a text or a file.", "text"));
  }
  if (client_id.empty() || client_id.size() > conversation::client_id_length ||
      !is_utf8(client_id)) {
    return answer(invalid("message.client_id", "client_id is 1 to 64 characters.", "client_id"));
  }
  const auto* current =
      conversation::find_of_customer(workspace_.state().conversations, visitor.customer);
  if (current) {
    const auto* before =
        conversation::find_receipt(*current, conversation::AuthorKind::customer, client_id);
    if (before) {
      return workspace_.answer_when_durable(
          std::move(answer),
          view::VisitorSent{before->message, before->seq, before->at, current->id});
    }
  }
  if (!messages_.admit(to_text(visitor.customer), workspace_.engine().now())) {
    return answer(limit(
        "message.too_many",
        "At most " + std::to_string(limits_.messages_per_window) + " messages in 10 seconds."));
  }
  // The customer's row must be at hand before the conversation opens: the desk shows it at once.
  if (!workspace_.customers().find(visitor.customer)) {
    workspace_.with_customer(
        visitor.customer, [this, visitor, client_id = std::move(client_id), text = std::move(text),
                           attachments = std::move(attachments),
                           answer = std::move(answer)](Result<ports::CustomerRow> row) mutable {
          if (!row) return answer(row.error());
          workspace_.customers().put(std::move(*row));
          messages_.forget(to_text(visitor.customer));
          send(visitor, std::move(client_id), std::move(text), std::move(attachments),
               std::move(answer));
        });
    return;
  }
  const auto id = conversation_to_write_to(visitor);
  if (!id) return answer(id.error());
  auto files = attachments_.claim(attachments, *id, visitor.customer, {});
  if (!files) return answer(files.error());
  const auto row = workspace_.add_message({.conversation = *id,
                                           .author = {conversation::AuthorKind::customer, {}},
                                           .client_id = std::move(client_id),
                                           .text = std::move(text),
                                           .attachments = std::move(*files)});
  if (!row) return answer(row.error());
  workspace_.answer_when_durable(std::move(answer),
                                 view::VisitorSent{row->id, row->seq, row->at, *id});
}

// ---- being there ----

Result<void> Inbox::typing(const Visitor& visitor, bool is_typing) {
  FL_TRY(const auto* c, conversation_of(visitor));
  const view::signal::Typing told{c->id, conversation::AuthorKind::customer, {}, is_typing, {}};
  if (c->agent) workspace_.push().signal_agent(c->agent, told);
  workspace_.push().signal_watchers(c->id, told);
  return {};
}

void Inbox::read(const Visitor& visitor, std::uint64_t up_to, Answer<view::Nothing> answer) {
  const auto c = conversation_of(visitor);
  if (!c) return answer(c.error());
  const auto done = workspace_.engine().submit(conversation::Command(
      conversation::MarkRead{(*c)->id, conversation::AuthorKind::customer, up_to}));
  if (!done) return answer(done.error());
  workspace_.answer_when_durable(std::move(answer), view::Nothing{});
}

// ---- about the customer ----

void Inbox::change_customer(const Visitor& visitor, std::function<void(ports::CustomerRow&)> change,
                            Answer<view::Nothing> answer) {
  workspace_.with_customer(
      visitor.customer, [this, change = std::move(change),
                         answer = std::move(answer)](const Result<ports::CustomerRow>& row) {
        if (!row) return answer(row.error());
        if (auto writable = workspace_.engine().check_writable(); !writable) {
          return answer(writable.error());
        }
        ports::CustomerRow changed = *row;
        change(changed);
        changed.last_seen = workspace_.engine().now();
        workspace_.engine().add(changed);
        const auto* c =
            conversation::find_of_customer(workspace_.state().conversations, changed.id);
        if (c) {
          workspace_.customers().put(std::move(changed));
          // The desk sees the new page at once; a hint is not worth an event of the journal.
          if (c->agent) {
            workspace_.push().to_agent(
                c->agent, 0, workspace_.engine().now(),
                view::frame::ConversationChanged{shown::conversation(workspace_, *c)});
          }
        }
        workspace_.answer_when_durable(answer, view::Nothing{});
      });
}

void Inbox::page(const Visitor& visitor, std::string page, std::string cart,
                 Answer<view::Nothing> answer) {
  change_customer(
      visitor,
      [page = std::move(page), cart = std::move(cart)](ports::CustomerRow& row) {
        row.page = page;
        if (!cart.empty()) row.cart = cart;
      },
      std::move(answer));
}

void Inbox::name(const Visitor& visitor, std::string name, Answer<view::Nothing> answer) {
  if (auto checked = check_text(name, "name", limits::name_characters, "name"); !checked) {
    return answer(checked.error());
  }
  change_customer(
      visitor,
      [name = std::string(trimmed(name))](ports::CustomerRow& row) {
        if (row.identity == customer::Identity::vouched) return;
        row.name = name;
        row.identity = customer::Identity::hinted;
      },
      std::move(answer));
}

// ---- ending ----

void Inbox::leave(const Visitor& visitor, Answer<view::Nothing> answer) {
  const auto c = conversation_of(visitor);
  if (!c) return answer(c.error());
  const auto done = workspace_.engine().submit(conversation::Command(
      conversation::Close{(*c)->id, conversation::CloseReason::customer_left, {}, {}}));
  if (!done) return answer(done.error());
  workspace_.answer_when_durable(std::move(answer), view::Nothing{});
}

void Inbox::answer_survey(const Visitor& visitor, int effort, std::string comment,
                          Answer<view::Nothing> answer) {
  if (auto checked = check_text(comment, "comment", limits::comment_characters, "comment");
      !checked) {
    return answer(checked.error());
  }
  const auto c = conversation_of(visitor);
  if (!c) return answer(c.error());
  const ConversationId id = (*c)->id;
  const auto done =
      workspace_.engine().submit(conversation::Command(conversation::AnswerSurvey{id, effort}));
  if (!done) return answer(done.error());
  if (!trimmed(comment).empty()) {
    workspace_.engine().add(ports::SurveyRow{id, std::move(comment), workspace_.engine().now()});
  }
  workspace_.answer_when_durable(std::move(answer), view::Nothing{});
}

void Inbox::reopen(const Visitor& visitor, Answer<view::VisitorReopened> answer) {
  const auto c = conversation_of(visitor);
  if (!c) return answer(c.error());
  const ConversationId id = (*c)->id;
  const auto done = workspace_.engine().submit(
      conversation::Command(conversation::Reopen{id, {conversation::AuthorKind::customer, {}}}));
  if (!done) return answer(done.error());
  workspace_.answer_when_durable(
      std::move(answer),
      view::VisitorReopened{shown::visitor_conversation(
          workspace_, *conversation::find(workspace_.state().conversations, id))});
}

}  // namespace firstline::app
