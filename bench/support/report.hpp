// One JSON line per figure: {"bench","metric","value","unit","limit"?,"ratio"?}. `limit` is what
// the figure is held against, measured in the same run; `ratio` is value ÷ limit.
#pragma once

#include <cstdio>
#include <optional>
#include <string_view>

namespace firstline::bench {

inline void report(std::string_view bench, std::string_view metric, double value,
                   std::string_view unit, std::optional<double> limit = {}) {
  std::printf(R"({"bench":"%.*s","metric":"%.*s","value":%.6g,"unit":"%.*s")",
              static_cast<int>(bench.size()), bench.data(), static_cast<int>(metric.size()),
              metric.data(), value, static_cast<int>(unit.size()), unit.data());
  if (limit) {
    std::printf(R"(,"limit":%.6g,"ratio":%.4g)", *limit, *limit == 0 ? 0 : value / *limit);
  }
  std::printf("}\n");
  std::fflush(stdout);
}

}  // namespace firstline::bench
