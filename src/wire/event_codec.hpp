// Events as the journal keeps them: a type ("offer.made") and a payload of JSON.
//
// Payloads are for programs and for ever: ids as text ("w-1", null for none), enums as words, times
// and durations as integers of milliseconds under the member's own name. A member that an old event
// does not have takes the struct's default; one that we no longer know is passed over. Every event
// has a golden file in tests/golden/events/, and what was once golden is readable for ever.
// Pure functions; may be called on any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/event.hpp"
#include "base/result.hpp"

namespace firstline::wire {

std::string event_type(const app::Event& event);

// Encoding runs on the floor: one pass, one allocation.
std::string encode_event(const app::Event& event);

// Errors: invalid "journal.unknown_type", "journal.bad_payload" (its message says what and where).
Result<app::Event> decode_event(std::string_view type, std::string_view payload);

// The same event as people and scripts see it (GET /api/v1/events): RFC 3339 times, …_ms durations.
std::string encode_public_event(const app::Event& event);

// Every type there is, in the order of app::Event.
std::vector<std::string_view> event_types();

}  // namespace firstline::wire
