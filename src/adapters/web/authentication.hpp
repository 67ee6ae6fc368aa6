// Who asks: a session by bearer header or cookie, a visitor by bearer header.
//
// Thread: the floor.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/net/http_server.hpp"
#include "adapters/web/houses.hpp"
#include "app/inbox.hpp"

namespace firstline::web {

inline constexpr std::string_view session_cookie = "firstline";

struct SignedIn {
  Served* served = nullptr;
  app::Actor actor;
  std::string inner_token;
};

// "Bearer <token>" → the token; "" if there is none.
std::string_view bearer_of(const net::Request& request);

// Errors: unauthenticated "session.missing", "session.ended"; forbidden "origin.refused" (a write
// by cookie that no page of ours sent).
Result<SignedIn> authenticate(Houses& houses, const net::Request& request,
                              std::string_view public_origin);
// By this token, as clients carry it.
Result<SignedIn> authenticate(Houses& houses, std::string_view token, const std::string& from);

struct VisitingCustomer {
  Served* served = nullptr;
  app::Visitor visitor;
};
// Errors: visitor.token, customer.blocked.
Result<VisitingCustomer> authenticate_visitor(Houses& houses, std::string_view token);

// Set-Cookie (RFC 6265 §4.1): kept as long as a session lives, or removed at once.
std::string cookie_with(const std::string& token, bool is_secure);
std::string cookie_without(bool is_secure);

Error origin_refused();

}  // namespace firstline::web
