// What people do all day: customers, agents, a supervisor, an admin.
#include <algorithm>

#include "tests/simulation/day.hpp"

namespace firstline::testing {
namespace {

constexpr Duration mean_between_arrivals = seconds(6);
constexpr Duration agent_pace = seconds(6);  // one thing an agent does
constexpr Duration retry = seconds(5);       // of a message that was not acknowledged

const routing::Agent* agent_of(const EngineRoom& room, const AgentId& id) {
  return routing::find(room.state().routing, id);
}

bool is_there(const routing::Agent* agent) {
  return agent && agent->presence == routing::Presence::ready;
}

}  // namespace

// ---- customers ----

void Day::arrive() {
  if (!is_open_) return;
  plan(random_.between(Duration(0), 2 * mean_between_arrivals), [this] { arrive(); });
  auto customer = std::make_shared<Customer>();
  visit(customer);
}

// Opens the chat; tries again while the disk is full.
void Day::visit(const std::shared_ptr<Customer>& customer) {
  static const std::vector<std::string> queues = {"general", "general", "billing", "vip",
                                                  "returns"};
  if (!customer->id) {
    const auto registered = room_.submit(customer::Command(customer::Register{}));
    if (!registered) return plan(seconds(3), [this, customer] { visit(customer); });
    customer->id = std::get<customer::CustomerRegistered>(registered->front()).customer;
  }
  conversation::Open open;
  open.customer = customer->id;
  open.entry_point = EntryPointId("demo");
  open.queue = QueueId(random_.pick(queues));
  if (random_.chance(0.15)) open.channel = catalog::Channel::message;
  open.locale = "en";
  const auto opened = room_.submit(conversation::Command(open));
  if (!opened) {
    if (opened.error().kind != ErrorKind::unavailable) return;  // another window was faster
    customer->id = {};
    return plan(seconds(3), [this, customer] { visit(customer); });
  }
  const ConversationId id =
      std::get<conversation::ConversationOpened>(opened->front()).conversation;
  // Only what is durable was promised: a customer whose chat is lost with the batch begins again.
  room_.engine().when_durable([this, customer, id](const Result<void>& result) {
    if (!result) {
      customer->id = {};
      return plan(seconds(3), [this, customer] { visit(customer); });
    }
    customer->talk = id;
    talk(customer);
  });
}

void Day::talk(const std::shared_ptr<Customer>& customer) {
  const auto* c = conversation::find(room_.state().conversations, customer->talk);
  if (!c) return;
  if (c->phase == conversation::Phase::closed) return after_the_end(customer);
  const ConversationId id = customer->talk;
  const std::size_t roll = random_.below(100);
  if (roll < 45) {
    const auto letter = courier_.write(id, {conversation::AuthorKind::customer, {}});
    customer->letters.push_back(letter);
    send(letter);
  } else if (roll < 50) {
    submit(conversation::Close{id, conversation::CloseReason::customer_left, {}, {}});
  } else if (roll < 58) {
    submit(conversation::CustomerHere{id, !c->is_customer_here});
  } else if (roll < 62) {
    submit(conversation::MarkRead{id, conversation::AuthorKind::customer, c->last_seq});
  }
  plan(random_.between(seconds(5), is_open_ ? minutes(1) : seconds(30)),
       [this, customer] { talk(customer); });
}

void Day::after_the_end(const std::shared_ptr<Customer>& customer) {
  if (random_.chance(0.3)) {
    submit(conversation::AnswerSurvey{customer->talk, static_cast<int>(random_.below(6))});
  }
  if (!is_open_ || !random_.chance(0.1)) return;
  if (random_.chance(0.5)) {
    submit(conversation::Reopen{customer->talk, {conversation::AuthorKind::customer, {}}});
    plan(seconds(2), [this, customer] { talk(customer); });
  } else {
    visit(customer);
  }
}

// Over a network that delays and doubles; again until it is acknowledged.
void Day::send(const std::shared_ptr<Courier::Letter>& letter) {
  if (letter->is_done()) return;
  const int copies = random_.chance(0.1) ? 2 : random_.chance(0.05) ? 0 : 1;
  for (int i = 0; i < copies; ++i) {
    plan(random_.between(milliseconds(5), seconds(3)),
         [this, letter] { courier_.deliver(letter); });
  }
  plan(retry, [this, letter] { send(letter); });
}

// ---- agents ----

void Day::work(const AgentId& id) {
  plan(random_.between(agent_pace / 2, agent_pace * 3 / 2), [this, id] { work(id); });
  if (!is_at_desk_.contains(id)) is_at_desk_[id] = true;  // the first thing in the morning
  if (!is_at_desk_[id]) return;
  const routing::Agent* agent = agent_of(room_, id);
  if (!agent || !agent->is_connected) return submit(routing::Connect{id});
  change_presence(*agent);
  if (agent->offer) answer_offer(*agent);
  agent = agent_of(room_, id);  // a refused batch takes it all back
  if (!agent) return;
  for (const WorkId work : std::vector<WorkId>(agent->slots)) {
    const routing::Work* held = routing::find(room_.state().routing, work);
    if (held && held->agent == id) do_one_thing(*held);
  }
}

void Day::answer_offer(const routing::Agent& agent) {
  const std::size_t roll = random_.below(100);
  if (roll < 75 || !is_open_) {
    submit(routing::AcceptOffer{agent.offer, agent.id});
  } else if (roll < 85) {
    submit(routing::DeclineOffer{agent.offer, agent.id, "busy"});
  }
}

void Day::do_one_thing(const routing::Work& work) {
  if (work.state == routing::WorkState::wrap_up) {
    if (random_.chance(0.4)) submit(routing::Complete{work.id, work.agent});
    return;
  }
  const ConversationId talk = work.conversation;
  const AgentId agent = work.agent;
  const std::size_t roll = random_.below(1000);
  if (roll < 250) {
    send(courier_.write(talk, {conversation::AuthorKind::agent, agent}));
  } else if (roll < (is_open_ ? 310u : 600u)) {
    submit(conversation::Close{talk, conversation::CloseReason::agent, agent, "solved"});
    if (random_.chance(0.1) && is_open_) {
      submit(conversation::Reopen{talk, {conversation::AuthorKind::agent, agent}});
    }
  } else if (!is_open_) {
    return;
  } else if (roll < 320) {
    submit(routing::Transfer{work.id, agent, QueueId("general"), {}});
  } else if (roll < 335) {
    AgentId to = random_.pick(agents_);
    if (to == agent) to = agents_.front() == agent ? agents_.back() : agents_.front();
    submit(routing::Transfer{work.id, agent, {}, to});
  } else if (roll < 337) {
    const auto* c = conversation::find(room_.state().conversations, talk);
    if (c) submit(app::Command(customer::Command(customer::Block{c->customer, user_of(agent)})));
  }
}

void Day::change_presence(const routing::Agent& agent) {
  const auto set = [&](routing::Presence presence, const char* reason) {
    submit(routing::SetPresence{agent.id, presence, reason, routing::PresenceCause::chosen});
  };
  if (!is_there(&agent)) {
    if (!is_open_ || random_.chance(0.2)) set(routing::Presence::ready, "");
    return;
  }
  if (!is_open_) return;
  const std::size_t roll = random_.below(1000);
  if (roll < 5) set(routing::Presence::on_break, "meal");
  if (roll >= 5 && roll < 8) set(routing::Presence::offline, "");
}

// ---- a supervisor and an admin ----

void Day::supervise() {
  if (!is_open_) return;
  plan(random_.between(seconds(5), seconds(40)), [this] { supervise(); });
  const std::uint64_t last = room_.state().routing.last_work;
  if (last == 0) return;
  const WorkId work{last - random_.below(std::min<std::uint64_t>(last, 20))};
  submit(routing::TakeOver{work, random_.pick(agents_)});
  const auto& blocked = room_.state().customers.blocked;
  if (!blocked.empty() && random_.chance(0.3)) {
    submit(app::Command(customer::Command(customer::Unblock{*blocked.begin(), UserId("sue")})));
  }
}

void Day::administer() {
  if (!is_open_) return;
  plan(random_.between(minutes(4), minutes(15)), [this] { administer(); });
  catalog::Catalog catalog = some_catalog();
  catalog.version = room_.state().catalog->version;
  submit(app::Command(catalog::Replace{std::move(catalog), UserId("ada")}));
  // A mail about it, sent sooner or later; after a restart it is still owed.
  const auto issued = room_.submit(app::EffectCommand(app::IssueEffect{}));
  if (!issued) return;
  const EffectId effect = std::get<app::EffectIssued>(issued->front()).effect;
  plan(random_.between(seconds(1), minutes(2)), [this, effect] {
    submit(app::Command(app::EffectCommand(app::FinishEffect{effect, random_.chance(0.9)})));
  });
}

}  // namespace firstline::testing
