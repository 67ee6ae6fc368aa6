// What goes on in the workspaces, as figures.
#pragma once

#include <vector>

#include "adapters/web/houses.hpp"
#include "adapters/web/metrics_text.hpp"

namespace firstline::web {

std::vector<Metric> workspace_metrics(const Houses& houses);

}  // namespace firstline::web
