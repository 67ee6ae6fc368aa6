#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/scenario.hpp"

namespace firstline::testing {
namespace {

using Words = std::vector<std::string>;

Error syntax(std::string message) { return invalid("scenario.syntax", std::move(message)); }

Error at_line(const std::string& file, int line, const Error& error) {
  return syntax(fmt::format("{}:{}: {}", file, line, error.message));
}

// ---- words ----

std::string_view without_comment(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t')) {
      return line.substr(0, i);
    }
  }
  return line;
}

// Words between blanks; "quoted text" is one word.
Result<Words> words_of(std::string_view text) {
  Words words;
  while (!(text = trimmed(text)).empty()) {
    const bool is_quoted = text.front() == '"';
    if (is_quoted) text.remove_prefix(1);
    const std::size_t end = text.find_first_of(is_quoted ? "\"" : " \t");
    if (is_quoted && end == std::string_view::npos) return syntax("a quote is not closed");
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return words;
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(at);
    parts.emplace_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

Result<int> number_of(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return syntax(fmt::format("\"{}\" is not a number", text));
  }
  return value;
}

// "250ms", "20s", "5m", "2h".
Result<Duration> duration_of(std::string_view text) {
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view unit = text.substr(digits);
  FL_TRY(const int value, number_of(text.substr(0, digits)));
  if (unit == "ms") return Duration(value);
  if (unit == "s") return Duration(seconds(value));
  if (unit == "m") return Duration(minutes(value));
  if (unit == "h") return Duration(hours(value));
  return syntax(fmt::format("\"{}\" is not a duration like 20s, 5m, 2h or 250ms", text));
}

// "09:00:25" or "09:00:25.500", on the day of nine_o_clock.
Result<Time> time_of(const std::string& text) {
  const Time midnight = std::chrono::floor<std::chrono::days>(nine_o_clock);
  const auto time = time_from_rfc3339(to_rfc3339(midnight).substr(0, 11) + text + "Z");
  if (!time) return syntax(fmt::format("\"{}\" is not a time like 09:00:25", text));
  return *time;
}

// ---- settings ----

Result<std::vector<catalog::SkillLevel>> skills_of(std::string_view text,
                                                   catalog::Catalog& catalog) {
  std::vector<catalog::SkillLevel> skills;
  for (const std::string& part : split(text, ',')) {
    const auto pair = split(part, ':');
    catalog::SkillLevel skill{SkillId(pair[0]), 10};
    if (pair.size() == 2) {
      FL_TRY(skill.level, number_of(pair[1]));
    }
    const bool is_known = std::any_of(catalog.skills.begin(), catalog.skills.end(),
                                      [&](const catalog::Skill& s) { return s.id == skill.skill; });
    if (!is_known) catalog.skills.push_back({skill.skill, skill.skill.text});
    skills.push_back(skill);
  }
  return skills;
}

// "chat:20:5,message:10:2": channel, cost, maximum.
Result<std::vector<catalog::ChannelCapacity>> capacity_of(std::string_view text) {
  static const std::map<std::string, catalog::Channel> channels = {
      {"voice", catalog::Channel::voice},
      {"chat", catalog::Channel::chat},
      {"message", catalog::Channel::message},
      {"email", catalog::Channel::email},
      {"ticket", catalog::Channel::ticket}};
  std::vector<catalog::ChannelCapacity> capacity;
  for (const std::string& part : split(text, ',')) {
    const auto fields = split(part, ':');
    if (fields.size() != 3 || !channels.contains(fields[0])) {
      return syntax(fmt::format("\"{}\" is not a capacity like chat:20:5", part));
    }
    FL_TRY(const int cost, number_of(fields[1]));
    FL_TRY(const int maximum, number_of(fields[2]));
    capacity.push_back({channels.at(fields[0]), cost, maximum});
  }
  return capacity;
}

template <class Item>
Item& item_of(std::vector<Item>& items, const std::string& id) {
  for (Item& item : items) {
    if (item.id.text == id) return item;
  }
  items.emplace_back();
  items.back().id = decltype(items.back().id)(id);
  items.back().name = id;
  return items.back();
}

using Setter = std::function<Result<void>(const std::string& value)>;
using Setters = std::map<std::string, Setter>;

Setter sets(Duration& target) {
  return [&target](const std::string& value) -> Result<void> {
    FL_TRY(target, duration_of(value));
    return {};
  };
}

Setters setters_of(catalog::Queue& queue, catalog::Catalog& catalog) {
  return {{"ring_time", sets(queue.ring_time)},
          {"wrap_up", sets(queue.wrap_up)},
          {"target", sets(queue.target)},
          {"priority", sets(queue.priority)},
          {"idle_warning", sets(queue.idle_warning)},
          {"idle_close", sets(queue.idle_close)},
          {"reopen_window", sets(queue.reopen_window)},
          {"required", [&](const std::string& value) -> Result<void> {
             FL_TRY(queue.required, skills_of(value, catalog));
             return {};
           }}};
}

Setters setters_of(catalog::Agent& agent, catalog::Catalog& catalog) {
  return {{"queues",
           [&](const std::string& value) -> Result<void> {
             agent.queues.clear();
             for (const std::string& id : split(value, ',')) {
               if (id != "none") agent.queues.emplace_back(id);
             }
             return {};
           }},
          {"skills",
           [&](const std::string& value) -> Result<void> {
             FL_TRY(agent.skills, skills_of(value, catalog));
             return {};
           }},
          {"capacity", [&](const std::string& value) -> Result<void> {
             FL_TRY(agent.capacity, capacity_of(value));
             return {};
           }}};
}

Setters setters_of(catalog::Policy& policy) {
  return {{"pause_after_unanswered", sets(policy.pause_after_unanswered)},
          {"pause_after_decline", sets(policy.pause_after_decline)},
          {"browser_gone_grace", sets(policy.browser_gone_grace)},
          {"preferred_agent_wait", sets(policy.preferred_agent_wait)},
          {"customer_gone_wait", sets(policy.customer_gone_wait)},
          {"unanswered_before_break",
           [&](const std::string& value) -> Result<void> {
             FL_TRY(policy.unanswered_before_break, number_of(value));
             return {};
           }},
          {"capacity", [&](const std::string& value) -> Result<void> {
             FL_TRY(policy.capacity, capacity_of(value));
             return {};
           }}};
}

Result<void> set_all(const Setters& setters, const Words& words, std::size_t from) {
  for (std::size_t i = from; i < words.size(); i += 2) {
    const auto setter = setters.find(words[i]);
    if (setter == setters.end()) {
      std::string known;
      for (const auto& [name, unused] : setters) known += (known.empty() ? "" : ", ") + name;
      return syntax(fmt::format("there is no \"{}\"; there are {}", words[i], known));
    }
    if (i + 1 == words.size()) return syntax(fmt::format("\"{}\" has no value", words[i]));
    FL_TRY_VOID(setter->second(words[i + 1]));
  }
  return {};
}

// ---- what the steps imply ----

const std::string* option(const Words& words, std::string_view name) {
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i] == name) return &words[i + 1];
  }
  return nullptr;
}

