// Service level and its sisters, exactly as definitions.md writes them. Every figure is a pure
// function of counts, and the counts are sums over contacts, so every figure can be opened.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.hpp"

namespace firstline::metrics {

// Sums over the contacts of one cell (a queue, an agent, an interval).
struct Counts {
  std::uint64_t answered = 0;          // A
  std::uint64_t answered_within = 0;   // A_T
  std::uint64_t abandoned = 0;         // B
  std::uint64_t abandoned_within = 0;  // B_T
  std::uint64_t abandoned_short = 0;   // B_s: within 5 s
  Duration wait_of_answered{};
  Duration longest_wait{};                // of answered and abandoned
  std::uint64_t handled = 0;              // ended after an answer
  Duration talk{};                        // of handled: answer to end of the conversation
  Duration wrap_up{};                     // of handled
  Duration attention{};                   // of handled: elapsed ÷ concurrent items, integrated
  std::uint64_t asked = 0;                // surveys
  std::array<std::uint64_t, 5> effort{};  // answers 1…5

  friend bool operator==(const Counts&, const Counts&) = default;
};

Counts& operator+=(Counts& sum, const Counts& more);

inline constexpr Duration short_abandon = seconds(5);

enum class ServiceLevel { sl1, sl2, sl3, sl4, sl5 };

std::string_view to_text(ServiceLevel variant);     // "SL-3"
std::string_view formula_of(ServiceLevel variant);  // "A_T / (A + B)"

// In 0…1; nothing when there was nothing to answer ("no data yet" is not 0 %).
std::optional<double> service_level(ServiceLevel variant, const Counts& counts);

std::optional<Duration> average_speed_of_answer(const Counts& counts);
std::optional<double> abandonment(const Counts& counts);
std::optional<double> abandonment_without_short(const Counts& counts);
std::optional<Duration> handle_time_elapsed(const Counts& counts);
std::optional<Duration> handle_time_attention(const Counts& counts);
std::optional<double> mean_effort(const Counts& counts);  // CES v1, 1–5, low is good

}  // namespace firstline::metrics
