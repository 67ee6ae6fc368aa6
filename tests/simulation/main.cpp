// Simulated days, one test for each seed: `simulation --seeds 200`, or `--seed 17` for one of them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/simulation/day.hpp"
#include "wire/event_codec.hpp"

namespace firstline::testing {
namespace {

EventKinds seen;  // on any day so far

class SimulatedDay : public ::testing::Test {
 public:
  explicit SimulatedDay(std::uint64_t seed) : seed_(seed) {}

  void TestBody() override {
    Day day(seed_);
    ASSERT_EQ(day.run(), "");
    // A day on which nothing happens proves nothing.
    EXPECT_GT(day.arrived(), 300u);
    EXPECT_GT(day.acknowledged(), 300u);
    seen |= day.seen();
  }

 private:
  std::uint64_t seed_;
};

void register_day(std::uint64_t seed) {
  ::testing::RegisterTest("SimulatedDay", fmt::format("Seed{}", seed).c_str(), nullptr, nullptr,
                          __FILE__, __LINE__, [seed] {
                            // check_tree: allow new: GoogleTest takes ownership
                            return new SimulatedDay(seed);
                          });
}

// What no day has seen, no day has tested.
class SimulatedDays : public ::testing::Test {
 public:
  void TestBody() override {
    const std::vector<std::string_view> types = wire::event_types();
    for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_TRUE(seen[i]) << types[i];
  }
};

void register_days(std::uint64_t seeds) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) register_day(seed);
  ::testing::RegisterTest("SimulatedDays", "SeeEveryKindOfEvent", nullptr, nullptr, __FILE__,
                          __LINE__, [] {
                            // check_tree: allow new: GoogleTest takes ownership
                            return new SimulatedDays;
                          });
}

// The number behind --NAME, as two arguments or one with '='.
std::optional<std::uint64_t> flag(int argc, char** argv, std::string_view name) {
  for (int i = 1; i < argc; ++i) {
    std::string_view text = argv[i];
    if (!text.starts_with(name)) continue;
    text.remove_prefix(name.size());
    if (text.starts_with('=')) {
      text.remove_prefix(1);
    } else if (!text.empty()) {
      continue;
    } else if (i + 1 < argc) {
      text = argv[i + 1];
    }
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc() && end == text.data() + text.size()) return value;
    std::fprintf(stderr, "%.*s wants a number\n", static_cast<int>(name.size()), name.data());
    return 0;
  }
  return {};
}

}  // namespace
}  // namespace firstline::testing

int main(int argc, char** argv) {
  using namespace firstline::testing;  // NOLINT: main is no place for an API
  ::testing::InitGoogleTest(&argc, argv);
  constexpr std::uint64_t usual_seeds = 20;
  if (const auto seed = flag(argc, argv, "--seed")) {
    register_day(*seed);
  } else {
    const std::uint64_t seeds = flag(argc, argv, "--seeds").value_or(usual_seeds);
    if (seeds == 0) return 2;
    register_days(seeds);
  }
  return RUN_ALL_TESTS();
}
