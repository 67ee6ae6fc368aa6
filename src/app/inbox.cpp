#include "app/inbox.hpp"

#include <algorithm>

#include "app/limits.hpp"
#include "app/shown.hpp"
#include "app/texts.hpp"
#include "base/log.hpp"
#include "base/number.hpp"

namespace firstline::app {
namespace {

constexpr std::string_view token_version = "v1";
const std::string visitor_secret = "visitor-tokens";

// The parts of "a.b.c"; at most `most`.
std::vector<std::string_view> split(std::string_view text, char at, std::size_t most) {
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < most) {
    const auto next = text.find(at);
    if (next == std::string_view::npos) break;
    parts.push_back(text.substr(0, next));
    text.remove_prefix(next + 1);
  }
  parts.push_back(text);
  return parts;
}

Error bad_token() {
  return unauthenticated("visitor.token", "This visitor token is not valid; visit again.");
}

Error blocked() { return forbidden("customer.blocked", "This chat is not available."); }

bool may_embed(const catalog::EntryPoint& entry_point, const Visit& visit) {
  if (entry_point.origins.empty() || visit.origin.empty()) return entry_point.origins.empty();
  if (visit.origin == visit.own_origin) return true;
  return std::find(entry_point.origins.begin(), entry_point.origins.end(), visit.origin) !=
         entry_point.origins.end();
}

std::string known_locale(const std::string& locale) {
  if (locale == "zh-CN" || locale == "zh-TW") return locale;
  return "en";
}

}  // namespace

Inbox::Inbox(Workspace& workspace, Attachments& attachments)
    : workspace_(workspace),
      attachments_(attachments),
      messages_(limits::messages_per_window, limits::message_window, limits::sources_remembered),
      visits_(limits::visits_per_window, limits::visit_window, limits::sources_remembered) {}

// ---- visiting ----

void Inbox::visit(Visit visit, Answer<view::VisitResult> answer) {
  const auto* entry_point = catalog::find(workspace_.catalog(), visit.entry_point);
  if (!entry_point || entry_point->kind != catalog::EntryPointKind::widget) {
    return answer(not_found("widget.unknown", "There is no widget of this key."));
  }
  if (!may_embed(*entry_point, visit)) {
    return answer(forbidden("origin.refused", "This page may not use this widget."));
  }
  if (!visits_.admit(visit.from, workspace_.engine().now())) {
    return answer(limit("visit.too_many", "Too many visits from this address; wait a minute."));
  }
  if (visit.name) {
    if (auto checked = check_text(*visit.name, "name", limits::name_characters, "name"); !checked) {
      return answer(checked.error());
    }
  }
  visit.locale = known_locale(visit.locale);

  if (!visit.identity.empty()) {
    const auto vouched = workspace_.ports().crypto.verify_identity(
        visit.identity, workspace_.secret("widget:" + visit.entry_point.text),
        workspace_.engine().now());
    if (!vouched) return answer(vouched.error());
    if (vouched->external_id.empty() || vouched->external_id.size() > 200) {
      return answer(unauthenticated("identity.invalid", "The identity names no customer."));
    }
    workspace_.ports().archive.customer_by_external_id(
        workspace_.id(), vouched->external_id,
        [this, visit = std::move(visit), vouched = *vouched,
         answer = std::move(answer)](Result<std::optional<ports::CustomerRow>> found) mutable {
          if (!found) return answer(found.error());
          ports::CustomerRow row;
          if (*found) {
            row = std::move(**found);
          } else {
            auto fresh = registered(visit);
            if (!fresh) return answer(fresh.error());
            row = std::move(*fresh);
          }
          row.identity = customer::Identity::vouched;
          row.external_id = vouched.external_id;
          if (!vouched.name.empty()) {
            row.name = std::string(first_characters(vouched.name, limits::name_characters));
          }
          if (!vouched.email.empty()) row.email = vouched.email;
          arrive(std::move(visit), std::move(row), std::move(answer));
        });
    return;
  }
  if (!visit.token.empty()) {
    const auto visitor = visitor_of(visit.token);
    if (visitor) {
      const CustomerId id = visitor->customer;
      workspace_.with_customer(id, [this, visit = std::move(visit), answer = std::move(answer)](
                                       Result<ports::CustomerRow> row) mutable {
        if (!row) return answer(row.error());
        arrive(std::move(visit), std::move(*row), std::move(answer));
      });
      return;
    }
    if (visitor.error().kind == ErrorKind::forbidden) return answer(visitor.error());
    // An expired or foreign token: a new visitor.
  }
  auto row = registered(visit);
  if (!row) return answer(row.error());
  arrive(std::move(visit), std::move(*row), std::move(answer));
}

