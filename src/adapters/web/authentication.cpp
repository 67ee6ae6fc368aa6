#include "adapters/web/authentication.hpp"

#include <fmt/format.h>

#include "adapters/web/limits.hpp"
#include "adapters/web/origin.hpp"
#include "app/limits.hpp"
#include "base/text.hpp"

namespace firstline::web {
namespace {

bool is_write(std::string_view method) {
  return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

std::string cookie(std::string_view token, std::chrono::seconds life, bool is_secure) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", session_cookie, token,
                     life.count(), is_secure ? "; Secure" : "");
}

}  // namespace

std::string_view bearer_of(const net::Request& request) {
  constexpr std::string_view scheme = "bearer ";
  const std::string_view header = request.header("authorization");
  if (header.size() <= scheme.size() || ascii_lower(header.substr(0, scheme.size())) != scheme) {
    return {};
  }
  return trimmed(header.substr(scheme.size()));
}

Result<SignedIn> authenticate(Houses& houses, std::string_view token, const std::string& from) {
  if (token.empty()) return unauthenticated("session.missing", "Sign in first.");
  SessionToken parts = split_session_token(token);
  Served* served = parts.workspace ? houses.find(parts.workspace) : nullptr;
  auto actor = served ? served->house.accounts.actor_of(parts.inner, from) : std::nullopt;
  if (!actor) return unauthenticated("session.ended", "This session has ended; sign in again.");
  return SignedIn{served, std::move(*actor), std::move(parts.inner)};
}

Result<SignedIn> authenticate(Houses& houses, const net::Request& request,
                              std::string_view public_origin) {
  const std::string_view bearer = bearer_of(request);
  if (!bearer.empty()) return authenticate(houses, bearer, request.client);
  auto signed_in = authenticate(houses, request.cookie(session_cookie), request.client);
  if (signed_in && is_write(request.method) && !is_from_own_page(request, public_origin)) {
    return origin_refused();
  }
  return signed_in;
}

Result<VisitingCustomer> authenticate_visitor(Houses& houses, std::string_view token) {
  Served* served = houses.of_visitor_token(token);
  if (!served) {
    return unauthenticated("visitor.token", "This visitor token is not valid; visit again.");
  }
  FL_TRY(app::Visitor visitor, served->house.inbox.visitor_of(token));
  return VisitingCustomer{served, std::move(visitor)};
}

std::string cookie_with(const std::string& token, bool is_secure) {
  const auto life = std::chrono::duration_cast<std::chrono::seconds>(app::limits::session_life);
  return cookie(token, life, is_secure);
}

std::string cookie_without(bool is_secure) {
  return cookie("", std::chrono::seconds(0), is_secure);
}

Error origin_refused() {
  return forbidden("origin.refused",
                   "The request comes from another page, or the server does not know its own "
                   "address: set http.public_url or http.trusted_proxies.");
}

}  // namespace firstline::web
