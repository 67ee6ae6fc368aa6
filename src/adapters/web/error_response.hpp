// Errors as HTTP says them (docs/protocol.md, "Errors"). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/net/http_server.hpp"
#include "base/result.hpp"

namespace firstline::web {

// "limit" is 429 when it is about how often, else 413; "catalog.changed" is 412, because it answers
// an If-Match (RFC 9110 §13.1.1).
int status_of(const Error& error);

net::Response error_response(const Error& error, const std::vector<Error>& problems = {});

// RFC 9110 §15.5.6.
net::Response method_not_allowed(const std::string& allow);

// The body of an error that the HTTP server itself answers, before anybody here saw the request.
std::string body_of_status(int status, std::string_view code, std::string_view message);

}  // namespace firstline::web
