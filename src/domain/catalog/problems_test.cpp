#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "domain/catalog/state.hpp"

namespace firstline::catalog {
namespace {

// One of everything, without a problem.
Catalog sound() {
  Catalog catalog;
  catalog.skills = {{SkillId("vat"), "VAT"}};
  catalog.teams = {{TeamId("day"), "Day"}};
  Queue queue;
  queue.id = QueueId("billing");
  queue.name = "Billing";
  queue.required = {{SkillId("vat"), 3}};
  queue.outcomes = {"paid"};
  catalog.queues = {queue};
  Agent agent;
  agent.id = AgentId("ann");
  agent.name = "Ann";
  agent.team = TeamId("day");
  agent.queues = {QueueId("billing")};
  agent.skills = {{SkillId("vat"), 5}};
  agent.capacity = {{Channel::chat, 25, 4}};
  catalog.agents = {agent};
  EntryPoint entry;
  entry.id = EntryPointId("demo");
  entry.name = "Shop";
  entry.queue = QueueId("billing");
  entry.origins = {"https://shop.example", "http://localhost:8080"};
  entry.accent = "#2F4A33";
  entry.greeting = {{"en", "Hello"}};
  catalog.entry_points = {entry};
  catalog.canned_replies = {{CannedReplyId("hi"), "Hi", {{"en", "Hello"}}, {QueueId("billing")}}};
  catalog.policy.capacity = {{Channel::chat, 20, 5}};
  catalog.policy.break_reasons = {"meal"};
  return catalog;
}

using Change = std::function<void(Catalog&)>;

struct Case {
  const char* field;
  const char* code;
  Change change;
};

std::vector<Case> wrong_catalogs() {
  const std::string long_name(81, 'x');
  return {
      {"queues[0].id", "catalog.key", [](Catalog& c) { c.queues[0].id = QueueId("Billing"); }},
      {"queues[1].id", "catalog.duplicate", [](Catalog& c) { c.queues.push_back(c.queues[0]); }},
      {"queues[0].name", "catalog.name.empty", [](Catalog& c) { c.queues[0].name = " \u3000"; }},
      {"queues[0].name", "catalog.text.too_long",
       [=](Catalog& c) { c.queues[0].name = long_name; }},
      {"queues[0].name", "catalog.text", [](Catalog& c) { c.queues[0].name = "\xff"; }},
      {"queues[0].ring_time_ms", "queue.ring_time.range",
       [](Catalog& c) { c.queues[0].ring_time = seconds(5) - milliseconds(1); }},
      {"queues[0].ring_time_ms", "queue.ring_time.range",
       [](Catalog& c) { c.queues[0].ring_time = seconds(120) + milliseconds(1); }},
      {"queues[0].wrap_up_ms", "queue.wrap_up.range",
       [](Catalog& c) { c.queues[0].wrap_up = milliseconds(-1); }},
      {"queues[0].wrap_up_ms", "queue.wrap_up.range",
       [](Catalog& c) { c.queues[0].wrap_up = minutes(30) + milliseconds(1); }},
      {"queues[0].target_ms", "queue.target.range",
       [](Catalog& c) { c.queues[0].target = Duration(0); }},
      {"queues[0].target_share", "queue.target_share.range",
       [](Catalog& c) { c.queues[0].target_share = 0; }},
      {"queues[0].target_share", "queue.target_share.range",
       [](Catalog& c) { c.queues[0].target_share = 1.01; }},
      {"queues[0].target_share", "queue.target_share.range",
       [](Catalog& c) { c.queues[0].target_share = std::numeric_limits<double>::quiet_NaN(); }},
      {"queues[0].reply_target_ms", "queue.reply_target.range",
       [](Catalog& c) { c.queues[0].reply_target = seconds(4); }},
      {"queues[0].priority_ms", "queue.priority.range",
       [](Catalog& c) { c.queues[0].priority = seconds(-1); }},
      {"queues[0].idle_warning_ms", "queue.idle_warning.range",
       [](Catalog& c) { c.queues[0].idle_warning = hours(73); }},
      {"queues[0].idle_close_ms", "queue.idle_close.range",
       [](Catalog& c) { c.queues[0].idle_close = Duration(0); }},
      {"queues[0].reopen_window_ms", "queue.reopen_window.range",
       [](Catalog& c) { c.queues[0].reopen_window = hours(24 * 8); }},
      {"queues[0].required[0].skill", "skill.unknown",
       [](Catalog& c) { c.queues[0].required[0].skill = SkillId("tax"); }},
      {"queues[0].required[1].skill", "skill.duplicate",
       [](Catalog& c) {
         c.queues[0].required.push_back({SkillId("vat"), 1});
       }},
      {"queues[0].required[0].level", "skill.level.range",
       [](Catalog& c) { c.queues[0].required[0].level = 11; }},
      {"queues[0].outcomes", "queue.outcome.empty",
       [](Catalog& c) { c.queues[0].outcomes = {" "}; }},
      {"teams[0].name", "catalog.name.empty", [](Catalog& c) { c.teams[0].name.clear(); }},
      {"skills[0].name", "catalog.name.empty", [](Catalog& c) { c.skills[0].name.clear(); }},
      {"agents[0].id", "catalog.key", [](Catalog& c) { c.agents[0].id = AgentId(); }},
      {"agents[0].team", "team.unknown", [](Catalog& c) { c.agents[0].team = TeamId("night"); }},
      {"agents[0].queues[0]", "queue.unknown",
       [](Catalog& c) { c.agents[0].queues[0] = QueueId("vip"); }},
      {"agents[0].queues[1]", "queue.duplicate",
       [](Catalog& c) { c.agents[0].queues.emplace_back("billing"); }},
      {"agents[0].skills[0].level", "skill.level.range",
       [](Catalog& c) { c.agents[0].skills[0].level = 0; }},
      {"agents[0].capacity[0].cost", "capacity.cost.range",
       [](Catalog& c) { c.agents[0].capacity[0].cost = 101; }},
      {"agents[0].capacity[0].maximum", "capacity.maximum.range",
       [](Catalog& c) { c.agents[0].capacity[0].maximum = -1; }},
      {"agents[0].capacity[1].channel", "capacity.duplicate",
       [](Catalog& c) {
         c.agents[0].capacity.push_back({Channel::chat, 1, 1});
       }},
      {"entry_points[0].queue", "queue.unknown",
       [](Catalog& c) { c.entry_points[0].queue = QueueId("vip"); }},
      {"entry_points[0].origins[0]", "entry_point.origin",
       [](Catalog& c) { c.entry_points[0].origins[0] = "https://shop.example/path"; }},
      {"entry_points[0].origins[1]", "entry_point.origin",
       [](Catalog& c) { c.entry_points[0].origins[1] = "shop.example"; }},
      {"entry_points[0].origins[0]", "entry_point.origin",
       [](Catalog& c) { c.entry_points[0].origins[0] = "https://"; }},
      {"entry_points[0].origins[0]", "entry_point.origin",
       [](Catalog& c) { c.entry_points[0].origins[0] = "https://shop example"; }},
      {"entry_points[0].accent", "entry_point.accent",
       [](Catalog& c) { c.entry_points[0].accent = "green"; }},
      {"entry_points[0].greeting.en", "catalog.text.too_long",
       [](Catalog& c) { c.entry_points[0].greeting["en"] = std::string(501, 'x'); }},
      {"canned_replies[0].title", "canned.title.empty",
       [](Catalog& c) { c.canned_replies[0].title.clear(); }},
      {"canned_replies[0].text", "canned.text.empty",
       [](Catalog& c) { c.canned_replies[0].text.clear(); }},
      {"canned_replies[0].text.en", "canned.text.empty",
       [](Catalog& c) { c.canned_replies[0].text["en"] = "\n"; }},
      {"canned_replies[0].queues[0]", "queue.unknown",
       [](Catalog& c) { c.canned_replies[0].queues[0] = QueueId("vip"); }},
      {"policy.capacity[0].cost", "capacity.cost.range",
       [](Catalog& c) { c.policy.capacity[0].cost = -1; }},
      {"policy.unanswered_before_break", "policy.unanswered.range",
       [](Catalog& c) { c.policy.unanswered_before_break = 21; }},
      {"policy.pause_after_unanswered_ms", "policy.pause.range",
       [](Catalog& c) { c.policy.pause_after_unanswered = minutes(11); }},
      {"policy.pause_after_decline_ms", "policy.pause.range",
       [](Catalog& c) { c.policy.pause_after_decline = hours(2); }},
      {"policy.browser_gone_grace_ms", "policy.grace.range",
       [](Catalog& c) { c.policy.browser_gone_grace = seconds(4); }},
      {"policy.preferred_agent_wait_ms", "policy.preferred.range",
       [](Catalog& c) { c.policy.preferred_agent_wait = seconds(4); }},
      {"policy.customer_gone_wait_ms", "policy.customer_gone.range",
       [](Catalog& c) { c.policy.customer_gone_wait = seconds(59); }},
      {"policy.break_reasons", "policy.reason.empty",
       [](Catalog& c) { c.policy.break_reasons = {""}; }},
  };
}

TEST(CatalogProblems, FindNothingWrongWithASoundCatalog) {
  EXPECT_TRUE(problems(sound()).empty());
  EXPECT_TRUE(problems(Catalog{}).empty());
}

TEST(CatalogProblems, NameTheFieldThatIsWrong) {
  for (const Case& wrong : wrong_catalogs()) {
    Catalog catalog = sound();
    wrong.change(catalog);
    const auto found = problems(catalog);
    bool is_found = false;
    for (const Error& problem : found) {
      is_found |= problem.field == wrong.field && problem.code == wrong.code;
      EXPECT_EQ(problem.kind, ErrorKind::invalid);
      EXPECT_FALSE(problem.message.empty());
    }
    EXPECT_TRUE(is_found) << wrong.code << " at " << wrong.field << ", found " << found.size()
                          << (found.empty() ? "" : " like " + found[0].field);
  }
}

TEST(CatalogProblems, TakeTheLimitsThemselves) {
  Catalog catalog = sound();
  Queue& queue = catalog.queues[0];
  queue.name = std::string(80, 'x');
  for (const auto& [ring, wrap] : {std::pair<Duration, Duration>{seconds(5), Duration(0)},
                                   std::pair<Duration, Duration>{seconds(120), minutes(30)}}) {
    queue.ring_time = ring;
    queue.wrap_up = wrap;
    EXPECT_TRUE(problems(catalog).empty());
  }
  queue.required[0].level = 10;
  queue.idle_warning = Duration(0);
  catalog.agents[0].capacity[0] = {Channel::chat, 100, 100};
  EXPECT_TRUE(problems(catalog).empty());
}

TEST(CatalogProblems, AreAllToldAtOnce) {
  Catalog catalog = sound();
  catalog.queues[0].ring_time = Duration(0);
  catalog.agents[0].name.clear();
  catalog.policy.unanswered_before_break = -1;
  EXPECT_EQ(problems(catalog).size(), 3u);
}

TEST(CatalogProblems, LimitHowManyThereAre) {
  Catalog catalog;
  for (int i = 0; i < 5'001; ++i) {
    catalog.teams.push_back({TeamId("team-" + std::to_string(i)), "Team"});
  }
  const auto found = problems(catalog);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].code, "catalog.too_many");
  catalog.teams.pop_back();
  EXPECT_TRUE(problems(catalog).empty());
}

