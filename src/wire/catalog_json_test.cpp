#include "wire/catalog_json.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace firstline::wire {
namespace {

catalog::Catalog small_catalog() {
  catalog::Catalog catalog;
  catalog.version = 4;
  catalog::Queue queue;
  queue.id = QueueId("general");
  queue.name = "General";
  catalog.queues = {queue};
  catalog.skills = {{SkillId("vat"), "VAT"}};
  catalog::Agent agent;
  agent.id = AgentId("ann");
  agent.name = "Ann";
  agent.queues = {QueueId("general")};
  catalog.agents = {agent};
  catalog::EntryPoint phone;
  phone.id = EntryPointId("1000");
  phone.kind = catalog::EntryPointKind::phone;
  phone.name = "Phone";
  phone.queue = QueueId("general");
  catalog.entry_points = {phone};
  catalog.policy.capacity = catalog::default_capacity();
  return catalog;
}

std::string problems_of(Section section, std::string_view json) {
  std::string all;
  for (const Error& problem : change_section(small_catalog(), section, json).problems) {
    all += problem.code + " " + problem.field + "\n";
  }
  return all;
}

TEST(CatalogJson, TakesBackWhatItGave) {
  const catalog::Catalog catalog = small_catalog();
  for (Section section :
       {Section::queues, Section::skills, Section::teams, Section::agents, Section::entry_points,
        Section::widgets, Section::canned_replies, Section::capacity}) {
    const auto change = change_section(catalog, section, encode_section(catalog, section));
    EXPECT_TRUE(change.problems.empty());
    EXPECT_EQ(change.catalog, catalog);
  }
}

TEST(CatalogJson, NeedsOnlyTheIdAndTheNameOfAQueue) {
  const auto change = change_section(small_catalog(), Section::queues,
                                     R"({"items":[{"id":"general","name":"G"}]})");
  ASSERT_TRUE(change.problems.empty());
  catalog::Queue expected;
  expected.id = QueueId("general");
  expected.name = "G";
  EXPECT_EQ(change.catalog.queues.front(), expected);
}

TEST(CatalogJson, NamesTheFieldsOfTheDocumentInEveryProblem) {
  EXPECT_EQ(problems_of(Section::queues, R"({"items":[{"id":"general","name":"G"},
                        {"id":"b","name":"","ring_time_ms":1}]})"),
            "catalog.name.empty items[1].name\nqueue.ring_time.range items[1].ring_time_ms\n");
}

TEST(CatalogJson, FindsSeveralUnreadableFieldsAtOnce) {
  EXPECT_EQ(problems_of(Section::queues, R"({"items":[{"id":"general","name":7,"ring_time":1},
                        {"name":"x","required":[{"skill":"vat"}],"target_ms":-1}]})"),
            "request.invalid items[0].name\n"
            "request.unknown_field items[0].ring_time\n"
            "request.missing_field items[1].required[0].level\n"
            "request.out_of_range items[1].target_ms\n"
            "request.missing_field items[1].id\n");
}

TEST(CatalogJson, SaysWhoElseWouldBeHurt) {
  EXPECT_NE(problems_of(Section::queues, R"({"items":[{"id":"new","name":"New"}]})")
                .find("agents[0].queues[0]"),
            std::string::npos);
}

TEST(CatalogJson, KeepsThePhonesWhenTheWidgetsChange) {
  const auto change =
      change_section(small_catalog(), Section::widgets,
                     R"({"version":4,"items":[{"id":"demo","name":"Shop","queue":"general"}]})");
  ASSERT_TRUE(change.problems.empty());
  ASSERT_EQ(change.catalog.entry_points.size(), 2u);
  EXPECT_EQ(change.catalog.entry_points[1].id, EntryPointId("1000"));
  EXPECT_EQ(encode_section(change.catalog, Section::widgets).find("1000"), std::string::npos);
  EXPECT_EQ(problems_of(Section::widgets, R"({"items":[{"id":"x","kind":"phone","name":"X",
                        "queue":"general"}]})"),
            "request.invalid items[0].kind\n");
  EXPECT_EQ(problems_of(Section::widgets, R"({"items":[{"id":"x","name":"X","queue":"none"}]})"),
            "queue.unknown items[0].queue\n");
}

TEST(CatalogJson, WantsTheWholePolicy) {
  EXPECT_NE(problems_of(Section::capacity, R"({"policy":{}})")
                .find("request.missing_field policy.break_reasons\n"),
            std::string::npos);
  std::string text = encode_section(small_catalog(), Section::capacity);
  text.replace(text.find("\"cost\":100"), 10, "\"cost\":101");
  EXPECT_NE(problems_of(Section::capacity, text).find("policy.capacity[0].cost"),
            std::string::npos);
}

TEST(CatalogJson, ListsTwentyProblemsAndNoMore) {
  std::string text = R"({"items":[)";
  for (int i = 0; i < 50; ++i) text += (i == 0 ? "7" : ",7");
  const auto change = change_section(small_catalog(), Section::teams, text + "]}");
  EXPECT_EQ(change.problems.size(), 20u);
}

TEST(CatalogJson, SaysThatTheTextIsNoJson) {
  EXPECT_EQ(problems_of(Section::teams, "{"), "request.not_json \n");
}

TEST(CatalogJson, KnowsItsSectionsByTheirAddress) {
  EXPECT_EQ(section_from_text("entry-points"), Section::entry_points);
  EXPECT_FALSE(section_from_text("entry_points"));
}

}  // namespace
}  // namespace firstline::wire
