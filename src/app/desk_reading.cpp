// The desk's reading side, its customers, and what supervisors do in a conversation.
#include "app/desk.hpp"
#include "app/limits.hpp"
#include "app/refusals.hpp"
#include "app/shown.hpp"
#include "app/texts.hpp"

namespace firstline::app {
namespace {

using access::Permission;

constexpr std::size_t note_id_bytes = 15;

// A conversation that has left memory, as the list knows it.
view::Conversation from_line(const Workspace& workspace, const ports::ConversationLine& line) {
  view::Conversation shown;
  shown.id = line.conversation;
  shown.customer = shown::customer(workspace, line.customer);
  if (shown.customer.name.empty()) shown.customer.name = line.customer_name;
  shown.channel = line.channel;
  shown.queue = line.queue;
  shown.entry_point = line.entry_point;
  shown.locale = line.locale;
  shown.opened_at = line.opened_at;
  shown.phase = line.closed_at ? conversation::Phase::closed : conversation::Phase::open;
  shown.last_agent = line.agent;
  shown.last_seq = line.last_seq;
  shown.closed_at = line.closed_at;
  if (line.closed_at) shown.close_reason = line.close_reason;
  shown.outcome = line.outcome;
  shown.survey = {line.survey, line.effort, {}};
  if (!line.first_text.empty()) {
    shown.last_message =
        view::LastMessage{line.first_text, line.opened_at, conversation::AuthorKind::customer};
  }
  return shown;
}

}  // namespace

// ---- conversations ----

// In memory the state knows whose it is; for settled ones the list does.
void Desk::check_readable(const Actor& actor, ConversationId id,
                          std::function<void(Result<void>)> then) {
  if (conversation::find(workspace_.state().conversations, id)) {
    const auto c = readable(actor, id);
    return then(c ? Result<void>() : Result<void>(c.error()));
  }
  // History is for everybody who answers: the customer should not have to repeat themselves.
  if (!actor.may(Permission::answer) && !actor.may(Permission::see_all)) return then(may_not());
  then(Result<void>());
}

void Desk::messages(const Actor& actor, ConversationId id, std::optional<std::uint64_t> after,
                    std::uint64_t before, std::size_t limit, Answer<view::Messages> answer) {
  check_readable(actor, id, [&](const Result<void>& allowed) {
    if (!allowed) return answer(allowed.error());
    workspace_.engine().when_durable([=, this](const Result<void>& durable) {
      if (!durable) return answer(durable.error());
      workspace_.ports().archive.messages(
          workspace_.id(), {.conversation = id, .after = after, .before = before, .limit = limit},
          [this, answer](Result<ports::Messages> found) {
            if (!found) return answer(found.error());
            view::Messages shown;
            shown.has_more = found->has_more;
            for (const ports::MessageRow& row : found->items) {
              shown.items.push_back(shown::message(workspace_, row, &found->files));
            }
            answer(std::move(shown));
          });
    });
  });
}

void Desk::conversation(const Actor& actor, ConversationId id, Answer<view::Conversation> answer) {
  check_readable(actor, id, [&](const Result<void>& allowed) {
    if (!allowed) return answer(allowed.error());
    if (const auto* c = conversation::find(workspace_.state().conversations, id)) {
      view::Conversation shown = shown::conversation(workspace_, *c);
      workspace_.ports().archive.survey(
          workspace_.id(), id,
          [this, shown = std::move(shown),
           answer](Result<std::optional<ports::SurveyRow>> survey) mutable {
            if (survey && *survey) shown.survey.comment = (*survey)->comment;
            workspace_.answer_when_durable(answer, std::move(shown));
          });
      return;
    }
    workspace_.ports().archive.conversations(
        workspace_.id(), {.id = id, .limit = 1},
        [this, answer](Result<ports::Page<ports::ConversationLine>> lines) {
          if (!lines) return answer(lines.error());
          if (lines->items.empty()) {
            return answer(not_found("conversation.unknown", "There is no such conversation."));
          }
          answer(from_line(workspace_, lines->items.front()));
        });
  });
}

void Desk::conversations(const Actor& actor, ports::ConversationQuery query,
                         Answer<view::Conversations> answer) {
  // Without see_all one sees one's own.
  if (!actor.may(Permission::see_all)) {
    if (query.agent && query.agent != actor.agent()) return answer(may_not());
    if (!query.customer) query.agent = actor.agent();
  }
  workspace_.ports().archive.conversations(
      workspace_.id(), std::move(query),
      [this, answer = std::move(answer)](Result<ports::Page<ports::ConversationLine>> lines) {
        if (!lines) return answer(lines.error());
        view::Conversations shown;
        for (const ports::ConversationLine& line : lines->items) {
          const auto* c = conversation::find(workspace_.state().conversations, line.conversation);
          shown.items.push_back(c ? shown::conversation(workspace_, *c)
                                  : from_line(workspace_, line));
        }
        if (!lines->next.empty()) shown.next = lines->next;
        workspace_.answer_when_durable(answer, std::move(shown));
      });
}

// ---- customers ----

void Desk::notes(const Actor& actor, CustomerId customer, Answer<view::Notes> answer) {
  if (!actor.may(Permission::answer)) return answer(may_not());
  workspace_.ports().archive.notes(
      workspace_.id(), customer,
      [this, answer = std::move(answer)](Result<std::vector<ports::NoteRow>> rows) {
        if (!rows) return answer(rows.error());
        view::Notes shown;
        for (const ports::NoteRow& row : *rows) {
          shown.items.push_back(
              {row.id, row.by, workspace_.people().name_of(agent_of(row.by)), row.at, row.text});
        }
        answer(std::move(shown));
      });
}

void Desk::add_note(const Actor& actor, CustomerId customer, std::string text,
                    Answer<view::NoteAdded> answer) {
  if (!actor.may(Permission::answer)) return answer(may_not());
  if (auto checked = check_text(text, "note", limits::note_characters); !checked) {
    return answer(checked.error());
  }
  if (trimmed(text).empty()) return answer(invalid("note.empty", "A note needs a text.", "text"));
  if (!customer || customer.value > workspace_.state().customers.last_customer) {
    return answer(unknown_customer());
  }
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  const Time now = workspace_.engine().now();
  const std::string id = workspace_.ports().random.token(note_id_bytes);
  workspace_.engine().add(ports::NoteRow{id, customer, actor.user, std::move(text), now});
  workspace_.answer_when_durable(std::move(answer), view::NoteAdded{id, now});
}

void Desk::history(const Actor& actor, CustomerId customer, std::size_t limit,
                   Answer<view::History> answer) {
  if (!actor.may(Permission::answer)) return answer(may_not());
  workspace_.ports().archive.conversations(
      workspace_.id(), {.customer = customer, .limit = limit},
      [answer = std::move(answer)](Result<ports::Page<ports::ConversationLine>> lines) {
        if (!lines) return answer(lines.error());
        view::History shown;
        for (const ports::ConversationLine& line : lines->items) {
          shown.items.push_back({line.conversation, line.channel, line.opened_at, line.closed_at,
                                 line.outcome, line.agent, line.effort, line.first_text});
        }
        answer(std::move(shown));
      });
}

void Desk::rename(const Actor& actor, CustomerId customer, std::string name,
                  Answer<view::Nothing> answer) {
  if (!actor.may(Permission::answer)) return answer(may_not());
  if (auto checked = check_text(name, "name", limits::name_characters, "name"); !checked) {
    return answer(checked.error());
  }
  workspace_.with_customer(
      customer, [this, name = std::string(trimmed(name)),
                 answer = std::move(answer)](const Result<ports::CustomerRow>& row) {
        if (!row) return answer(row.error());
        if (auto writable = workspace_.engine().check_writable(); !writable) {
          return answer(writable.error());
        }
        ports::CustomerRow renamed = *row;
        renamed.name = name;
        workspace_.engine().add(renamed);
        const auto* c =
            conversation::find_of_customer(workspace_.state().conversations, renamed.id);
        if (c) workspace_.customers().put(std::move(renamed));
        workspace_.answer_when_durable(answer, view::Nothing{});
      });
}

void Desk::keep_settings(const Actor& actor, std::string json, Answer<view::Nothing> answer) {
  const auto* user = workspace_.people().find(actor.user);
  if (!user) return answer(unauthenticated("session.ended", "This user is no longer there."));
  if (json.size() > limits::settings_bytes) {
    return answer(limit("settings.too_large", "Settings have at most 8 kB.", "settings"));
  }
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  ports::UserRow changed = *user;
  changed.settings = std::move(json);
  workspace_.engine().add(changed);
  workspace_.people().put(std::move(changed));
  workspace_.answer_when_durable(std::move(answer), view::Nothing{});
}

// ---- supervisors ----

void Desk::watch(const Actor& actor, ConversationId id, Answer<view::Watched> answer) {
  if (!actor.may(Permission::see_all)) return answer(may_not());
  const auto* c = conversation::find(workspace_.state().conversations, id);
  if (!c) {
    return answer(
        not_found("conversation.unknown", "There is no such conversation, or it is settled."));
  }
  workspace_.audit(actor, "conversation.watched", to_text(id));
  workspace_.answer_when_durable(
      std::move(answer),
      view::Watched{shown::conversation(workspace_, *c), shown::tail(workspace_, id)});
}

void Desk::whisper(const Actor& actor, ConversationId id, std::string client_id, std::string text,
                   Answer<view::Sent> answer) {
  if (!actor.may(Permission::whisper)) return answer(may_not());
  workspace_.audit(actor, "conversation.whispered", to_text(id));
  send(actor, {id, std::move(client_id), std::move(text), {}, conversation::Visibility::whisper},
       std::move(answer));
}

void Desk::take_over(const Actor& actor, ConversationId id, Answer<view::WorkTaken> answer) {
  if (!actor.may(Permission::take_over)) return answer(may_not());
  const auto* work = routing::find_of_conversation(workspace_.state().routing, id);
  if (!work) return answer(not_found("work.unknown", "Nobody works on this conversation."));
  const WorkId work_id = work->id;
  const auto done =
      workspace_.engine().submit(routing::Command(routing::TakeOver{work_id, actor.agent()}));
  if (!done) return answer(done.error());
  workspace_.audit(actor, "conversation.taken_over", to_text(id));
  answer_with_work(work_id, std::move(answer));
}

void Desk::floor(const Actor& actor, Answer<view::Floor> answer) {
  if (!actor.may(Permission::see_floor)) return answer(may_not());
  workspace_.answer_when_durable(std::move(answer), shown::floor(workspace_));
}

void Desk::queue_live(const Actor&, const QueueId& queue, Answer<view::QueueLive> answer) {
  const catalog::Queue* found = catalog::find(workspace_.catalog(), queue);
  if (!found) return answer(not_found("queue.unknown", "There is no such queue."));
  workspace_.answer_when_durable(std::move(answer), shown::queue_live(workspace_, *found));
}

}  // namespace firstline::app
