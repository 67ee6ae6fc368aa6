// The present, from the system. Every other file is given its time.
#pragma once

#include "ports/clock.hpp"

namespace firstline::local {

class SystemClock final : public ports::Clock {
 public:
  Time now() const override;  // UTC; any thread
};

}  // namespace firstline::local
