// The line against a plain sorted set.
#include "domain/routing/line.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "tests/support/seeded_random.hpp"

namespace firstline::routing {
namespace {

WorkOrder order(std::int64_t place, std::uint64_t work) { return {time_from_ms(place), {work}}; }

TEST(Line, KeepsTheOrderOfPlaceAndThenOfAge) {
  Line line;
  for (const WorkOrder& it : {order(3, 1), order(1, 2), order(1, 4), order(2, 3)}) line.insert(it);
  const std::vector<WorkOrder> is(line.begin(), line.end());
  EXPECT_EQ(is, (std::vector{order(1, 2), order(1, 4), order(2, 3), order(3, 1)}));
  EXPECT_EQ(line.front(), order(1, 2));
  EXPECT_EQ(line.count_before(order(3, 1)), 3u);
  EXPECT_EQ(line.count_before(order(2, 1)), 2u);  // where one that is not in it would stand
}

TEST(Line, HoldsEachOnce) {
  Line line;
  line.insert(order(1, 1));
  line.insert(order(1, 1));
  line.erase(order(2, 2));
  EXPECT_EQ(line.size(), 1u);
  line.erase(order(1, 1));
  line.erase(order(1, 1));
  EXPECT_TRUE(line.empty());
  EXPECT_EQ(line.begin(), line.end());
  EXPECT_EQ(line.count_before(order(9, 9)), 0u);
}

// Whatever comes and leaves, it is the sorted set: first in order of arrival, then by priority.
TEST(Line, IsASortedSetThatKnowsPlaces) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    testing::SeededRandom random(seed);
    Line line;
    std::set<WorkOrder> model;
    const bool is_by_arrival = seed % 2 == 1;
    const std::size_t most = seed < 5 ? 3'000 : 50;
    for (std::uint64_t step = 1; step <= 12'000; ++step) {
      if (model.empty() || (model.size() < most && random.chance(0.6))) {
        const auto place = is_by_arrival ? step : random.below(1'000);
        const WorkOrder it = order(static_cast<std::int64_t>(place), step);
        line.insert(it);
        model.insert(it);
      } else {
        auto at = model.begin();
        if (random.chance(0.3)) std::advance(at, random.below(model.size()));
        line.erase(*at);
        model.erase(at);
      }
      ASSERT_EQ(line.size(), model.size());
      if (step % 500 != 0) continue;
      std::size_t place = 0;
      auto at = line.begin();
      for (const WorkOrder& it : model) {
        ASSERT_EQ(*at++, it);
        ASSERT_EQ(line.count_before(it), place++);
      }
      ASSERT_EQ(at, line.end());
    }
  }
}

}  // namespace
}  // namespace firstline::routing