// Queues and agents that no setting speaks of: "call-1 arrives queue billing" makes the queue,
// "ann ready skills billing" makes an agent who serves the queues called so.
Result<void> declare_mentioned(Scenario& scenario) {
  for (const ScenarioStep& step : scenario.steps) {
    const std::string* queue = option(step.words, "queue");
    if (queue && step.words.size() > 1 && step.words[1] == "arrives") {
      item_of(scenario.catalog.queues, *queue);
    }
  }
  for (const ScenarioStep& step : scenario.steps) {
    const std::string* skills = option(step.words, "skills");
    if (!skills || step.words[1] != "ready") continue;
    catalog::Agent& agent = item_of(scenario.catalog.agents, step.words[0]);
    auto known = skills_of(*skills, scenario.catalog);
    if (!known) return at_line(scenario.file, step.line, known.error());
    agent.skills = *known;
    for (const catalog::SkillLevel& skill : *known) {
      const QueueId id(skill.skill.text);
      if (catalog::find(scenario.catalog, id)) agent.queues.push_back(id);
    }
  }
  return {};
}

Result<ScenarioStep> step_of(std::string_view text, int line) {
  ScenarioStep step;
  step.line = line;
  const std::size_t arrow = text.find("->");
  if (arrow != std::string_view::npos) {
    for (std::string& expected : split(text.substr(arrow + 2), ';')) {
      if (expected.empty()) return syntax("an expectation is empty");
      step.expected.push_back(std::move(expected));
    }
  }
  FL_TRY(step.words, words_of(text.substr(0, arrow)));
  if (step.words.size() < 2) return syntax("a step is a time and what happens");
  FL_TRY(step.at, time_of(step.words.front()));
  step.words.erase(step.words.begin());
  return step;
}

