#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "app/notation.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "tests/support/engine_room.hpp"
#include "tests/support/scenario.hpp"

namespace firstline::testing {
namespace {

using Words = std::vector<std::string>;
using Code = std::string;  // of the refusal; empty: done

constexpr std::size_t lines_shown = 30;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

// "09:00:25.000" is written "09:00:25".
std::string with_short_times(std::string text) {
  constexpr std::string_view zero = ".000";
  for (std::size_t at = text.find(zero); at != std::string::npos; at = text.find(zero, at)) {
    const bool is_clock = at >= 8 && text[at - 3] == ':' && text[at - 6] == ':';
    if (is_clock) {
      text.erase(at, zero.size());
    } else {
      at += zero.size();
    }
  }
  return text;
}

// The line begins with the expectation, and the expectation ends with a word of the line.
bool begins_with(std::string_view line, std::string_view expected) {
  return line.starts_with(expected) &&
         (line.size() == expected.size() || !is_word(line[expected.size()]));
}

class Runner {
 public:
  explicit Runner(const Scenario& scenario) : scenario_(scenario) {
    room_.use(scenario.catalog);
    seen_ = room_.released().size();
  }

  std::string run() {
    for (const ScenarioStep& step : scenario_.steps) {
      if (std::string fault = run(step); !fault.empty()) return explained(step, fault);
    }
    return {};
  }

 private:
  // ---- a step ----

  std::string run(const ScenarioStep& step) {
    lines_.clear();
    room_.pass_until(step.at);
    std::string misuse;
    const Code refusal = happen(step.words, misuse);
    if (!misuse.empty()) return misuse;
    room_.run_posted();
    collect();
    bool is_refusal_expected = false;
    std::size_t from = 0;  // events are expected in their order
    for (const std::string& expected : step.expected) {
      if (expected.starts_with("refused ")) {
        is_refusal_expected = true;
        if (expected.substr(8) != refusal) {
          return fmt::format("expected \"{}\", it was {}", expected,
                             refusal.empty() ? "done" : "refused " + refusal);
        }
        continue;
      }
      if (const auto holds = state_holds(expected)) {
        if (!*holds) return fmt::format("expected \"{}\"", expected);
        continue;
      }
      from = find_line(expected, step, from);
      if (from == 0) return fmt::format("expected \"{}\" (in this order)", expected);
    }
    if (!refusal.empty() && !is_refusal_expected) return "it was refused: " + refusal;
    return unexpected_offer(step);
  }

  void collect() {
    for (; seen_ < room_.released().size(); ++seen_) {
      const app::Change& change = room_.released()[seen_];
      if (const auto* e = std::get_if<routing::WorkEnqueued>(&change.event)) {
        works_[e->work] = names_.at(e->conversation);
      }
      if (const auto* e = std::get_if<routing::OfferMade>(&change.event)) {
        offers_[{works_.at(e->work), e->agent}] = e->offer;
      }
      lines_.push_back(named(with_short_times(app::say(change.event))));
      history_.push_back(to_clock(change.at) + " " + lines_.back());
    }
  }

