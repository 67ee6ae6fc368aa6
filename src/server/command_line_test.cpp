#include "server/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace firstline::server {
namespace {

using ::testing::HasSubstr;

std::variant<Command, Farewell> parse(const std::string& line) {
  std::istringstream words(line);
  std::vector<std::string> arguments;
  for (std::string word; words >> word;) arguments.push_back(word);
  return parse_command_line(arguments);
}

template <class T>
T command(const std::string& line) {
  const auto parsed = parse(line);
  if (const auto* farewell = std::get_if<Farewell>(&parsed)) {
    ADD_FAILURE() << line << ": " << farewell->text;
    return {};
  }
  const auto* found = std::get_if<T>(&std::get<Command>(parsed));
  EXPECT_NE(found, nullptr) << line;
  return found == nullptr ? T{} : *found;
}

Farewell farewell(const std::string& line) {
  const auto parsed = parse(line);
  if (const auto* found = std::get_if<Farewell>(&parsed)) return *found;
  ADD_FAILURE() << line << " is a command";
  return {};
}

std::vector<std::string> settings(const ConfigOptions& config) {
  std::vector<std::string> lines;
  for (const auto& argument : config.arguments) {
    lines.push_back(argument.option + " " + argument.key + "=" + argument.value);
  }
  return lines;
}

TEST(CommandLine, ServesWithWhatItIsGiven) {
  const auto serve = command<Serve>(
      "serve --config a.toml --data var --http :0 --sip 127.0.0.1:0 --rtp 2000-2999 --demo "
      "--demo-public --drain 5");
  EXPECT_EQ(serve.config.file, "a.toml");
  EXPECT_THAT(
      settings(serve.config),
      ::testing::UnorderedElementsAre("--data data=var", "--http http.listen=:0",
                                      "--sip sip.listen=127.0.0.1:0", "--rtp sip.rtp=2000-2999"));
  EXPECT_TRUE(serve.is_demo);
  EXPECT_TRUE(serve.is_demo_public);
  EXPECT_EQ(serve.drain, seconds(5));
}

TEST(CommandLine, ServesWithNothingMoreSaid) {
  const auto serve = command<Serve>("serve");
  EXPECT_EQ(serve.config.file, "");
  EXPECT_TRUE(serve.config.arguments.empty());
  EXPECT_FALSE(serve.is_demo);
  EXPECT_FALSE(serve.is_demo_public);
  EXPECT_EQ(serve.drain, seconds(30));
}

TEST(CommandLine, TakesTheLastOfAnOptionGivenTwice) {
  EXPECT_THAT(settings(command<Serve>("serve --data a --data b").config),
              ::testing::ElementsAre("--data data=b"));
}

TEST(CommandLine, KnowsEveryCommand) {
  command<CheckConfig>("check-config --config a.toml");
  command<Migrate>("migrate --data var");
  EXPECT_EQ(command<Backup>("backup b.tar --data var").file, "b.tar");
  EXPECT_EQ(command<Restore>("restore --data var b.tar").file, "b.tar");
  command<RebuildViews>("rebuild-views");
  EXPECT_THAT(settings(command<Doctor>("doctor --http :80").config),
              ::testing::ElementsAre("--http http.listen=:80"));
  command<Version>("version");
  command<Version>("--version");
  EXPECT_EQ(command<UserPasswd>("user passwd ann@shop.test").email, "ann@shop.test");
  EXPECT_EQ(command<UserList>("user list --workspace demo").workspace, WorkspaceId("demo"));
  EXPECT_EQ(command<UserList>("user list").workspace, std::nullopt);
}

TEST(CommandLine, AddsUsers) {
  const auto add = command<UserAdd>("user add ann@shop.test --name Ann --role admin --data var");
  EXPECT_EQ(add.email, "ann@shop.test");
  EXPECT_EQ(add.name, "Ann");
  EXPECT_EQ(add.role, access::Role::admin);
  EXPECT_EQ(add.workspace, std::nullopt);
  EXPECT_THAT(settings(add.config), ::testing::ElementsAre("--data data=var"));
  EXPECT_EQ(command<UserAdd>("user add ann@shop.test").role, access::Role::agent);
  EXPECT_EQ(farewell("user add ann@shop.test --role boss").exit_code, exit_code::usage);
  EXPECT_EQ(farewell("user add ann@shop.test --workspace A").exit_code, exit_code::usage);
  EXPECT_EQ(farewell("user add").exit_code, exit_code::usage);
  EXPECT_EQ(farewell("user").exit_code, exit_code::usage);
}

TEST(CommandLine, Replays) {
  const auto replay = command<Replay>(
      "replay --data var --from 2026-11-21T09:00:00.000Z --to 2026-11-21T10:00:00.000Z "
      "--rules r.json --notation");
  EXPECT_EQ(replay.from, time_from_rfc3339("2026-11-21T09:00:00.000Z"));
  EXPECT_EQ(replay.to, time_from_rfc3339("2026-11-21T10:00:00.000Z"));
  EXPECT_EQ(replay.rules, "r.json");
  EXPECT_TRUE(replay.has_notation);
  EXPECT_THAT(farewell("replay --from yesterday").text, HasSubstr("is no time like"));
}

TEST(CommandLine, AsksForStaffing) {
  const auto ask = command<AskStaffing>(
      "staffing --arrivals 100 --handle-time 180 --patience 120 --shrinkage 0.3");
  EXPECT_EQ(ask.question.demand.arrivals, 100);
  EXPECT_EQ(ask.question.demand.interval, minutes(30));
  EXPECT_EQ(ask.question.demand.handle_time, seconds(180));
  EXPECT_EQ(ask.question.patience, seconds(120));
  EXPECT_EQ(ask.question.goal.share, 0.8);
  EXPECT_EQ(ask.question.shrinkage, 0.3);
}

TEST(CommandLine, Simulates) {
  const auto simulate = command<Simulate>("simulate --plan p.toml --seed 7 --json");
  EXPECT_EQ(simulate.plan, "p.toml");
  EXPECT_EQ(simulate.seed, 7u);
  EXPECT_TRUE(simulate.has_json);
  EXPECT_EQ(farewell("simulate --plan a --scenario b").exit_code, exit_code::usage);
}

TEST(CommandLine, HelpsOnRequest) {
  const Farewell help = farewell("--help");
  EXPECT_EQ(help.exit_code, exit_code::success);
  for (const char* name : {"serve", "check-config", "migrate", "backup", "restore", "rebuild-views",
                           "user", "doctor", "version", "replay", "simulate"}) {
    EXPECT_THAT(help.text, HasSubstr(name));
  }
  EXPECT_THAT(farewell("serve --help").text, HasSubstr("--drain SECONDS"));
  EXPECT_THAT(farewell("user add -h").text, HasSubstr("--role ROLE"));
  EXPECT_EQ(farewell("serve --help").exit_code, exit_code::success);
}

TEST(CommandLine, SaysWhatIsWrongAndStopsWithTwo) {
  EXPECT_EQ(farewell("").exit_code, exit_code::usage);
  EXPECT_THAT(farewell("sevre").text, HasSubstr("Did you mean serve?"));
  EXPECT_EQ(farewell("sevre").exit_code, exit_code::usage);
  EXPECT_THAT(farewell("paint").text, HasSubstr("Commands: serve, check-config"));
  for (const char* line : {"serve --colour", "serve extra", "serve --drain x", "serve --drain -1",
                           "serve --drain 3601", "serve --data", "backup", "backup a b",
                           "version --data x", "user remove a"}) {
    const Farewell wrong = farewell(line);
    EXPECT_EQ(wrong.exit_code, exit_code::usage) << line;
    EXPECT_THAT(wrong.text, ::testing::StartsWith("firstline: ")) << line;
    EXPECT_TRUE(wrong.text.ends_with('\n')) << line;
  }
}

}  // namespace
}  // namespace firstline::server
