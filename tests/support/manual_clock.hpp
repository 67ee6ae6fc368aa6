// A clock that stands still until a test moves it.
#pragma once

#include "ports/clock.hpp"

namespace firstline::testing {

// 2026-11-21T09:00:00Z: a Saturday morning, where every test begins.
inline const Time nine_o_clock = time_from_ms(1795251600000);

class ManualClock final : public ports::Clock {
 public:
  explicit ManualClock(Time now = nine_o_clock) : now_(now) {}

  Time now() const override { return now_; }
  void set(Time now) { now_ = now; }  // backwards too: clocks do that
  void advance(Duration by) { now_ += by; }

 private:
  Time now_;
};

}  // namespace firstline::testing