  // "w-3" and "c-3" as the scenario calls them.
  std::string named(const std::string& text) const {
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

  // After the line that was found; 0: there is none.
  std::size_t find_line(std::string expected, const ScenarioStep& step, std::size_t from) const {
    // "offered to ann" is about what the step is about.
    if (expected.starts_with("offered to ")) expected.insert(7, " " + step.words.front());
    expected = with_short_times(expected);
    for (std::size_t i = from; i < lines_.size(); ++i) {
      if (begins_with(lines_[i], expected)) return i + 1;
    }
    return 0;
  }

  // No offer goes unmentioned: who rings is what scenarios are about.
  std::string unexpected_offer(const ScenarioStep& step) const {
    std::vector<std::string> wanted;
    for (std::string expected : step.expected) {
      if (expected.starts_with("offered to ")) expected.insert(7, " " + step.words.front());
      wanted.push_back(with_short_times(std::move(expected)));
    }
    for (const std::string& line : lines_) {
      if (!line.starts_with("offered ")) continue;
      const bool is_wanted = std::any_of(wanted.begin(), wanted.end(), [&](const auto& expected) {
        return begins_with(line, expected);
      });
      if (!is_wanted) return "nobody expected: " + line;
    }
    return {};
  }

  std::string explained(const ScenarioStep& step, const std::string& fault) const {
    std::string text = fmt::format("{}:{}: {}\nIn this step:\n", scenario_.file, step.line, fault);
    for (const std::string& line : lines_) text += "    " + line + "\n";
    text += "Before and in it:\n";
    const std::size_t from = history_.size() - std::min(history_.size(), lines_shown);
    for (std::size_t i = from; i < history_.size(); ++i) text += "    " + history_[i] + "\n";
    return text;
  }

  // ---- what must be so ----

  // Nothing: this is not about the state, so it is about an event.
  std::optional<bool> state_holds(const std::string& expected) const {
    if (expected == "nothing") return lines_.empty();
    if (expected == "no offer") return true;  // an offer nobody expected fails the step anyway
    Words words;
    for (std::string_view rest = expected; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      words.emplace_back(rest.substr(0, end));
      rest = trimmed(rest.substr(end));
    }
    if (words.size() >= 4 && words[1] == "wait" && words[2] == "in") {
      const auto view = routing::view_of(room_.state().routing, QueueId(words[3]));
      return std::to_string(view.waiting) == words[0];
    }
    if (words.size() < 2) return {};
    if (words[1] == "is" && words.size() >= 3) return is_so(words);
    if (words[1] == "waits" && words.size() <= 3) return waits(words);
    return {};
  }

  std::optional<bool> waits(const Words& words) const {
    static const Words ordinals = {"first", "second", "third", "fourth", "fifth", "sixth"};
    const routing::Work* work = work_called(words[0]);
    if (words.size() == 2) return work && work->state == routing::WorkState::waiting;
    const auto ordinal = std::find(ordinals.begin(), ordinals.end(), words[2]);
    if (ordinal == ordinals.end()) return {};
    if (!work || work->state != routing::WorkState::waiting) return false;
    std::ptrdiff_t position = 0;
    routing::for_each_waiting(room_.state().routing, work->queue, [&](const routing::Work& other) {
      if (other.id == work->id) return false;
      ++position;
      return true;
    });
    return position == ordinal - ordinals.begin();
  }

  std::optional<bool> is_so(const Words& words) const {
    const std::string what = words[2];
    if (what == "with")
      return work_called(words[0]) && work_called(words[0])->agent.text == words[3];
    if (what == "over") return work_called(words[0]) == nullptr;
    const routing::Agent* agent = routing::find(room_.state().routing, AgentId(words[0]));
    const auto activity = agent ? routing::activity_of(room_.state().routing, *agent)
                                : routing::AgentActivity::offline;
    switch (activity) {
      case routing::AgentActivity::offline:
        return what == "offline";
      case routing::AgentActivity::ready:
        return what == "ready";
      case routing::AgentActivity::busy:
        return what == "busy";
      case routing::AgentActivity::wrap_up:
        return what == "wrapping";
      case routing::AgentActivity::on_break:
        return what == "on";
    }
    return {};
  }

  const routing::Work* work_called(const std::string& name) const {
    const auto at = talks_.find(name);
    return at == talks_.end() ? nullptr
                              : routing::find_of_conversation(room_.state().routing, at->second);
  }

  // ---- what happens ----

  Code happen(const Words& words, std::string& misuse) {
    if (words[0].front() == '(') return happen_around(words, misuse);
    if (words.size() < 2) {
      misuse = "somebody does something";
      return {};
    }
    const auto command = command_of(words);
    if (!command) {
      misuse = command.error().message;
      return {};
    }
    const auto done = room_.submit(*command);
    if (!done) return done.error().code;
    if (const auto* opened = std::get_if<conversation::ConversationOpened>(
            done->empty() ? nullptr : &done->front())) {
      talks_[words[0]] = opened->conversation;
      names_[opened->conversation] = words[0];
    }
    Code lost;
    room_.engine().when_durable([&](const Result<void>& result) {
      if (!result) lost = result.error().code;
    });
    room_.run_posted();
    return lost;
  }

  // "(time passes)", "(restart)", "(disk full)", "(disk free)", "(catalog) queue billing …".
  Code happen_around(const Words& words, std::string& misuse) {
    std::string what;
    std::size_t next = 0;
    while (next < words.size() && !what.ends_with(')')) {
      what += (what.empty() ? "" : " ") + words[next++];
    }
    if (what == "(time passes)") return {};
    if (what == "(disk full)" || what == "(disk free)") {
      room_.store.set_full(what == "(disk full)");
      return {};
    }
    if (what == "(restart)") {
      if (!room_.restart()) misuse = "it did not recover";
      return {};
    }
    if (what == "(catalog)") {
      catalog::Catalog catalog = *room_.state().catalog;
      const auto applied =
          apply_setting({words.begin() + static_cast<std::ptrdiff_t>(next), words.end()}, catalog);
      if (!applied) {
        misuse = applied.error().message;
        return {};
      }
      const auto done = room_.submit(catalog::Replace{catalog, UserId("ada")});
      return done ? Code() : done.error().code;
    }
    misuse = fmt::format("\"{}\" does not happen here", what);
    return {};
  }

  Result<app::Command> command_of(const Words& words) {
    const std::string& verb = words[1];
    if (verb == "arrives") return arrives(words);
    if (talks_.contains(words[0])) return of_customer(words);
    if (verb == "ready" || verb == "break" || verb == "offline") return presence(words);
    const AgentId agent(words[0]);
    if (verb == "connects") return app::Command(routing::Command(routing::Connect{agent}));
    if (verb == "vanishes") return app::Command(routing::Command(routing::Vanish{agent}));
    return of_agent(words);
  }

  Result<app::Command> arrives(const Words& words) {
    FL_TRY(const std::string queue, needed(words, "queue"));
    conversation::Open open;
    open.customer = customer_of(option(words, "customer").value_or(words[0]));
    open.entry_point = EntryPointId("demo");
    if (option(words, "channel") == "message") open.channel = catalog::Channel::message;
    open.queue = QueueId(queue);
    open.locale = "en";
    return app::Command(conversation::Command(open));
  }

  Result<app::Command> presence(const Words& words) const {
    routing::SetPresence set;
    set.agent = AgentId(words[0]);
    set.presence = words[1] == "ready"   ? routing::Presence::ready
                   : words[1] == "break" ? routing::Presence::on_break
                                         : routing::Presence::offline;
    set.reason = option(words, "reason").value_or("");
    return app::Command(routing::Command(set));
  }

  // What the person outside does: words[0] is their conversation.
  Result<app::Command> of_customer(const Words& words) {
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
  Result<app::Command> of_agent(const Words& words) {
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

  conversation::AddMessage message(ConversationId id, const conversation::Author& author,
                                   const Words& words) {
    conversation::AddMessage add;
    add.conversation = id;
    add.author = author;
    add.client_id = option(words, "as").value_or("m" + std::to_string(++messages_));
    return add;
  }

  static Error unknown(const std::string& verb) {
    return invalid("scenario", fmt::format("nobody knows how to \"{}\"", verb));
  }

  // Live, or the latest that was.
  OfferId offer_of(const std::string& name, const AgentId& agent) const {
    const auto at = offers_.find({name, agent});
    return at == offers_.end() ? OfferId{} : at->second;
  }

  CustomerId customer_of(const std::string& name) {
    CustomerId& id = customers_[name];
    if (!id) {
      const auto events = room_.submit(customer::Command(customer::Register{}));
      if (events) id = std::get<customer::CustomerRegistered>(events->front()).customer;
    }
    return id;
  }

  static std::optional<std::string> option(const Words& words, std::string_view name) {
    for (std::size_t i = 2; i + 1 < words.size(); ++i) {
      if (words[i] == name) return words[i + 1];
    }
    return {};
  }

  static Result<std::string> needed(const Words& words, std::string_view name) {
    if (auto value = option(words, name)) return std::move(*value);
    return invalid("scenario", fmt::format("\"{}\" needs a {}", words[1], name));
  }

  const Scenario& scenario_;
  EngineRoom room_;
  std::size_t seen_ = 0;
  std::vector<std::string> lines_;    // of this step
  std::vector<std::string> history_;  // with times
  std::map<std::string, ConversationId> talks_;
  std::map<ConversationId, std::string> names_;
  std::map<WorkId, std::string> works_;
  std::map<std::pair<std::string, AgentId>, OfferId> offers_;
  std::map<std::string, CustomerId> customers_;
  int messages_ = 0;
};

}  // namespace

std::string run_scenario(const Scenario& scenario) { return Runner(scenario).run(); }

}  // namespace firstline::testing
