// What a document of the catalog may leave out; it then takes the defaults of catalog.hpp. The
// policy has no such members: it is one document, and a forgotten line would undo a choice.
// Internal to wire.
#pragma once

#include "wire/described/domain.hpp"

namespace firstline::wire::json {

template <>
inline constexpr std::array<std::string_view, 12> may_be_missing<catalog::Queue>{
    "is_open",         "ring_time_ms",  "wrap_up_ms", "target_ms",
    "target_share",    "priority_ms",   "required",   "reply_target_ms",
    "idle_warning_ms", "idle_close_ms", "outcomes",   "reopen_window_ms"};
template <>
inline constexpr std::array<std::string_view, 4> may_be_missing<catalog::Agent>{
    "team", "queues", "skills", "capacity"};
template <>
inline constexpr std::array<std::string_view, 4> may_be_missing<catalog::EntryPoint>{
    "kind", "origins", "accent", "greeting"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_missing<catalog::CannedReply>{"queues"};

}  // namespace firstline::wire::json
