// Figures as Prometheus reads them (text exposition format 0.0.4). Pure.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace firstline::web {

struct Metric {
  std::string name;         // "firstline_conversations_open"
  std::string help;         // one sentence
  bool is_counter = false;  // only grows; else it is a gauge
  struct Sample {
    std::vector<std::pair<std::string, std::string>> labels;
    double value = 0;
  };
  std::vector<Sample> samples;
};

std::string metrics_text(const std::vector<Metric>& metrics);

}  // namespace firstline::web
