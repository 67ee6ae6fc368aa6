// Three ways to write the same values. Internal to wire.
#pragma once

namespace firstline::wire::json {

// The journal and snapshots: for programs, for ever. Times and durations are integers of
// milliseconds under the member's own name; a missing member keeps the struct's default, an unknown
// one is passed over, so that yesterday's events mean today what they meant.
struct Journal {
  static constexpr bool has_units = false;
  static constexpr bool is_strict = false;
  static constexpr bool has_limits = false;
};

// What people and scripts read: RFC 3339 times, durations as …_ms. Reading it back is for tests.
struct Public {
  static constexpr bool has_units = true;
  static constexpr bool is_strict = true;
  static constexpr bool has_limits = false;
};

// What people and scripts send: written as Public, and nothing in it is believed.
struct Request {
  static constexpr bool has_units = true;
  static constexpr bool is_strict = true;
  static constexpr bool has_limits = true;
};

}  // namespace firstline::wire::json
