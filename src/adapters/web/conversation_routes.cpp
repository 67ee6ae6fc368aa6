// Conversations and their messages over REST.
#include "adapters/web/exchange.hpp"
#include "adapters/web/query.hpp"
#include "adapters/web/routes.hpp"

namespace firstline::web {
namespace {

namespace view = app::view;

const std::string one = "/api/v1/conversations/{conversation}";

Route get(const std::string& pattern, std::function<void(const ExchangeRef&)> handle) {
  return {"GET", pattern, Asker::user, std::move(handle)};
}
Route post(const std::string& pattern, std::function<void(const ExchangeRef&)> handle) {
  return {"POST", pattern, Asker::user, std::move(handle)};
}

// A POST that says only which conversation.
Route on(const std::string& what, void (*handle)(const ExchangeRef&, ConversationId)) {
  return post(one + what, [handle](const ExchangeRef& x) {
    if (const auto asked = x->read<wire::OnConversation>("conversation")) {
      handle(x, asked->conversation);
    }
  });
}

void list(const ExchangeRef& x) {
  Query query(x->request);
  ports::ConversationQuery wanted;
  wanted.phase = query.word<conversation::Phase>("phase");
  wanted.queue = query.key<QueueId>("queue");
  wanted.agent = query.key<AgentId>("agent");
  wanted.customer = query.id<CustomerId>("customer");
  wanted.from = query.time("from");
  wanted.to = query.time("to");
  wanted.text = query.text("text");
  wanted.limit = query.limit();
  wanted.cursor = query.text("cursor");
  if (query.problem()) return x->fail(*query.problem());
  x->house().desk.conversations(x->actor, std::move(wanted), x->json<view::Conversations>());
}

// The id in the path; a text that is none is no conversation of ours.
std::optional<ConversationId> id_of(const ExchangeRef& x) {
  const auto id = id_from_text<ConversationId>(x->parameter("conversation"));
  if (id) return id;
  x->fail(not_found("conversation.unknown", "There is no such conversation."));
  return std::nullopt;
}

void messages(const ExchangeRef& x) {
  const auto id = id_of(x);
  if (!id) return;
  Query query(x->request);
  const std::optional<std::uint64_t> after = query.number("after");
  const std::uint64_t before = query.number("before").value_or(0);
  const std::size_t limit = query.limit();
  if (query.problem()) return x->fail(*query.problem());
  x->house().desk.messages(x->actor, *id, after, before, limit, x->json<view::Messages>());
}

// Notes are about the customer; the conversation says who that is, and whether it may be read.
void with_customer(const ExchangeRef& x, ConversationId id, std::function<void(CustomerId)> then) {
  x->house().desk.conversation(x->actor, id,
                               [x, then = std::move(then)](const Result<view::Conversation>& c) {
                                 if (!c) return x->fail(c.error());
                                 then(c->customer.id);
                               });
}

void add_reading(Routes& routes) {
  routes.push_back(get("/api/v1/conversations", list));
  routes.push_back(get(one, [](const ExchangeRef& x) {
    if (const auto id = id_of(x)) {
      x->house().desk.conversation(x->actor, *id, x->json<view::Conversation>());
    }
  }));
  routes.push_back(get(one + "/messages", messages));
  routes.push_back(get(one + "/notes", [](const ExchangeRef& x) {
    const auto id = id_of(x);
    if (!id) return;
    with_customer(x, *id, [x](CustomerId customer) {
      x->house().desk.notes(x->actor, customer, x->json<view::Notes>());
    });
  }));
}

void add_writing(Routes& routes) {
  routes.push_back(post(one + "/messages", [](const ExchangeRef& x) {
    auto asked = x->read<wire::SendMessage>("conversation");
    if (!asked) return;
    x->house().desk.send(x->actor,
                         {asked->conversation, std::move(asked->client_id), std::move(asked->text),
                          std::move(asked->attachments), asked->visibility},
                         x->json<view::Sent>(201));
  }));
  routes.push_back(post(one + "/typing", [](const ExchangeRef& x) {
    const auto asked = x->read<wire::Typing>("conversation");
    if (!asked) return;
    x->house().desk.typing(x->actor, asked->conversation, asked->is_typing, x->nothing());
  }));
  routes.push_back(post(one + "/read", [](const ExchangeRef& x) {
    const auto asked = x->read<wire::MarkRead>("conversation");
    if (asked) {
      x->house().desk.read(x->actor, asked->conversation, asked->up_to, x->nothing());
    }
  }));
  routes.push_back(post(one + "/notes", [](const ExchangeRef& x) {
    const auto asked = x->read<wire::AddConversationNote>("conversation");
    if (!asked) return;
    with_customer(x, asked->conversation, [x, text = asked->text](CustomerId customer) {
      x->house().desk.add_note(x->actor, customer, text, x->json<view::NoteAdded>(201));
    });
  }));
  routes.push_back(post(one + "/whisper", [](const ExchangeRef& x) {
    auto asked = x->read<wire::Whisper>("conversation");
    if (!asked) return;
    x->house().desk.whisper(x->actor, asked->conversation, std::move(asked->client_id),
                            std::move(asked->text), x->json<view::Sent>(201));
  }));
  routes.push_back({"PUT", one + "/draft", Asker::user, [](const ExchangeRef& x) {
                      auto asked = x->read<wire::SaveDraft>("conversation");
                      if (!asked) return;
                      x->house().desk.keep_draft(x->actor, asked->conversation,
                                                 std::move(asked->text),
                                                 x->json<view::DraftKept>());
                    }});
}

void add_ending(Routes& routes) {
  routes.push_back(post(one + "/close", [](const ExchangeRef& x) {
    auto asked = x->read<wire::CloseConversation>("conversation");
    if (!asked) return;
    x->house().desk.close(x->actor, asked->conversation, std::move(asked->outcome),
                          std::move(asked->note), x->nothing());
  }));
  routes.push_back(on("/reopen", [](const ExchangeRef& x, ConversationId id) {
    x->house().desk.reopen(x->actor, id, x->json<view::WorkTaken>());
  }));
  routes.push_back(on("/take-over", [](const ExchangeRef& x, ConversationId id) {
    x->house().desk.take_over(x->actor, id, x->json<view::WorkTaken>());
  }));
  routes.push_back(on("/block", [](const ExchangeRef& x, ConversationId id) {
    x->house().desk.block(x->actor, id, x->nothing());
  }));
}

}  // namespace

Routes conversation_routes() {
  Routes routes;
  add_reading(routes);
  add_writing(routes);
  add_ending(routes);
  return routes;
}

}  // namespace firstline::web
