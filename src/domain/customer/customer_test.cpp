#include "domain/customer/customer.hpp"

#include <gtest/gtest.h>

namespace firstline::customer {
namespace {

const UserId sue("sue");

Result<std::vector<Event>> run(State& state, const Command& command) {
  auto events = decide(state, command);
  if (events) {
    for (const Event& event : *events) evolve(state, event);
  }
  return events;
}

TEST(Customers, AreNumberedFromOne) {
  State state;
  const auto first = run(state, Register{});
  const auto second = run(state, Register{});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(std::get<CustomerRegistered>(first->front()).customer, CustomerId{1});
  EXPECT_EQ(std::get<CustomerRegistered>(second->front()).customer, CustomerId{2});
}

TEST(Customers, AreBlockedAndUnblockedOnce) {
  State state;
  ASSERT_TRUE(run(state, Register{}));
  EXPECT_EQ(run(state, Block{CustomerId{1}, sue})->size(), 1u);
  EXPECT_TRUE(state.blocked.contains(CustomerId{1}));
  EXPECT_TRUE(run(state, Block{CustomerId{1}, sue})->empty());
  EXPECT_EQ(run(state, Unblock{CustomerId{1}, sue})->size(), 1u);
  EXPECT_TRUE(state.blocked.empty());
  EXPECT_TRUE(run(state, Unblock{CustomerId{1}, sue})->empty());
}

TEST(Customers, AreBlockedOnlyIfTheyExist) {
  State state;
  for (const CustomerId nobody : {CustomerId{}, CustomerId{1}}) {
    const auto refused = run(state, Block{nobody, sue});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "customer.unknown");
  }
}

}  // namespace
}  // namespace firstline::customer
