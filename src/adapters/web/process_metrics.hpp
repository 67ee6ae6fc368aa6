// This process as the kernel sees it, under the names that Prometheus' own clients use.
#pragma once

#include <vector>

#include "adapters/web/metrics_text.hpp"

namespace firstline::web {

std::vector<Metric> process_metrics();

}  // namespace firstline::web
