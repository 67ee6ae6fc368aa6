// The present. Real: adapters/local/clock; in tests: support/manual_clock.
#pragma once

#include "base/time.hpp"

namespace firstline::ports {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

}  // namespace firstline::ports
