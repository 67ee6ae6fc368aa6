// Refusals that several use cases share.
#pragma once

#include "base/result.hpp"

namespace firstline::app {

inline Error may_not() { return forbidden("permission.missing", "You may not do this."); }

inline Error unknown_customer() {
  return not_found("customer.unknown", "There is no such customer.");
}

}  // namespace firstline::app
