// The limits of the edge. What a request may contain is limited by wire/limits.hpp, what it may
// mean by app/limits.hpp.
#pragma once

#include <cstddef>

#include "base/time.hpp"

namespace firstline::web::limits {

// ---- sockets: this many requests at once, and one more each interval ----
inline constexpr int live_burst = 100;
inline constexpr Duration live_interval = milliseconds(20);
inline constexpr int widget_burst = 60;
inline constexpr Duration widget_interval = milliseconds(50);

inline constexpr std::size_t watched_conversations = 20;  // by one socket
inline constexpr std::size_t desks_per_agent = 50;
inline constexpr std::size_t windows_per_customer = 20;

// ---- what is kept for desks that come back ----
inline constexpr std::size_t ring_frames = 256;
inline constexpr std::size_t ring_bytes = 512 * 1024;
inline constexpr int ticks_per_review = 15;  // seconds until an ended session loses its sockets
inline constexpr Duration ring_life = minutes(5);  // after the last desk of the agent was closed

// ---- HTTP ----
inline constexpr std::size_t form_overhead = 64 * 1024;  // of a file's form
inline constexpr std::size_t page_items = 50;            // of a list, unless asked for
inline constexpr std::size_t text_characters = 200;      // of a query parameter
inline constexpr std::size_t events_items = 1'000;       // of the journal in one answer
inline constexpr std::size_t token_bytes = 300;          // of a session or visitor token
inline constexpr Duration contact_page_life = seconds(2);

// ---- static files ----
inline constexpr std::size_t cached_file_bytes = 4 * 1024 * 1024;  // a larger one is not served
inline constexpr std::size_t cached_bytes = 64 * 1024 * 1024;

}  // namespace firstline::web::limits
