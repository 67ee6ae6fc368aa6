#include "domain/metrics/wait.hpp"

#include <cmath>

namespace firstline::metrics {
namespace {

// Quantile of Gamma(shape, 1), for the standard normal quantile z.
double gamma_quantile(double shape, double z) {
  const double nu = 1.0 / (9.0 * shape);
  const double root = 1.0 - nu + z * std::sqrt(nu);
  return root <= 0 ? 0 : shape * root * root * root;
}

}  // namespace

std::optional<WaitRange> estimate_wait(const WaitInputs& in) {
  if (in.samples < least_samples || in.slots <= 0 || in.position == 0) return {};
  constexpr double z50 = 0.0, z90 = 1.2815515655446004;
  const double step_ms = in.mean_handle_ms / in.slots;
  const auto at = [&](double z) {
    return Duration(std::llround(gamma_quantile(static_cast<double>(in.position), z) * step_ms));
  };
  return WaitRange{at(z50), at(z90)};
}

}  // namespace firstline::metrics
