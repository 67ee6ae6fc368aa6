// One test for each file of this folder, and what a wrong file is told.
#include "tests/support/scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace firstline::testing {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> scenario_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(FL_SOURCE_DIR) / "tests/scenarios")) {
    if (entry.path().extension() == ".scenario") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Scenarios : public ::testing::TestWithParam<fs::path> {};

TEST_P(Scenarios, Hold) {
  std::ifstream file(GetParam());
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  const auto scenario = parse_scenario("tests/scenarios/" + GetParam().filename().string(), text);
  ASSERT_TRUE(scenario) << scenario.error().message;
  EXPECT_EQ(run_scenario(*scenario), "");
}

INSTANTIATE_TEST_SUITE_P(OnTheFloor, Scenarios, ::testing::ValuesIn(scenario_files()),
                         [](const auto& scenario) { return scenario.param.stem().string(); });

// ---- the format itself ----

std::string parse_error(const std::string& text) {
  const auto scenario = parse_scenario("x.scenario", text);
  return scenario ? "" : scenario.error().message;
}

std::string outcome(const std::string& text) {
  const auto scenario = parse_scenario("x.scenario", text);
  if (!scenario) return scenario.error().message;
  const std::string fault = run_scenario(*scenario);
  return fault.substr(0, fault.find('\n'));
}

TEST(ScenarioFormat, NamesTheLineOfAMistake) {
  EXPECT_EQ(parse_error("queue billing rng_time 20s\n09:00:00 ann ready\n"),
            "x.scenario:1: there is no \"rng_time\"; there are idle_close, idle_warning, priority, "
            "reopen_window, required, ring_time, target, wrap_up");
  EXPECT_EQ(parse_error("# hello\n\nqueue billing ring_time 20\n"),
            "x.scenario:3: \"20\" is not a duration like 20s, 5m, 2h or 250ms");
  EXPECT_EQ(parse_error("queue billing ring_time\n"), "x.scenario:1: \"ring_time\" has no value");
  EXPECT_EQ(parse_error("9:00 ann ready\n"), "x.scenario:1: \"9:00\" is not a time like 09:00:25");
  EXPECT_EQ(parse_error("09:00:00\n"), "x.scenario:1: a step is a time and what happens");
  EXPECT_EQ(parse_error("09:00:01 ann ready\n09:00:00 bob ready\n"),
            "x.scenario:2: time goes backwards");
  EXPECT_EQ(parse_error("09:00:00 ann ready -> ;\n"), "x.scenario:1: an expectation is empty");
  EXPECT_EQ(parse_error("09:00:00 ann break reason \"lunch\n"),
            "x.scenario:1: a quote is not closed");
  EXPECT_EQ(parse_error("09:00:00 ann ready\npolicy capacity chat:20:5\n"),
            "x.scenario:2: settings stand before the first step; later ones behind a time and "
            "(catalog)");
  EXPECT_EQ(parse_error("agent ann capacity chat:20\n09:00:00 ann ready\n"),
            "x.scenario:1: \"chat:20\" is not a capacity like chat:20:5");
  EXPECT_EQ(parse_error("hello world\n"),
            "x.scenario:1: \"hello\" is not a setting: policy, queue, agent or without");
  EXPECT_EQ(parse_error("# nothing\n"), "x.scenario:2: nothing happens");
}

TEST(ScenarioFormat, ValidatesTheCatalogLikeTheServer) {
  EXPECT_EQ(parse_error("queue billing ring_time 1s\n09:00:00 ann ready skills billing\n"),
            "x.scenario:1: queues[0].ring_time_ms: Between 5 and 120 s.");
}

TEST(ScenarioFormat, SaysWhatWasExpectedAndWhatHappened) {
  const std::string start = "queue billing ring_time 20s\nagent ann queues billing\n";
  EXPECT_EQ(outcome(start + "09:00:00 ann ready -> ann on break\n"),
            "x.scenario:3: expected \"ann on break\" (in this order)");
  EXPECT_EQ(outcome(start + "09:00:00 ann ready\n09:00:01 c arrives queue billing -> c waits\n"),
            "x.scenario:4: expected \"c waits\"");
  EXPECT_EQ(outcome(start + "09:00:00 ann ready\n09:00:01 c arrives queue billing\n"),
            "x.scenario:4: nobody expected: offered c to ann until 09:00:21 (o-1, longest idle, "
            "cost 20, catalog 1)");
  EXPECT_EQ(outcome(start + "09:00:00 eve ready\n"), "x.scenario:3: it was refused: agent.unknown");
  EXPECT_EQ(outcome(start + "09:00:00 eve ready -> refused agent.busy\n"),
            "x.scenario:3: expected \"refused agent.busy\", it was refused agent.unknown");
  EXPECT_EQ(outcome(start + "09:00:00 ann sings loudly\n"),
            "x.scenario:3: nobody called loudly has arrived");
  EXPECT_EQ(outcome(start + "09:00:00 (rain falls)\n"),
            "x.scenario:3: \"(rain falls)\" does not happen here");
}

TEST(ScenarioFormat, MatchesWholeWords) {
  const std::string start =
      "queue billing ring_time 20s\nagent ann queues billing\n09:00:00 ann ready\n";
  EXPECT_EQ(outcome(start + "09:00:01 c arrives queue billing -> offered c to an\n"),
            "x.scenario:4: expected \"offered c to an\" (in this order)");
  EXPECT_EQ(outcome(start + "09:00:01 c arrives queue billing -> offered c to ann\n"), "");
}

}  // namespace
}  // namespace firstline::testing
