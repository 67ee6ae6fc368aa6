#include "domain/planning/staffing.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace firstline::planning {
namespace {

Question golden() {
  Question question;
  question.demand = {100, minutes(30), seconds(180)};
  return question;
}

TEST(Staffing, NeedsFourteenByErlangCAndTwelveByErlangAForTheGoldenCase) {
  Question question = golden();
  Plan plan = planning::plan(question);
  EXPECT_DOUBLE_EQ(plan.erlangs, 10);
  ASSERT_TRUE(plan.needed);
  EXPECT_EQ(plan.needed->agents, 14);
  EXPECT_NEAR(plan.needed->outcome.service_level, 0.888350, 1e-6);
  question.patience = seconds(120);
  plan = planning::plan(question);
  ASSERT_TRUE(plan.needed);
  EXPECT_EQ(plan.needed->agents, 12);
  EXPECT_NEAR(plan.needed->outcome.service_level, 0.825583, 1e-6);
}

TEST(Staffing, SchedulesMoreThanAnswerByTheShrinkage) {
  EXPECT_EQ(scheduled_for(14, 0), 14);
  EXPECT_EQ(scheduled_for(14, 0.3), 20);  // exactly
  EXPECT_EQ(scheduled_for(14, 0.31), 21);
  Question question = golden();
  question.shrinkage = 0.3;
  const Plan plan = planning::plan(question);
  EXPECT_EQ(plan.needed->agents, 14);
  EXPECT_EQ(plan.needed->scheduled, 20);
}

TEST(Staffing, FindsTheSmallestNumberThatReachesTheGoal) {
  for (const double share : {0.0, 0.5, 0.8, 0.95, 0.999}) {
    for (const double arrivals : {0.0, 1.0, 37.0, 800.0}) {
      Question question = golden();
      question.patience = seconds(90);
      question.goal.share = share;
      question.demand.arrivals = arrivals;
      const int needed = planning::plan(question).needed->agents;
      EXPECT_TRUE(reaches(question.goal, outcome_of(question, needed)));
      if (needed > 1) {
        EXPECT_FALSE(reaches(question.goal, outcome_of(question, needed - 1)));
      }
    }
  }
}

TEST(Staffing, HoldsEveryPartOfTheGoal) {
  Question question = golden();
  question.patience = seconds(120);
  question.goal.most_abandonment = 0.03;
  EXPECT_EQ(planning::plan(question).needed->agents, 14);
  question = golden();
  question.goal.most_occupancy = 0.67;
  EXPECT_EQ(planning::plan(question).needed->agents, 15);
  question = golden();
  question.goal.longest_mean_wait = seconds(5);
  EXPECT_EQ(planning::plan(question).needed->agents, 15);
}

TEST(Staffing, SaysWhenNobodyCouldReachTheGoal) {
  Question question = golden();
  question.goal.share = 1;
  question.goal.most_occupancy = 0;
  const Plan plan = planning::plan(question);
  EXPECT_FALSE(plan.needed);
  EXPECT_FALSE(plan.curve.empty());
}

TEST(Staffing, DrawsACurveThatRisesThroughTheGoal) {
  const Plan plan = planning::plan(golden());
  ASSERT_EQ(plan.curve.size(), 17u);
  EXPECT_EQ(plan.curve.front().agents, 8);
  EXPECT_FALSE(plan.curve.front().outcome.mean_wait_ms);  // 8 agents never catch up with 10 erlangs
  for (std::size_t i = 1; i < plan.curve.size(); ++i) {
    EXPECT_EQ(plan.curve[i].agents, plan.curve[i - 1].agents + 1);
    EXPECT_GE(plan.curve[i].outcome.service_level, plan.curve[i - 1].outcome.service_level);
  }
}

TEST(Staffing, TellsWhatSoManyWouldDo) {
  Question question = golden();
  question.agents = 12;
  const Plan plan = planning::plan(question);
  ASSERT_TRUE(plan.asked);
  EXPECT_NEAR(plan.asked->outcome.service_level, 0.640158, 1e-6);
  EXPECT_EQ(plan.needed->agents, 14);
}

TEST(Staffing, AnswersAtTheLimitsAndRefusesBeyond) {
  const auto refused = [](const Question& question) {
    const auto checked = check(question);
    return checked ? std::string() : checked.error().field;
  };
  Question question = golden();
  EXPECT_EQ(refused(question), "");
  question.demand = {most_arrivals, seconds(3600), milliseconds(72'000)};
  EXPECT_EQ(refused(question), "");  // exactly 20,000 erlangs
  question.demand.handle_time += milliseconds(1);
  EXPECT_EQ(refused(question), "arrivals");
  question.demand.arrivals = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(refused(question), "arrivals");
  question = golden();
  question.patience = hours(24) + milliseconds(1);
  EXPECT_EQ(refused(question), "patience_ms");
  question = golden();
  question.demand = {100'000, minutes(30), seconds(60)};
  question.patience = minutes(30);
  EXPECT_EQ(refused(question), "");  // exactly 100,000 arrivals in that time
  question.patience = minutes(31);
  EXPECT_EQ(refused(question), "patience_ms");
  question = golden();
  question.demand.interval = Duration(0);
  EXPECT_EQ(refused(question), "interval_ms");
  question = golden();
  question.demand.handle_time = Duration(0);
  EXPECT_EQ(refused(question), "handle_time_ms");
  question = golden();
  question.shrinkage = 0.91;
  EXPECT_EQ(refused(question), "shrinkage");
  question = golden();
  question.agents = most_agents + 1;
  EXPECT_EQ(refused(question), "agents");
  question = golden();
  question.goal.share = 1.01;
  EXPECT_EQ(refused(question), "share");
}

}  // namespace
}  // namespace firstline::planning
