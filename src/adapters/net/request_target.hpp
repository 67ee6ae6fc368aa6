// The target of a request line (RFC 9112 §3.2), made safe to route on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace firstline::net {

struct RequestTarget {
  std::string path;                                        // begins with '/'
  std::vector<std::pair<std::string, std::string>> query;  // in the order of the request
};

// Nothing when the target is not a path (or an absolute http URL), has a bad percent escape, or
// decodes to something that is not UTF-8, has control characters, or has a "." or ".." segment.
// Runs of slashes become one.
std::optional<RequestTarget> parse_request_target(std::string_view target);

}  // namespace firstline::net
