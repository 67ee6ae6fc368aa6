// Golden numbers: the tables come from solving the birth–death equations directly and from walking
// the line customer by customer (uniformisation), not from the formulas under test.
#include "domain/planning/erlang.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace firstline::planning {
namespace {

constexpr double digits = 1e-6;

// 100 calls in half an hour of three minutes each.
const Demand golden{100, minutes(30), seconds(180)};

TEST(ErlangB, BlocksAsInTheTables) {
  EXPECT_NEAR(erlang_b(10, 10), 0.214582, digits);
  EXPECT_NEAR(erlang_b(1, 1), 0.5, digits);
  EXPECT_DOUBLE_EQ(erlang_b(3, 0), 1);
}

TEST(ErlangC, GivesTheGoldenNumbers) {
  struct Row {
    int agents;
    double wait_probability, service_level, mean_wait_s, occupancy;
  };
  for (const Row& row : {Row{11, .682118, .389614, 122.78, .9091},
                         {12, .449388, .640158, 40.445, .8333},
                         {13, .285270, .795595, 17.116, .7692},
                         {14, .174132, .888350, 7.836, .7143},
                         {15, .102042, .941453, 3.674, .6667}}) {
    const Outcome is = erlang_c(golden, row.agents, seconds(20));
    EXPECT_NEAR(is.wait_probability, row.wait_probability, digits) << row.agents;
    EXPECT_NEAR(is.service_level, row.service_level, digits) << row.agents;
    EXPECT_NEAR(is.mean_wait_ms.value_or(-1) / 1000, row.mean_wait_s, 5e-3) << row.agents;
    EXPECT_NEAR(is.occupancy, row.occupancy, 5e-5) << row.agents;
    EXPECT_EQ(is.abandonment, 0) << row.agents;
  }
}

TEST(ErlangC, SaysThatALineGrowsWithoutEndWhenThereAreTooFew) {
  for (const int agents : {1, 9, 10}) {
    const Outcome is = erlang_c(golden, agents, seconds(20));
    EXPECT_EQ(is.wait_probability, 1);
    EXPECT_EQ(is.service_level, 0);
    EXPECT_EQ(is.occupancy, 1);
    EXPECT_FALSE(is.mean_wait_ms);
  }
}

TEST(ErlangA, GivesTheGoldenNumbers) {
  struct Row {
    int agents;
    double wait_probability, abandonment, mean_wait_s, service_level, occupancy;
  };
  for (const Row& row : {Row{9, .613307, .192156, 23.059, .524066, .8976},
                         {10, .496853, .137464, 16.496, .639941, .8625},
                         {11, .382816, .094155, 11.299, .742209, .8235},
                         {12, .279807, .061597, 7.392, .825583, .7820},
                         {14, .126976, .022839, 2.741, .932730, .6980}}) {
    const Outcome is = erlang_a(golden, seconds(120), row.agents, seconds(20));
    EXPECT_NEAR(is.wait_probability, row.wait_probability, digits) << row.agents;
    EXPECT_NEAR(is.abandonment, row.abandonment, digits) << row.agents;
    EXPECT_NEAR(is.mean_wait_ms.value_or(-1) / 1000, row.mean_wait_s, 5e-4) << row.agents;
    EXPECT_NEAR(is.service_level, row.service_level, digits) << row.agents;
    EXPECT_NEAR(is.occupancy, row.occupancy, 5e-5) << row.agents;
  }
}

TEST(ErlangA, AgreesWithTheSolvedEquationsFromSmallTeamsToHundreds) {
  struct Row {
    Demand demand;
    int patience_s, agents;
    double wait_probability, abandonment, mean_wait_s, occupancy, service_level;
  };
  const auto hourly = [](double arrivals, int handle_s) {
    return Demand{arrivals, hours(1), seconds(handle_s)};
  };
  for (const Row& row :
       {Row{hourly(60, 300), 600, 7, .262886556, .036258571, 21.755142892, .688386735, .780456145},
        {hourly(1'000, 300), 180, 91, .191700459, .015687598, 2.823767616, .901384984, .935343281},
        {hourly(3'600, 360), 60, 362, .275479570, .026859884, 1.611593032, .967763651, .970430179},
        {hourly(10'000, 300), 600, 835, .562587879, .010526286, 6.315771624, .987498717,
         .901721325}}) {
    const Outcome is = erlang_a(row.demand, seconds(row.patience_s), row.agents, seconds(20));
    EXPECT_NEAR(is.wait_probability, row.wait_probability, digits) << row.agents;
    EXPECT_NEAR(is.abandonment, row.abandonment, digits) << row.agents;
    EXPECT_NEAR(*is.mean_wait_ms / 1000, row.mean_wait_s, digits) << row.agents;
    EXPECT_NEAR(is.occupancy, row.occupancy, digits) << row.agents;
    EXPECT_NEAR(is.service_level, row.service_level, digits) << row.agents;
  }
}

TEST(ErlangA, IsErlangCWhenPatienceIsEndless) {
  const Outcome a = erlang_a(golden, hours(100'000), 14, seconds(20));
  const Outcome c = erlang_c(golden, 14, seconds(20));
  EXPECT_NEAR(a.wait_probability, c.wait_probability, 1e-5);
  EXPECT_NEAR(a.service_level, c.service_level, 1e-5);
  EXPECT_NEAR(*a.mean_wait_ms, *c.mean_wait_ms, 1);
}

TEST(ErlangA, AnswersNobodyInNoTimeButThoseWhoDoNotWait) {
  const Outcome is = erlang_a(golden, seconds(120), 10, Duration(0));
  EXPECT_NEAR(is.service_level, 1 - is.wait_probability, 1e-12);
  // Given all the time there is, whoever does not give up is answered.
  const Outcome late = erlang_a(golden, seconds(120), 10, hours(10));
  EXPECT_NEAR(late.service_level, 1 - late.abandonment, 1e-9);
}

TEST(ErlangA, StaysExactWithThousandsOfAgents) {
  for (const int agents : {100, 4'900, 5'000, 5'100, 20'000}) {
    const Outcome is =
        erlang_a({50'000, minutes(30), seconds(180)}, seconds(120), agents, seconds(20));
    EXPECT_GE(is.service_level, 0) << agents;
    EXPECT_LE(is.service_level, 1) << agents;
    EXPECT_LE(is.occupancy, 1 + 1e-9) << agents;
    // Whoever comes is answered or gives up: agents ÷ handle time, less what they stand idle.
    const double answered = agents * is.occupancy / 180 * 1800 / 50'000;
    EXPECT_NEAR(answered + is.abandonment, 1, 1e-9) << agents;
  }
}

TEST(Erlang, IsCalmWhenNobodyComes) {
  const Demand nobody{0, minutes(30), seconds(180)};
  for (const Outcome& is :
       {erlang_c(nobody, 1, seconds(20)), erlang_a(nobody, seconds(60), 1, seconds(20))}) {
    EXPECT_EQ(is.service_level, 1);
    EXPECT_EQ(is.wait_probability, 0);
    EXPECT_EQ(is.occupancy, 0);
    EXPECT_EQ(is.mean_wait_ms, 0.0);
  }
}

}  // namespace
}  // namespace firstline::planning
