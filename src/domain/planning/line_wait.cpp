#include "domain/planning/line_wait.hpp"

#include <algorithm>
#include <cmath>

namespace firstline::planning {
namespace {

// Up to here the quantile is solved for exactly; that costs O(n) a step.
constexpr std::size_t near = 8;
constexpr std::size_t near_when_leaving = 64;

struct Birth {
  double at_most_n = 0;  // P(at most n steps)
  double density = 0;    // of the step n + 1
};

// P(k steps) = P(k − 1) · u(r + (k−1)θ)/k with u = (1 − e^{−θt})/θ, and P(0) = e^{−rt}.
Birth birth(const LineRates& rates, std::size_t n, double t) {
  const double u = rates.leaving > 0 ? -std::expm1(-rates.leaving * t) / rates.leaving : t;
  double step = std::exp(-rates.service * t);
  Birth sum{step, 0};
  for (std::size_t k = 1; k <= n; ++k) {
    const auto i = static_cast<double>(k);
    step *= u * (rates.service + (i - 1) * rates.leaving) / i;
    sum.at_most_n += step;
  }
  sum.density = step * (rates.service + static_cast<double>(n) * rates.leaving);
  return sum;
}

// Gamma(k) when nobody leaves, by Wilson and Hilferty: the same approximation at θ = 0.
double approximate_quantile(const LineRates& rates, double k, double z) {
  const double h1 = 1 / (9 * k);
  const double h2 = rates.leaving / (9 * rates.service);
  const double b = 1 - h1;
  const double a = 1 - h2;
  const double divisor = a * a - z * z * h2;
  if (divisor <= 0.05 || a <= 0) return -1;  // hardly anybody stays: no approximation
  const double root = (a * b + z * std::sqrt(a * a * h1 + b * b * h2 - z * z * h1 * h2)) / divisor;
  const double f = std::max(0.0, root * root * root);
  const double odds = k * f / rates.service;  // (n+1)/a · F, over θ
  return rates.leaving > 0 ? std::log1p(odds * rates.leaving) / rates.leaving : odds;
}

}  // namespace

double answered_within(const LineRates& rates, std::size_t ahead, double t_ms) {
  return t_ms <= 0 ? 0 : std::max(0.0, 1 - birth(rates, ahead, t_ms).at_most_n);
}

double wait_quantile_ms(const LineRates& rates, std::size_t ahead, Quantile quantile) {
  const double p = quantile == Quantile::p50 ? 0.5 : 0.9;
  const double z = quantile == Quantile::p50 ? 0 : 1.2815515655446004;
  const auto k = static_cast<double>(ahead + 1);
  double t = approximate_quantile(rates, k, z);
  const bool is_rough = t < 0 || rates.leaving * 8 > rates.service;
  if (ahead >= (is_rough ? near_when_leaving : near) && t >= 0) return t;
  if (ahead >= near_when_leaving) {
    // So few stay that the mean is all that matters: Σ 1/(r + iθ), as an integral.
    return std::log1p(rates.leaving * k / rates.service) / rates.leaving;
  }
  // Newton's steps within a bracket; three or four are enough.
  double low = 0;
  double high = k * 8 / rates.service;  // beyond the 90th percentile even if nobody leaves
  if (t <= low || t >= high) t = high / 2;
  for (int i = 0; i < 60; ++i) {
    const Birth at = birth(rates, ahead, t);
    const double error = 1 - at.at_most_n - p;
    (error < 0 ? low : high) = t;
    double next = at.density > 0 ? t - error / at.density : low;
    if (next <= low || next >= high) next = low + (high - low) / 2;
    if (std::abs(next - t) <= 1e-9 * t) return next;
    t = next;
  }
  return t;
}

}  // namespace firstline::planning