Result<ports::CustomerRow> Inbox::registered(const Visit& visit) {
  FL_TRY(const auto events, workspace_.engine().submit(customer::Command(customer::Register{})));
  ports::CustomerRow row;
  row.id = std::get<customer::CustomerRegistered>(events.front()).customer;
  row.entry_point = visit.entry_point;
  row.locale = visit.locale;
  row.first_seen = workspace_.engine().now();
  return row;
}

void Inbox::arrive(Visit visit, ports::CustomerRow row, Answer<view::VisitResult> answer) {
  const State& state = workspace_.state();
  if (state.customers.blocked.contains(row.id)) return answer(blocked());
  if (visit.name && !trimmed(*visit.name).empty() && row.identity != customer::Identity::vouched) {
    row.name = std::string(trimmed(*visit.name));
    row.identity = customer::Identity::hinted;
  }
  if (!visit.page.empty()) row.page = visit.page;
  if (!visit.cart.empty()) row.cart = visit.cart;
  row.locale = visit.locale;
  row.last_seen = workspace_.engine().now();
  workspace_.engine().add(row);
  const auto* c = conversation::find_of_customer(state.conversations, row.id);
  if (c) workspace_.customers().put(row);

  view::VisitResult result;
  const Visitor visitor{row.id, visit.entry_point};
  result.token = token_of(visitor);
  result.customer = {row.id, row.name, row.identity};
  if (c) result.conversation = shown::visitor_conversation(workspace_, *c);
  const auto& entry_point = *catalog::find(workspace_.catalog(), visit.entry_point);
  result.entry_point = {entry_point.name, entry_point.accent, entry_point.greeting};
  result.queue_live = shown::visitor_queue(workspace_, entry_point.queue);
  result.now = workspace_.engine().now();

  if (row.contacts == 0) {
    return workspace_.answer_when_durable(std::move(answer), std::move(result));
  }
  constexpr std::size_t history = 5;
  workspace_.ports().archive.conversations(
      workspace_.id(), {.customer = row.id, .limit = history + 1},
      [this, result = std::move(result),
       answer = std::move(answer)](Result<ports::Page<ports::ConversationLine>> lines) mutable {
        // Without its history a visit is still a visit.
        if (lines) {
          for (const auto& line : lines->items) {
            const bool is_current =
                result.conversation && result.conversation->id == line.conversation;
            if (!is_current && result.history.size() < history) {
              result.history.push_back(shown::visitor_conversation(workspace_, line));
            }
          }
        }
        workspace_.answer_when_durable(std::move(answer), std::move(result));
      });
}

// "v1.demo.p-3.shop.1790000000.<hmac>": nothing is stored, nothing can be forged; names are keys,
// so the text fits a WebSocket subprotocol.
std::string Inbox::token_of(const Visitor& visitor) {
  const Time expires = workspace_.engine().now() + limits::visitor_token_life;
  const std::string text = std::string(token_version) + "." + workspace_.id().text + "." +
                           to_text(visitor.customer) + "." + visitor.entry_point.text + "." +
                           std::to_string(to_ms(expires) / 1000);
  return text + "." +
         workspace_.ports().crypto.hmac_sha256(workspace_.secret(visitor_secret), text);
}

std::optional<WorkspaceId> Inbox::workspace_of_token(std::string_view token) {
  const auto parts = split(token, '.', 6);
  if (parts.size() != 6 || parts[0] != token_version || !is_key(parts[1])) return {};
  return WorkspaceId(parts[1]);
}