Result<void> read_line(Scenario& scenario, std::string_view text, int line) {
  if (text.front() >= '0' && text.front() <= '9') {
    FL_TRY(ScenarioStep step, step_of(text, line));
    if (!scenario.steps.empty() && step.at < scenario.steps.back().at) {
      return syntax("time goes backwards");
    }
    scenario.steps.push_back(std::move(step));
    return {};
  }
  if (!scenario.steps.empty()) {
    return syntax("settings stand before the first step; later ones behind a time and (catalog)");
  }
  FL_TRY(const Words words, words_of(text));
  return apply_setting(words, scenario.catalog);
}

}  // namespace

Result<void> apply_setting(const Words& words, catalog::Catalog& catalog) {
  if (words.empty()) return syntax("a setting is missing");
  if (words[0] == "policy") return set_all(setters_of(catalog.policy), words, 1);
  if (words.size() < 2) return syntax(fmt::format("\"{}\" of whom?", words[0]));
  if (words[0] == "queue") {
    return set_all(setters_of(item_of(catalog.queues, words[1]), catalog), words, 2);
  }
  if (words[0] == "agent") {
    return set_all(setters_of(item_of(catalog.agents, words[1]), catalog), words, 2);
  }
  if (words[0] == "without" && words.size() == 3 && words[1] == "queue") {
    std::erase_if(catalog.queues, [&](const auto& queue) { return queue.id.text == words[2]; });
    for (catalog::Agent& agent : catalog.agents) std::erase(agent.queues, QueueId(words[2]));
    return {};
  }
  if (words[0] == "without" && words.size() == 3 && words[1] == "agent") {
    std::erase_if(catalog.agents, [&](const auto& agent) { return agent.id.text == words[2]; });
    return {};
  }
  return syntax(fmt::format("\"{}\" is not a setting: policy, queue, agent or without", words[0]));
}

Result<Scenario> parse_scenario(const std::string& file, std::string_view text) {
  Scenario scenario;
  scenario.file = file;
  int line = 0;
  for (const std::string& raw : split(text, '\n')) {
    ++line;
    const std::string_view content = trimmed(without_comment(raw));
    if (content.empty()) continue;
    if (const auto read = read_line(scenario, content, line); !read) {
      return at_line(file, line, read.error());
    }
  }
  if (scenario.steps.empty()) return at_line(file, line, syntax("nothing happens"));
  FL_TRY_VOID(declare_mentioned(scenario));
  const auto problems = catalog::problems(scenario.catalog);
  if (!problems.empty()) {
    return at_line(file, 1, syntax(problems.front().field + ": " + problems.front().message));
  }
  return scenario;
}

}  // namespace firstline::testing
