#include "adapters/local/clock.hpp"

namespace firstline::local {

Time SystemClock::now() const {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace firstline::local
