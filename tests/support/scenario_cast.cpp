#include "tests/support/scenario_cast.hpp"

#include <fmt/format.h>

#include <charconv>

namespace firstline::testing {
namespace {

using Words = ScenarioCast::Words;

Error unknown(const std::string& verb) {
  return invalid("scenario", fmt::format("nobody knows how to \"{}\"", verb));
}

std::optional<std::string> option(const Words& words, std::string_view name) {
  for (std::size_t i = 2; i + 1 < words.size(); ++i) {
    if (words[i] == name) return words[i + 1];
  }
  return {};
}

Result<std::string> needed(const Words& words, std::string_view name) {
  if (auto value = option(words, name)) return std::move(*value);
  return invalid("scenario", fmt::format("\"{}\" needs a {}", words[1], name));
}

}  // namespace

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

void ScenarioCast::call(const std::string& name, ConversationId conversation) {
  talks_[name] = conversation;
  names_[conversation] = name;
}

void ScenarioCast::learn(const app::Event& event) {
  if (const auto* e = std::get_if<routing::WorkEnqueued>(&event)) {
    works_[e->work] = names_.at(e->conversation);
  }
  if (const auto* e = std::get_if<routing::OfferMade>(&event)) {
    offers_[{works_.at(e->work), e->agent}] = e->offer;
  }
}

std::string ScenarioCast::named(const std::string& text) const {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_word(text[i])) {
      out += text[i++];
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && is_word(text[end])) ++end;
    const std::string word = text.substr(i, end - i);
    const auto work = works_.find(id_from_text<WorkId>(word));
    const auto talk = names_.find(id_from_text<ConversationId>(word));
    out += work != works_.end() ? work->second : talk != names_.end() ? talk->second : word;
    i = end;
  }
  return out;
}

const routing::Work* ScenarioCast::work_called(const std::string& name) const {
  const auto at = talks_.find(name);
  return at == talks_.end() ? nullptr
                            : routing::find_of_conversation(room_.state().routing, at->second);
}

Result<app::Command> ScenarioCast::command_of(const Words& words) {
  const std::string& verb = words[1];
  if (verb == "arrives") return arrives(words);
  if (talks_.contains(words[0])) return of_customer(words);
  if (verb == "ready" || verb == "break" || verb == "offline") return presence(words);
  const AgentId agent(words[0]);
  if (verb == "connects") return app::Command(routing::Command(routing::Connect{agent}));
  if (verb == "vanishes") return app::Command(routing::Command(routing::Vanish{agent}));
  return of_agent(words);
}

Result<app::Command> ScenarioCast::arrives(const Words& words) {
  FL_TRY(const std::string queue, needed(words, "queue"));
  conversation::Open open;
  open.customer = customer_of(option(words, "customer").value_or(words[0]));
  open.entry_point = EntryPointId("demo");
  if (option(words, "channel") == "message") open.channel = catalog::Channel::message;
  open.queue = QueueId(queue);
  open.locale = "en";
  return app::Command(conversation::Command(open));
}

Result<app::Command> ScenarioCast::presence(const Words& words) const {
  routing::SetPresence set;
  set.agent = AgentId(words[0]);
  set.presence = words[1] == "ready"   ? routing::Presence::ready
                 : words[1] == "break" ? routing::Presence::on_break
                                       : routing::Presence::offline;
  set.reason = option(words, "reason").value_or("");
  return app::Command(routing::Command(set));
}

// What the person outside does: words[0] is their conversation.
Result<app::Command> ScenarioCast::of_customer(const Words& words) {
  using namespace conversation;  // NOLINT: only its commands are meant
  const ConversationId id = talks_.at(words[0]);
  const std::string& verb = words[1];
  const auto command = [](Command c) { return app::Command(std::move(c)); };
  const Author customer{AuthorKind::customer, {}};
  if (verb == "leaves") return command(Close{id, CloseReason::customer_left, {}, {}});
  if (verb == "goes") return command(CustomerHere{id, false});
  if (verb == "comes") return command(CustomerHere{id, true});
  if (verb == "returns") return command(Reopen{id, customer});
  if (verb == "writes") return command(message(id, customer, words));
  if (verb == "rates" && words.size() > 2) {
    int effort = 0;
    std::from_chars(words[2].data(), words[2].data() + words[2].size(), effort);
    return command(AnswerSurvey{id, effort});
  }
  return unknown(verb);
}

// What an agent does with a conversation: "ann accepts call-1".
Result<app::Command> ScenarioCast::of_agent(const Words& words) {
  using namespace routing;  // NOLINT: only its commands are meant
  const AgentId agent(words[0]);
  const std::string& verb = words[1];
  const std::size_t at = verb == "takes" && words.size() > 2 && words[2] == "over" ? 3 : 2;
  if (words.size() <= at) return unknown(verb);
  const std::string& name = words[at];
  if (!talks_.contains(name)) {
    return invalid("scenario", fmt::format("nobody called {} has arrived", name));
  }
  const ConversationId id = talks_.at(name);
  const Work* work = work_called(name);
  const WorkId work_id = work ? work->id : WorkId{};
  const auto command = [](Command c) { return app::Command(std::move(c)); };
  const auto talk = [](conversation::Command c) { return app::Command(std::move(c)); };
  const conversation::Author author{conversation::AuthorKind::agent, agent};
  if (verb == "accepts") return command(AcceptOffer{offer_of(name, agent), agent});
  if (verb == "declines") {
    return command(
        DeclineOffer{offer_of(name, agent), agent, option(words, "reason").value_or("busy")});
  }
  if (verb == "transfers") {
    return command(Transfer{work_id, agent, QueueId(option(words, "queue").value_or("")),
                            AgentId(option(words, "agent").value_or(""))});
  }
  if (verb == "takes") return command(TakeOver{work_id, agent});
  if (verb == "completes") return command(Complete{work_id, agent});
  if (verb == "writes") return talk(message(id, author, words));
  if (verb == "reopens") return talk(conversation::Reopen{id, author});
  if (verb == "closes") {
    return talk(conversation::Close{id, conversation::CloseReason::agent, agent,
                                    option(words, "outcome").value_or("")});
  }
  if (verb == "blocks") {
    const auto* c = conversation::find(room_.state().conversations, id);
    return app::Command(
        customer::Command(customer::Block{c ? c->customer : CustomerId{}, user_of(agent)}));
  }
  return unknown(verb);
}

conversation::AddMessage ScenarioCast::message(ConversationId id,
                                               const conversation::Author& author,
                                               const Words& words) {
  conversation::AddMessage add;
  add.conversation = id;
  add.author = author;
  add.client_id = option(words, "as").value_or("m" + std::to_string(++messages_));
  return add;
}

OfferId ScenarioCast::offer_of(const std::string& name, const AgentId& agent) const {
  const auto at = offers_.find({name, agent});
  return at == offers_.end() ? OfferId{} : at->second;
}

CustomerId ScenarioCast::customer_of(const std::string& name) {
  CustomerId& id = customers_[name];
  if (!id) {
    const auto events = room_.submit(customer::Command(customer::Register{}));
    if (events) id = std::get<customer::CustomerRegistered>(events->front()).customer;
  }
  return id;
}

}  // namespace firstline::testing
