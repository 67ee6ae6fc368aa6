// What the store and its readers accept at most.
#pragma once

#include <cstddef>

#include "base/time.hpp"

namespace firstline::sql::limits {

inline constexpr std::size_t queued_writes = 4096;  // calls of append, save_snapshot and probe
// Beyond: "archive.busy". After a restart every open window asks for what it missed, at once.
inline constexpr std::size_t queued_queries = 32'768;
inline constexpr std::size_t query_threads = 2;
inline constexpr std::size_t page = 500;        // items of one answer, whatever was asked
inline constexpr std::size_t records = 10'000;  // of the journal, in one answer
inline constexpr std::size_t report_rows = 50'000;
inline constexpr std::size_t recent_waits = 1000;
inline constexpr std::size_t searched_lines = 10'000;   // messages that a search looks at
inline constexpr std::size_t projected_at_once = 1000;  // records in one transaction of the views
inline constexpr int checkpoint_pages = 1000;  // of the log, before it is copied into the file
inline constexpr Duration idempotency_kept = hours(24);

}  // namespace firstline::sql::limits
