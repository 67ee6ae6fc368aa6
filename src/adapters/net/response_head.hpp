// Status line and headers of a response.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/net/http_server.hpp"

namespace firstline::net {

struct ResponseHead {
  int status = 200;
  std::string_view date;  // "" if there is no clock
  bool keeps_alive = true;
  bool is_http10 = false;                         // keep-alive must then be said
  std::optional<std::uint64_t> content_length{};  // none for 1xx, 204 and 304
};

// False, with nothing appended, when a header is not one (RFC 9110 §5.5): a line break in a value
// would let whoever supplied it write the rest of the response.
bool append_response_head(std::string& to, const ResponseHead& head,
                          const std::vector<Header>& headers);

// RFC 9110 §6.4.1
bool may_have_body(int status);

}  // namespace firstline::net
