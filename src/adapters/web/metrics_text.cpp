#include "adapters/web/metrics_text.hpp"

#include <fmt/format.h>

#include <string_view>

namespace firstline::web {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out;
}

void append_sample(std::string& out, const std::string& name, const Metric::Sample& sample) {
  out += name;
  char separator = '{';
  for (const auto& [label, value] : sample.labels) {
    out += fmt::format("{}{}=\"{}\"", separator, label, escaped(value));
    separator = ',';
  }
  if (!sample.labels.empty()) out += '}';
  out += fmt::format(" {}\n", sample.value);
}

}  // namespace

std::string metrics_text(const std::vector<Metric>& metrics) {
  std::string out;
  for (const Metric& metric : metrics) {
    out += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", metric.name, metric.help,
                       metric.is_counter ? "counter" : "gauge");
    for (const Metric::Sample& sample : metric.samples) append_sample(out, metric.name, sample);
  }
  return out;
}

}  // namespace firstline::web
