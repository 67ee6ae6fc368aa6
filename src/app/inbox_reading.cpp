// What visitors and the public contact page read.
#include <algorithm>

#include "app/inbox.hpp"
#include "app/shown.hpp"

namespace firstline::app {

// ---- reading ----

void Inbox::check_own(const Visitor& visitor, ConversationId id, Answer<view::Nothing> then) {
  const auto unknown = [] {
    return not_found("conversation.unknown", "There is no such conversation.");
  };
  if (const auto* c = conversation::find(workspace_.state().conversations, id)) {
    if (c->customer != visitor.customer) return then(unknown());
    return then(view::Nothing{});
  }
  // A settled conversation: whose it was stands in the list.
  workspace_.ports().archive.conversations(
      workspace_.id(), {.id = id, .customer = visitor.customer, .limit = 1},
      [unknown, then = std::move(then)](const Result<ports::Page<ports::ConversationLine>>& lines) {
        if (!lines) return then(lines.error());
        if (lines->items.empty()) return then(unknown());
        then(view::Nothing{});
      });
}

void Inbox::messages(const Visitor& visitor, ports::MessageQuery query,
                     Answer<view::VisitorMessages> answer) {
  if (!query.conversation) {
    const auto c = conversation_of(visitor);
    if (!c) return answer(c.error());
    query.conversation = (*c)->id;
  }
  query.is_public_only = true;
  const ConversationId id = query.conversation;
  check_own(visitor, id,
            [this, query, answer = std::move(answer)](const Result<view::Nothing>& own) mutable {
              if (!own) return answer(own.error());
              workspace_.ports().archive.messages(
                  workspace_.id(), query,
                  [this, answer = std::move(answer)](const Result<ports::Messages>& found) {
                    if (!found) return answer(found.error());
                    view::VisitorMessages shown;
                    shown.has_more = found->has_more;
                    for (const ports::MessageRow& row : found->items) {
                      shown.items.push_back(shown::visitor_message(workspace_, row, &found->files));
                    }
                    answer(std::move(shown));
                  });
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
        messages(visitor, {.after = seq, .limit = most},
                 [shown = std::move(shown),
                  answer = std::move(answer)](Result<view::VisitorMessages> found) mutable {
                   if (!found) return answer(found.error());
                   shown.items = std::move(found->items);
                   answer(std::move(shown));
                 });
      });
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
