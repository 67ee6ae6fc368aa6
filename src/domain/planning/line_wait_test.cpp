#include "domain/planning/line_wait.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace firstline::planning {
namespace {

constexpr double minute = 60'000;

TEST(LineWait, IsExponentialForTheFirstInLine) {
  const LineRates rates{1 / minute, 1 / (3 * minute)};
  EXPECT_NEAR(wait_quantile_ms(rates, 0, Quantile::p50), minute * std::log(2), 0.01);
  EXPECT_NEAR(wait_quantile_ms(rates, 0, Quantile::p90), minute * std::log(10), 0.01);
  EXPECT_NEAR(answered_within(rates, 0, minute), 1 - std::exp(-1), 1e-12);
}

// Exact quantiles of Gamma(k).
TEST(LineWait, IsASumOfTheSlotsTimesWhenNobodyLeaves) {
  const LineRates rates{1 / minute, 0};
  EXPECT_NEAR(wait_quantile_ms(rates, 9, Quantile::p50) / minute, 9.66871, 0.01);
  EXPECT_NEAR(wait_quantile_ms(rates, 9, Quantile::p90) / minute, 14.20599, 0.02);
  EXPECT_NEAR(wait_quantile_ms(rates, 4, Quantile::p90) / minute, 7.99359, 1e-4);
  EXPECT_NEAR(wait_quantile_ms(rates, 99, Quantile::p50) / minute, 99.66687, 0.01);
  EXPECT_NEAR(wait_quantile_ms(rates, 99, Quantile::p90) / minute, 113.0177, 0.05);
}

// The quantile and the distribution are computed differently; they must agree everywhere.
TEST(LineWait, AgreesWithItsDistributionAtEveryPlace) {
  for (const double handle : {0.1, 1.0, 10.0}) {
    for (const double patience : {0.5, 2.0, 20.0, 1e6}) {
      const LineRates rates{1 / (handle * minute), 1 / (patience * minute)};
      if (rates.leaving > rates.service) continue;  // more give up than are answered
      for (const std::size_t ahead : {0, 1, 3, 7, 8, 15, 40, 63, 64, 120}) {
        const double p50 = wait_quantile_ms(rates, ahead, Quantile::p50);
        const double p90 = wait_quantile_ms(rates, ahead, Quantile::p90);
        EXPECT_NEAR(answered_within(rates, ahead, p50), 0.5, 0.01)
            << handle << " " << patience << " " << ahead;
        EXPECT_NEAR(answered_within(rates, ahead, p90), 0.9, 0.01)
            << handle << " " << patience << " " << ahead;
      }
    }
  }
}

TEST(LineWait, GrowsWithThePlaceAndShrinksWithSlotsAndImpatience) {
  const LineRates rates{1 / minute, 1 / (5 * minute)};
  double before = 0;
  for (std::size_t ahead = 0; ahead <= 300; ++ahead) {
    for (const Quantile quantile : {Quantile::p50, Quantile::p90}) {
      const double is = wait_quantile_ms(rates, ahead, quantile);
      EXPECT_LT(wait_quantile_ms({rates.service * 1.1, rates.leaving}, ahead, quantile), is);
      EXPECT_LE(wait_quantile_ms({rates.service, rates.leaving * 1.1}, ahead, quantile), is);
    }
    const double p50 = wait_quantile_ms(rates, ahead, Quantile::p50);
    EXPECT_GT(p50, before) << ahead;
    EXPECT_GT(wait_quantile_ms(rates, ahead, Quantile::p90), p50) << ahead;
    before = p50;
  }
}

TEST(LineWait, IsANumberHoweverFewStay) {
  for (const double impatience : {0.1, 1.0, 10.0, 1'000.0}) {
    const LineRates rates{1 / minute, impatience / minute};
    for (const std::size_t ahead : {0, 10, 100, 100'000}) {
      for (const Quantile quantile : {Quantile::p50, Quantile::p90}) {
        const double is = wait_quantile_ms(rates, ahead, quantile);
        EXPECT_TRUE(std::isfinite(is) && is > 0) << impatience << " " << ahead;
      }
    }
  }
}

}  // namespace
}  // namespace firstline::planning
