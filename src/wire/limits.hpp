// How much of anything a client may send. The use cases know tighter limits of their own
// (`message.too_long`); these keep the server's memory and time bounded before anybody looks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace firstline::wire {

inline constexpr std::size_t frame_bytes = 64 * 1024;          // one frame of a socket
inline constexpr std::size_t body_bytes = 256 * 1024;          // one body of REST
inline constexpr std::size_t catalog_bytes = 4 * 1024 * 1024;  // one section of the catalog
inline constexpr std::size_t request_depth = 12;
inline constexpr std::size_t problems_listed = 20;  // the rest is not looked for

inline constexpr std::size_t settings_bytes = 8 * 1024;
inline constexpr std::size_t page_limit = 100;  // items of one page of a list

inline constexpr std::size_t text_characters = 16'000;  // unless limits.cpp says less
inline constexpr std::size_t list_items = 10'000;       // unless limits.cpp says less
inline constexpr std::size_t key_characters = 64;       // keys chosen by people
inline constexpr std::int64_t longest_duration_ms = 366LL * 24 * 3600 * 1000;

// By the member's name: the same word means the same thing everywhere.
std::size_t most_characters(std::string_view member);
std::size_t most_items(std::string_view member);

}  // namespace firstline::wire
