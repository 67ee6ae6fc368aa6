// When a conversation next needs the clock, and for what: pure, from its facts and its queue's
// periods, so that it is never stored twice.
#pragma once

#include "domain/conversation/state.hpp"

namespace firstline::conversation {

enum class DueKind { nothing, idle_warning, idle_close, give_up, settle };

struct Due {
  Time at = never;
  DueKind kind = DueKind::nothing;
};

Due due_of(const State& state, const Conversation& conversation);

}  // namespace firstline::conversation
