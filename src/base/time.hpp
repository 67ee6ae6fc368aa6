// Time is an argument: nothing below `adapters/local/clock` reads a clock.
// Instants are UTC with milliseconds; durations are chrono types and carry their unit.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace firstline {

using Duration = std::chrono::milliseconds;
using Time = std::chrono::time_point<std::chrono::system_clock, Duration>;

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

inline constexpr Time never = Time::max();  // "no wakeup is needed"

inline Time time_from_ms(std::int64_t since_1970) { return Time(Duration(since_1970)); }
inline std::int64_t to_ms(Time time) { return time.time_since_epoch().count(); }

// "2026-11-21T09:00:05.250Z" (RFC 3339 §5.6, always UTC, always three digits).
std::string to_rfc3339(Time time);
std::optional<Time> time_from_rfc3339(std::string_view text);

// "09:00:05.250", the clock of floor notation.
std::string to_clock(Time time);

}  // namespace firstline
