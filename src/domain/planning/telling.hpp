// What a waiting customer was told last, and what to tell now. A wait that is told never rises
// without a cause that can be named, and does not twitch: when only what was learnt moves it a
// little, what was told stands.
#pragma once

#include <optional>

#include "domain/planning/forecast.hpp"

namespace firstline::planning {

enum class Cause {
  transfer,         // handed to other people
  agent_gone,       // was with somebody whose connection was lost
  higher_priority,  // somebody else goes first
  fewer_agents,     // somebody went on a break or home
  slower,           // works take longer, or fewer give up, than a while ago
};

struct Telling {
  Standing at;
  std::optional<Quantiles> wait;
  std::optional<Cause> cause;  // of the last change that was not a step forward
  friend bool operator==(const Telling&, const Telling&) = default;
};

// `before`: null for the first time.
Telling tell(const Telling* before, Beginning beginning, const Standing& at,
             const std::optional<Quantiles>& now);

}  // namespace firstline::planning
