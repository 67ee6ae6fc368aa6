// The state of a workspace as bytes: its facts, nothing derived. Equal states are equal bytes.
// A snapshot is a shortcut past the journal, so a version that we no longer read is no loss: the
// caller replays from the beginning.
#pragma once

#include <string>
#include <string_view>

#include "app/state.hpp"
#include "base/result.hpp"

namespace firstline::wire {

// Raised when the same member begins to mean something else. A new member needs no new version.
inline constexpr int state_version = 2;  // 2: what is learnt of waits moved and grew

std::string encode_state(const app::State& state);

// With everything derived built again. Errors: invalid "snapshot.unknown_version",
// "snapshot.unreadable".
Result<app::State> decode_state(int version, std::string_view text);

}  // namespace firstline::wire
