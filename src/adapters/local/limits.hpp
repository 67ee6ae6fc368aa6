// What the adapters of this machine accept at most.
#pragma once

#include <cstddef>

#include "base/time.hpp"

namespace firstline::local::limits {

inline constexpr std::size_t password_bytes = 1024;
inline constexpr std::size_t password_threads = 2;  // each needs 64 MiB while it hashes
inline constexpr std::size_t queued_passwords = 32;

inline constexpr std::size_t identity_bytes = 8 * 1024;  // of a site's signed identity
inline constexpr std::size_t identity_characters = 200;  // of a name or id inside it
inline constexpr Duration identity_lifetime = hours(24);
inline constexpr Duration identity_clock_skew = minutes(1);  // of the site, for "nbf"

inline constexpr std::size_t file_bytes = 10 * 1024 * 1024;
inline constexpr std::size_t queued_files = 32;
inline constexpr std::uint64_t image_pixels = 100'000'000;  // more would choke the reader's browser
inline constexpr std::size_t zip_entries = 2'000;           // looked at to tell what a ZIP is

inline constexpr std::size_t mail_address_bytes = 254;  // RFC 5321 §4.5.3.1.3, erratum 1690
inline constexpr std::size_t mail_subject_bytes = 1'000;
inline constexpr std::size_t mail_text_bytes = 256 * 1024;
inline constexpr std::size_t queued_mails = 1'000;
inline constexpr Duration mail_connect_time = seconds(20);
inline constexpr Duration mail_time = seconds(60);

inline constexpr std::size_t log_line_bytes = 8 * 1024;

}  // namespace firstline::local::limits
