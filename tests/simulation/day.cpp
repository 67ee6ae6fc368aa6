#include "tests/simulation/day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace firstline::testing {
namespace {

constexpr int agent_count = 30;
constexpr Duration opening_hours = hours(1);
constexpr Duration longest_day = hours(4);  // overtime, until nothing is left
constexpr Duration between_faults = seconds(50);
const std::vector<std::string> queue_names = {"general", "billing", "vip", "returns"};

}  // namespace

Day::Day(std::uint64_t seed)
    : seed_(seed),
      random_(seed),
      room_({.snapshot_every = 2'500}),
      watcher_(room_),
      courier_(room_) {
  for (int i = 0; i < agent_count; ++i) agents_.emplace_back(fmt::format("agent-{:02}", i));
}

std::string Day::run() {
  room_.use(some_catalog());
  plan(Duration(0), [this] { arrive(); });
  plan(between_faults, [this] { fault(); });
  plan(minutes(5), [this] { administer(); });
  plan(seconds(20), [this] { supervise(); });
  for (const AgentId& agent : agents_) {
    plan(random_.between(Duration(0), minutes(2)), [this, agent] { work(agent); });
  }
  plan(opening_hours, [this] { end_faults(); });
  while (step() && !is_quiet()) {
  }
  // Surveys may be answered for a day; then nothing may be left.
  if (wrong_.empty()) {
    now_ += hours(26);
    room_.pass_until(clock());
    look();
  }
  if (wrong_.empty()) wrong_ = watcher_.compare();
  if (wrong_.empty()) wrong_ = watcher_.check_drained();
  if (wrong_.empty()) wrong_ = courier_.check();
  if (wrong_.empty()) return {};
  const char* commit = std::getenv("FIRSTLINE_COMMIT");
  return fmt::format("seed {}, commit {}: {}\nThe last lines of the journal:\n{}", seed_,
                     commit ? commit : "unknown", wrong_, watcher_.last_lines());
}

// ---- time ----

void Day::plan(Duration in, std::function<void()> what) {
  plans_.push({now_ + in, ++planned_, std::move(what)});
}

bool Day::step() {
  if (!wrong_.empty()) return false;
  if (now_ > nine_o_clock + longest_day) wrong_ = "the queues do not drain";
  const Plan next = plans_.top();
  plans_.pop();
  now_ = next.at;
  room_.pass_until(clock());
  next.what();
  room_.run_posted();
  look();
  return wrong_.empty();
}

// The doors are closed, and nobody waits or is being talked to.
bool Day::is_quiet() const { return !is_open_ && room_.state().routing.works.empty(); }

void Day::look() {
  if (wrong_.empty()) wrong_ = watcher_.look();
}

// ---- the floor ----

catalog::Catalog Day::some_catalog() {
  catalog::Catalog catalog;
  catalog.skills = {{SkillId("vat"), "VAT"}};
  for (const std::string& name : queue_names) {
    catalog::Queue queue;
    queue.id = QueueId(name);
    queue.name = name;
    queue.ring_time = random_.between(seconds(8), seconds(25));
    queue.wrap_up = random_.chance(0.3) ? Duration(0) : random_.between(seconds(5), seconds(40));
    queue.idle_warning = random_.between(minutes(2), minutes(5));
    queue.idle_close = random_.between(minutes(1), minutes(3));
    if (name == "vip") queue.priority = seconds(60);
    if (name == "billing") queue.required = {{SkillId("vat"), 3}};
    catalog.queues.push_back(std::move(queue));
  }
  for (const AgentId& id : agents_) {
    catalog::Agent agent;
    agent.id = id;
    agent.name = id.text;
    for (const std::string& name : queue_names) {
      if (random_.chance(0.6)) agent.queues.emplace_back(name);
    }
    if (random_.chance(0.7)) agent.skills = {{SkillId("vat"), 5}};
    if (random_.chance(0.2)) agent.capacity = {{catalog::Channel::chat, 30, 3}};
    catalog.agents.push_back(std::move(agent));
  }
  // Somebody can do everything, so that every queue drains.
  for (catalog::Agent* agent : {&catalog.agents.front(), &catalog.agents.back()}) {
    agent->queues.clear();
    for (const catalog::Queue& queue : catalog.queues) agent->queues.push_back(queue.id);
    agent->skills = {{SkillId("vat"), 10}};
  }
  return catalog;
}

void Day::submit(const app::Command& command) {
  const auto done = room_.submit(command);
  // The world is often not as somebody thinks it is; but nobody here asks nonsense.
  if (!done && done.error().kind == ErrorKind::invalid && wrong_.empty()) {
    wrong_ = "a command was refused as invalid: " + done.error().code;
  }
}

// ---- faults ----

void Day::fault() {
  if (!is_open_) return;
  plan(random_.between(Duration(0), 2 * between_faults), [this] { fault(); });
  switch (random_.below(8)) {
    case 0:
    case 1:
    case 2:  // a slow disk
      room_.store.hold();
      return plan(random_.between(milliseconds(50), seconds(5)), [this] { room_.store.release(); });
    case 3:  // a full one
      room_.store.set_full(true);
      return plan(random_.between(milliseconds(50), seconds(40)),
                  [this] { room_.store.set_full(false); });
    case 4:
      return restart();
    case 5:  // the clock is set
      skew_ += random_.chance(0.5) ? random_.between(seconds(1), minutes(5))
                                   : -random_.between(seconds(1), seconds(20));
      return;
    default:  // a browser is gone, often for good
      const AgentId agent = random_.pick(agents_);
      if (!is_at_desk_[agent]) return;
      is_at_desk_[agent] = false;
      submit(routing::Vanish{agent});
      return plan(random_.between(milliseconds(200), minutes(2)), [this, agent] {
        is_at_desk_[agent] = true;
        submit(routing::Connect{agent});
      });
  }
}

// The process ends anywhere: before a batch is on the disk, or after it but before anybody was
// told.
void Day::restart() {
  if (wrong_.empty()) wrong_ = watcher_.look();
  const auto recovered = room_.restart();
  if (!recovered) {
    wrong_ = "it did not recover: " + recovered.error().message;
    return;
  }
  if (wrong_.empty()) wrong_ = watcher_.compare();
  // All windows are gone; most come back at once.
  for (const AgentId& agent : agents_) {
    if (!is_at_desk_[agent]) continue;
    submit(routing::Vanish{agent});
    plan(random_.between(milliseconds(100), seconds(8)), [this, agent] {
      if (is_at_desk_[agent]) submit(routing::Connect{agent});
    });
  }
}

void Day::end_faults() {
  is_open_ = false;
  room_.store.set_full(false);
  room_.store.release();
  room_.run_posted();
  skew_ = std::max(skew_, room_.state().last_at - now_);  // a clock that was behind is set right
}

}  // namespace firstline::testing