Result<Visitor> Inbox::visitor_of(std::string_view token) {
  constexpr std::size_t longest = 300;
  const auto parts = split(token, '.', 6);
  if (token.size() > longest || parts.size() != 6 || parts[0] != token_version ||
      parts[1] != workspace_.id().text) {
    return bad_token();
  }
  const std::string_view text = token.substr(0, token.size() - parts[5].size() - 1);
  const auto& crypto = workspace_.ports().crypto;
  if (!crypto.is_equal(parts[5], crypto.hmac_sha256(workspace_.secret(visitor_secret), text))) {
    return bad_token();
  }
  const auto expires = number_from_text<std::int64_t>(parts[4]);
  if (!expires || time_from_ms(*expires * 1000) <= workspace_.engine().now()) {
    return bad_token();
  }
  const Visitor visitor{id_from_text<CustomerId>(parts[2]), EntryPointId(parts[3])};
  // A customer the journal does not know: the token outlived the data it was made for.
  if (!visitor.customer || visitor.customer.value > workspace_.state().customers.last_customer) {
    return bad_token();
  }
  if (workspace_.state().customers.blocked.contains(visitor.customer)) return blocked();
  return visitor;
}

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
  if (auto checked = check_text(text, "message", limits::message_characters); !checked) {
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
    return answer(limit("message.too_many", "At most 20 messages in 10 seconds."));
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

// ---- reading ----

void Inbox::messages(const Visitor& visitor, std::optional<std::uint64_t> after,
                     std::uint64_t before, std::size_t limit,
                     Answer<view::VisitorMessages> answer) {
  const auto c = conversation_of(visitor);
  if (!c) return answer(c.error());
  workspace_.ports().archive.messages(
      workspace_.id(),
      {.conversation = (*c)->id,
       .after = after,
       .before = before,
       .limit = limit,
       .is_public_only = true},
      [this, answer = std::move(answer)](Result<ports::Messages> found) {
        if (!found) return answer(found.error());
        view::VisitorMessages shown;
        shown.has_more = found->has_more;
        for (const ports::MessageRow& row : found->items) {
          shown.items.push_back(shown::visitor_message(workspace_, row, &found->files));
        }
        answer(std::move(shown));
      });
}

void Inbox::since(const Visitor& visitor, std::uint64_t seq, Answer<view::VisitorSince> answer) {
  constexpr std::size_t most = 200;
  // First everything that was accepted becomes durable, then it is read: nothing can be missed.
  workspace_.engine().when_durable(
      [this, visitor, seq, answer = std::move(answer)](const Result<void>& durable) mutable {
        if (!durable) return answer(durable.error());
        const auto c = conversation_of(visitor);
        if (!c) return answer(view::VisitorSince{});
        view::VisitorSince shown;
        shown.conversation = shown::visitor_conversation(workspace_, **c);
        shown.place = shown::place(workspace_, **c);
        messages(visitor, seq, 0, most,
                 [shown = std::move(shown),
                  answer = std::move(answer)](Result<view::VisitorMessages> found) mutable {
                   if (!found) return answer(found.error());
                   shown.items = std::move(found->items);
                   answer(std::move(shown));
                 });
      });
}

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

// ---- the public contact page ----

void Inbox::contact_page(Answer<view::ContactPage> answer) {
  struct Progress {
    view::ContactPage page;
    std::size_t open = 1;
    Answer<view::ContactPage> answer;
    void step() {
      if (--open == 0) answer(std::move(page));
    }
  };
  auto progress = std::make_shared<Progress>();
  progress->answer = std::move(answer);
  progress->page.workspace.name = workspace_.row().name;
  progress->page.now = workspace_.engine().now();
  const auto& entry_points = workspace_.catalog().entry_points;
  progress->page.entry_points.resize(entry_points.size());
  for (std::size_t i = 0; i < entry_points.size(); ++i) {
    const catalog::EntryPoint& entry_point = entry_points[i];
    const view::VisitorQueue live = shown::visitor_queue(workspace_, entry_point.queue);
    view::ContactEntryPoint& line = progress->page.entry_points[i];
    line.id = entry_point.id;
    line.kind = entry_point.kind;
    line.name = entry_point.name;
    line.channel = entry_point.kind == catalog::EntryPointKind::phone ? catalog::Channel::voice
                                                                      : catalog::Channel::chat;
    line.is_open = live.is_open;
    line.is_staffed = live.is_staffed;
    line.waiting = live.waiting;
    line.wait = live.wait;
    ++progress->open;
    workspace_.ports().archive.recent_waits(
        workspace_.id(), entry_point.queue, progress->page.now - hours(1),
        [progress, i](Result<std::vector<Duration>> waits) {
          if (waits && !waits->empty()) {
            std::sort(waits->begin(), waits->end());
            const auto quantile = [&](double share) {
              return (
                  *waits)[static_cast<std::size_t>(share * static_cast<double>(waits->size() - 1))];
            };
            progress->page.entry_points[i].answer_times = {quantile(0.5), quantile(0.9),
                                                           waits->size()};
          }
          progress->step();
        });
  }
  progress->step();
}

}  // namespace firstline::app
