#include "adapters/web/request_budget.hpp"

#include <gtest/gtest.h>

namespace firstline::web {
namespace {

TEST(RequestBudget, AdmitsABurstAndThenOneEachInterval) {
  RequestBudget budget;
  Time now = time_from_ms(1'000'000);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(budget.admit(now, 100, milliseconds(20))) << i;
  EXPECT_FALSE(budget.admit(now, 100, milliseconds(20)));
  now += milliseconds(19);
  EXPECT_FALSE(budget.admit(now, 100, milliseconds(20)));
  now += milliseconds(1);
  EXPECT_TRUE(budget.admit(now, 100, milliseconds(20)));
  EXPECT_FALSE(budget.admit(now, 100, milliseconds(20)));
}

TEST(RequestBudget, IsWholeAgainAfterARest) {
  RequestBudget budget;
  Time now = time_from_ms(1'000'000);
  while (budget.admit(now, 10, milliseconds(20))) {
  }
  now += milliseconds(200);
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(budget.admit(now, 10, milliseconds(20))) << i;
  EXPECT_FALSE(budget.admit(now, 10, milliseconds(20)));
}

}  // namespace
}  // namespace firstline::web
