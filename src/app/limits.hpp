// The limits of the use cases. Each is tested at the limit and one past it.
#pragma once

#include <cstddef>

#include "base/time.hpp"

namespace firstline::app {

// Those that the operator may choose; clients are told the sizes.
struct Limits {
  std::size_t message_characters = 8'000;
  std::size_t file_bytes = 10 * 1024 * 1024;
  int messages_per_window = 20;  // of one visitor, in limits::message_window
};

}  // namespace firstline::app

namespace firstline::app::limits {

inline constexpr std::size_t note_characters = 8'000;
inline constexpr std::size_t comment_characters = 2'000;
inline constexpr std::size_t name_characters = 80;
inline constexpr std::size_t attachments_per_message = 10;
inline constexpr std::size_t file_name_characters = 120;
inline constexpr std::size_t hint_bytes = 8 * 1024;      // page and cart together
inline constexpr std::size_t settings_bytes = 8 * 1024;  // of a desk
inline constexpr std::size_t email_characters = 254;     // RFC 5321 §4.5.3.1
inline constexpr std::size_t password_least = 10;        // characters
inline constexpr std::size_t password_most = 200;

inline constexpr Duration message_window = seconds(10);
inline constexpr int visits_per_window = 60;  // of one source
inline constexpr Duration visit_window = seconds(60);
inline constexpr int logins_per_window = 10;  // failed ones, of one user or one source
inline constexpr Duration login_window = minutes(10);
inline constexpr std::size_t sources_remembered = 100'000;

inline constexpr Duration session_life = hours(24 * 30);
inline constexpr Duration invitation_life = hours(24 * 7);
inline constexpr Duration reset_life = hours(2);
inline constexpr Duration visitor_token_life = hours(24 * 365);

}  // namespace firstline::app::limits
