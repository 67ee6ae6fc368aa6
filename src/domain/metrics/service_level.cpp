#include "domain/metrics/service_level.hpp"

#include <algorithm>
#include <numeric>

#include "base/check.hpp"

namespace firstline::metrics {
namespace {

std::optional<double> share(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return {};
  return static_cast<double>(part) / static_cast<double>(whole);
}

std::optional<Duration> mean(Duration sum, std::uint64_t count) {
  if (count == 0) return {};
  return sum / static_cast<std::int64_t>(count);
}

}  // namespace

Counts& operator+=(Counts& sum, const Counts& more) {
  sum.answered += more.answered;
  sum.answered_within += more.answered_within;
  sum.abandoned += more.abandoned;
  sum.abandoned_within += more.abandoned_within;
  sum.abandoned_short += more.abandoned_short;
  sum.wait_of_answered += more.wait_of_answered;
  sum.longest_wait = std::max(sum.longest_wait, more.longest_wait);
  sum.handled += more.handled;
  sum.talk += more.talk;
  sum.wrap_up += more.wrap_up;
  sum.attention += more.attention;
  sum.asked += more.asked;
  for (std::size_t i = 0; i < sum.effort.size(); ++i) sum.effort[i] += more.effort[i];
  return sum;
}

std::string_view to_text(ServiceLevel variant) {
  switch (variant) {
    case ServiceLevel::sl1:
      return "SL-1";
    case ServiceLevel::sl2:
      return "SL-2";
    case ServiceLevel::sl3:
      return "SL-3";
    case ServiceLevel::sl4:
      return "SL-4";
    case ServiceLevel::sl5:
      return "SL-5";
  }
  FL_CHECK(false && "unknown variant");
  return {};
}

std::string_view formula_of(ServiceLevel variant) {
  switch (variant) {
    case ServiceLevel::sl1:
      return "(A_T + B_T) / (A + B)";
    case ServiceLevel::sl2:
      return "A_T / A";
    case ServiceLevel::sl3:
      return "A_T / (A + B)";
    case ServiceLevel::sl4:
      return "A_T / (A + B − B_T)";
    case ServiceLevel::sl5:
      return "(A_T + B_s) / (A + B)";
  }
  FL_CHECK(false && "unknown variant");
  return {};
}

std::optional<double> service_level(ServiceLevel variant, const Counts& c) {
  switch (variant) {
    case ServiceLevel::sl1:
      return share(c.answered_within + c.abandoned_within, c.answered + c.abandoned);
    case ServiceLevel::sl2:
      return share(c.answered_within, c.answered);
    case ServiceLevel::sl3:
      return share(c.answered_within, c.answered + c.abandoned);
    case ServiceLevel::sl4:
      return share(c.answered_within, c.answered + c.abandoned - c.abandoned_within);
    case ServiceLevel::sl5:
      return share(c.answered_within + c.abandoned_short, c.answered + c.abandoned);
  }
  FL_CHECK(false && "unknown variant");
  return {};
}

std::optional<Duration> average_speed_of_answer(const Counts& c) {
  return mean(c.wait_of_answered, c.answered);
}

std::optional<double> abandonment(const Counts& c) {
  return share(c.abandoned, c.answered + c.abandoned);
}

std::optional<double> abandonment_without_short(const Counts& c) {
  return share(c.abandoned - c.abandoned_short, c.answered + c.abandoned - c.abandoned_short);
}

std::optional<Duration> handle_time_elapsed(const Counts& c) {
  return mean(c.talk + c.wrap_up, c.handled);
}

std::optional<Duration> handle_time_attention(const Counts& c) {
  return mean(c.attention, c.handled);
}

std::optional<double> mean_effort(const Counts& c) {
  const std::uint64_t answers = std::accumulate(c.effort.begin(), c.effort.end(), std::uint64_t{0});
  if (answers == 0) return {};
  double sum = 0;
  for (std::size_t i = 0; i < c.effort.size(); ++i) {
    sum += static_cast<double>(c.effort[i]) * static_cast<double>(i + 1);
  }
  return sum / static_cast<double>(answers);
}

}  // namespace firstline::metrics
