// How much longer? A simple honest estimate: while somebody waits every slot is taken, so slots
// come free at the rate slots ÷ mean handle time, and the k-th in line is answered at the k-th of
// these moments. The sum of k exponential times has a Gamma(k) distribution; p50 and p90 are its
// quantiles (Wilson and Hilferty's cube-root approximation of 1931). Without enough handled works
// to know the mean, the answer is "we don't know yet".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace firstline::metrics {

struct WaitInputs {
  std::size_t position = 1;   // 1: first in line
  int slots = 0;              // works that those on duty can hold together
  double mean_handle_ms = 0;  // learnt
  std::uint64_t samples = 0;  // it was learnt from
};

struct WaitRange {
  Duration p50{};
  Duration p90{};
};

inline constexpr std::uint64_t least_samples = 10;

std::optional<WaitRange> estimate_wait(const WaitInputs& inputs);

}  // namespace firstline::metrics
