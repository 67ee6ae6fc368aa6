#include "tests/support/routing_floor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/routing_rules.hpp"

namespace firstline::testing {

using namespace routing;  // NOLINT: this file is about nothing else

catalog::Catalog small_catalog(const std::vector<std::string>& agents) {
  catalog::Catalog catalog;
  catalog.version = 1;
  add_queue(catalog, "billing");
  for (const std::string& agent : agents) add_agent(catalog, agent, {"billing"});
  return catalog;
}

catalog::Queue& queue_in(catalog::Catalog& catalog, const std::string& id) {
  const auto at = std::find_if(catalog.queues.begin(), catalog.queues.end(),
                               [&](const catalog::Queue& q) { return q.id.text == id; });
  FL_CHECK(at != catalog.queues.end());
  return *at;
}

catalog::Agent& agent_in(catalog::Catalog& catalog, const std::string& id) {
  const auto at = std::find_if(catalog.agents.begin(), catalog.agents.end(),
                               [&](const catalog::Agent& a) { return a.id.text == id; });
  FL_CHECK(at != catalog.agents.end());
  return *at;
}

catalog::Queue& add_queue(catalog::Catalog& catalog, const std::string& id) {
  catalog::Queue queue;
  queue.id = QueueId(id);
  queue.name = id;
  catalog.queues.push_back(std::move(queue));
  return catalog.queues.back();
}

catalog::Agent& add_agent(catalog::Catalog& catalog, const std::string& id,
                          const std::vector<std::string>& queues) {
  catalog::Agent agent;
  agent.id = AgentId(id);
  agent.name = id;
  for (const std::string& queue : queues) agent.queues.emplace_back(queue);
  catalog.agents.push_back(std::move(agent));
  return catalog.agents.back();
}

RoutingFloor::RoutingFloor(catalog::Catalog catalog) : now(nine_o_clock) {
  use(std::move(catalog));
}

void RoutingFloor::evolve(const Event& event) {
  routing::evolve(state, event, now);
  events_.push_back(event);
  history_.push_back({now, event});
  ASSERT_EQ(broken_rule(state), "");
  if (const auto* made = std::get_if<OfferMade>(&event)) {
    ASSERT_EQ(broken_offer_rule(state, *made), "");
  }
}

void RoutingFloor::settle() {
  for (;;) {
    const auto events = decide(state, AdvanceTime{}, now);
    FL_CHECK(events);
    if (events->empty()) break;
    for (const Event& event : *events) evolve(event);
  }
  ASSERT_EQ(difference_to_rebuilt(state, now), "");
}

Result<std::vector<Event>> RoutingFloor::run(const Command& command) {
  settle();
  auto events = decide(state, command, now);
  if (!events) return events;
  for (const Event& event : *events) evolve(event);
  settle();
  return events;
}

void RoutingFloor::pass(Duration duration) {
  const Time end = now + duration;
  while (next_wakeup(state) <= end) {
    now = std::max(now, next_wakeup(state));
    settle();
  }
  now = end;
}

void RoutingFloor::use(catalog::Catalog catalog) {
  use_catalog(state, std::make_shared<const catalog::Catalog>(std::move(catalog)));
  settle();
}

WorkId RoutingFloor::arrive(const std::string& queue, Enqueue enqueue) {
  enqueue.conversation = {++conversations_};
  enqueue.queue = QueueId(queue);
  const auto events = run(enqueue);
  EXPECT_TRUE(events) << (events ? "" : events.error().code);
  return {state.last_work};
}

void RoutingFloor::ready(const std::string& agent) {
  EXPECT_TRUE(run(SetPresence{AgentId(agent), Presence::ready, {}, PresenceCause::chosen}));
}

void RoutingFloor::take_break(const std::string& agent, const std::string& reason) {
  EXPECT_TRUE(run(SetPresence{AgentId(agent), Presence::on_break, reason, PresenceCause::chosen}));
}

void RoutingFloor::go_offline(const std::string& agent) {
  EXPECT_TRUE(run(SetPresence{AgentId(agent), Presence::offline, {}, PresenceCause::chosen}));
}

void RoutingFloor::connect(const std::string& agent) { EXPECT_TRUE(run(Connect{AgentId(agent)})); }

void RoutingFloor::vanish(const std::string& agent) { EXPECT_TRUE(run(Vanish{AgentId(agent)})); }

OfferId RoutingFloor::offer_of(const std::string& id) const {
  const Agent* it = find(state, AgentId(id));
  return it ? it->offer : OfferId{};
}

void RoutingFloor::accept(const std::string& agent) {
  const auto done = run(AcceptOffer{offer_of(agent), AgentId(agent)});
  EXPECT_TRUE(done) << (done ? "" : done.error().code);
}

void RoutingFloor::decline(const std::string& agent) {
  const auto done = run(DeclineOffer{offer_of(agent), AgentId(agent), "busy"});
  EXPECT_TRUE(done) << (done ? "" : done.error().code);
}

void RoutingFloor::finish(WorkId id) { EXPECT_TRUE(run(Finish{id})); }

void RoutingFloor::complete(WorkId id) { EXPECT_TRUE(run(Complete{id, work(id).agent})); }

void RoutingFloor::handle(WorkId id) {
  finish(id);
  if (!is_over(id)) complete(id);
}

const Work& RoutingFloor::work(WorkId id) const {
  const Work* found = find(state, id);
  FL_CHECK(found);
  return *found;
}

const Agent& RoutingFloor::agent(const std::string& id) const {
  const Agent* found = find(state, AgentId(id));
  FL_CHECK(found);
  return *found;
}

bool RoutingFloor::waits(WorkId id) const {
  const Work* found = find(state, id);
  return found && found->state == WorkState::waiting;
}

std::string RoutingFloor::offered_to(WorkId id) const {
  const Work* found = find(state, id);
  const Offer* offer = found ? find(state, found->offer) : nullptr;
  return offer ? offer->agent.text : std::string();
}

std::string RoutingFloor::with(WorkId id) const {
  const Work* found = find(state, id);
  return found ? found->agent.text : std::string();
}

std::vector<Event> RoutingFloor::take() { return std::exchange(events_, {}); }

}  // namespace firstline::testing
