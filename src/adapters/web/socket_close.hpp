// Why the server closes a socket (RFC 6455 §7.4; 4000–4999 are an application's own).
#pragma once

#include <cstdint>

namespace firstline::web::close_code {

inline constexpr std::uint16_t try_again_later = 1013;  // IANA's registry
inline constexpr std::uint16_t session_ended = 4401;    // sign in, or visit, again

}  // namespace firstline::web::close_code