TEST(CatalogReplacement, RaisesTheVersion) {
  Catalog now = sound();
  now.version = 7;
  Catalog next = now;
  next.queues[0].name = "Bills";
  const auto events = decide(now, Replace{next, UserId("ada")});
  ASSERT_TRUE(events && events->size() == 1);
  EXPECT_EQ(events->front().catalog.version, 8u);
  EXPECT_EQ(events->front().catalog.queues[0].name, "Bills");
}

TEST(CatalogReplacement, RefusesAChangeOfAnOlderVersion) {
  Catalog now = sound();
  now.version = 7;
  Catalog next = sound();
  next.version = 6;
  const auto refused = decide(now, Replace{next, UserId("ada")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "catalog.changed");
  EXPECT_EQ(refused.error().kind, ErrorKind::conflict);
}

TEST(CatalogReplacement, RefusesAWrongCatalogAndIgnoresTheSameOne) {
  const Catalog now = sound();
  Catalog wrong = now;
  wrong.queues[0].ring_time = Duration(0);
  const auto refused = decide(now, Replace{wrong, UserId("ada")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().field, "queues[0].ring_time_ms");
  const auto same = decide(now, Replace{now, UserId("ada")});
  ASSERT_TRUE(same);
  EXPECT_TRUE(same->empty());
}

TEST(Capacities, PreferTheAgentsOverThePolicysOverTheDefaults) {
  Policy policy;
  Agent agent;
  EXPECT_EQ(capacity_of(policy, agent, Channel::chat), (ChannelCapacity{Channel::chat, 20, 5}));
  policy.capacity = {{Channel::chat, 30, 3}};
  EXPECT_EQ(capacity_of(policy, agent, Channel::chat).cost, 30);
  agent.capacity = {{Channel::chat, 40, 2}};
  EXPECT_EQ(capacity_of(policy, agent, Channel::chat).cost, 40);
  EXPECT_EQ(capacity_of(policy, agent, Channel::voice).cost, 100);
  EXPECT_EQ(default_capacity().size(), static_cast<std::size_t>(channel_count));
}

TEST(Lookups, FindByKey) {
  const Catalog catalog = sound();
  EXPECT_EQ(find(catalog, QueueId("billing")), catalog.queues.data());
  EXPECT_EQ(find(catalog, AgentId("ann")), catalog.agents.data());
  EXPECT_EQ(find(catalog, EntryPointId("demo")), catalog.entry_points.data());
  EXPECT_EQ(find(catalog, QueueId("vip")), nullptr);
}

}  // namespace
}  // namespace firstline::catalog
