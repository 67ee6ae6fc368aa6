#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/notation.hpp"
#include "base/overloaded.hpp"
#include "base/text.hpp"
#include "tests/support/engine_room.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/scenario_cast.hpp"

namespace firstline::testing {
namespace {

using Words = ScenarioCast::Words;
using Code = std::string;  // of the refusal; empty: done

constexpr std::size_t lines_shown = 30;

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
      cast_.learn(change.event);
      lines_.push_back(cast_.named(with_short_times(app::say(change.event))));
      history_.push_back(to_clock(change.at) + " " + lines_.back());
    }
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
    const routing::Work* work = cast_.work_called(words[0]);
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
      return cast_.work_called(words[0]) && cast_.work_called(words[0])->agent.text == words[3];
    if (what == "over") return cast_.work_called(words[0]) == nullptr;
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

  // ---- what happens ----

  Code happen(const Words& words, std::string& misuse) {
    if (words[0].front() == '(') return happen_around(words, misuse);
    if (words.size() < 2) {
      misuse = "somebody does something";
      return {};
    }
    const auto command = cast_.command_of(words);
    if (!command) {
      misuse = command.error().message;
      return {};
    }
    const auto done = room_.submit(*command);
    if (!done) return done.error().code;
    if (const auto* opened = std::get_if<conversation::ConversationOpened>(
            done->empty() ? nullptr : &done->front())) {
      cast_.call(words[0], opened->conversation);
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

  const Scenario& scenario_;
  EngineRoom room_;
  ScenarioCast cast_{room_};
  std::size_t seen_ = 0;
  std::vector<std::string> lines_;    // of this step
  std::vector<std::string> history_;  // with times
};

}  // namespace

std::string run_scenario(const Scenario& scenario) { return Runner(scenario).run(); }

}  // namespace firstline::testing
