// How often one socket may ask: so many at once, and one more each interval (the generic cell rate
// algorithm, ITU-T I.371). Eight bytes, because there is one for every visitor.
#pragma once

#include <algorithm>

#include "base/time.hpp"

namespace firstline::web {

class RequestBudget {
 public:
  bool admit(Time now, int burst, Duration interval) {
    const Time due = std::max(paid_until_, now);
    if (due - now > (burst - 1) * interval) return false;
    paid_until_ = due + interval;
    return true;
  }

 private:
  Time paid_until_;
};

}  // namespace firstline::web
