#include "adapters/web/upgrades.hpp"

#include "adapters/web/authentication.hpp"
#include "adapters/web/error_response.hpp"
#include "adapters/web/live_socket.hpp"
#include "adapters/web/origin.hpp"
#include "adapters/web/socket_close.hpp"
#include "adapters/web/widget_socket.hpp"
#include "base/text.hpp"

namespace firstline::web {
namespace {

constexpr std::string_view protocol = "firstline.v1";

// "firstline.v1, bearer.<token>" (RFC 6455 §4.1): browsers cannot set headers of a WebSocket.
struct Offered {
  bool has_protocol = false;
  std::string token;
};

Offered offered(const net::Request& request, std::string_view token_prefix) {
  Offered found;
  std::string_view rest = request.header("sec-websocket-protocol");
  while (!rest.empty()) {
    const std::string_view item = trimmed(rest.substr(0, rest.find(',')));
    const auto comma = rest.find(',');
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
    if (item == protocol) found.has_protocol = true;
    if (item.starts_with(token_prefix)) found.token = item.substr(token_prefix.size());
  }
  return found;
}

Error unknown_protocol() {
  return invalid("protocol.unknown", "Offer the subprotocol firstline.v1.");
}

template <class Socket>
net::SocketEvents events_of(Socket& socket) {
  // The hub owns the socket until `closed`, after which nothing is called.
  return {[&socket](std::string_view text) { socket.received(text); },
          [&socket] { socket.closed(); }};
}

// A browser learns nothing from a refused upgrade, not even the status: it is let in and told.
net::Upgrade told_to_sign_in() {
  return {std::string(protocol), [](const std::shared_ptr<net::Socket>& socket) {
            socket->close(close_code::session_ended, "session ended");
            return net::SocketEvents{[](std::string_view) {}, [] {}};
          }};
}

bool is_from_browser(const net::Request& request) { return !request.header("origin").empty(); }

}  // namespace

void Upgrades::decide(const net::Request& request, const Decide& decide) {
  auto upgrade = request.path == "/api/v1/live" ? live(request)
                 : request.path == "/api/v1/widget/live"
                     ? widget(request)
                     : Result<net::Upgrade>(not_found("route.unknown", "There is no socket here."));
  if (upgrade) return decide(std::move(upgrade), std::nullopt);
  const Error error = upgrade.error();
  if (error.kind == ErrorKind::unauthenticated && is_from_browser(request)) {
    return decide(told_to_sign_in(), std::nullopt);
  }
  decide(error, error_response(error));
}

Result<net::Upgrade> Upgrades::live(const net::Request& request) {
  Offered asked = offered(request, "bearer.");
  if (!asked.has_protocol) return unknown_protocol();
  if (asked.token.empty()) asked.token = bearer_of(request);
  const bool is_by_cookie = asked.token.empty();
  // A cookie comes along with whatever page opens the socket.
  if ((is_by_cookie || is_from_browser(request)) && !is_from_own_page(request, public_origin_)) {
    return origin_refused();
  }
  if (is_by_cookie) asked.token = request.cookie(session_cookie);
  FL_TRY(SignedIn who, authenticate(houses_, asked.token, request.client));
  if (!who.served->hub.has_room_for_desk(who.actor.agent())) {
    return limit("socket.too_many", "Too many desks of this person are open.");
  }
  return net::Upgrade{std::string(protocol),
                      [who = std::move(who)](std::shared_ptr<net::Socket> socket) {
                        const auto live = std::make_shared<LiveSocket>(
                            *who.served, who.actor, who.inner_token, std::move(socket));
                        live->opened();
                        return events_of(*live);
                      }};
}

Result<net::Upgrade> Upgrades::widget(const net::Request& request) {
  const Offered asked = offered(request, "visitor.");
  if (!asked.has_protocol) return unknown_protocol();
  FL_TRY(VisitingCustomer who, authenticate_visitor(houses_, asked.token));
  const auto* entry_point =
      catalog::find(who.served->house.workspace.catalog(), who.visitor.entry_point);
  if (!entry_point) return not_found("widget.unknown", "This widget is no longer there.");
  if (!may_embed(*entry_point, request, public_origin_)) {
    return forbidden("origin.refused", "This page may not use this widget.");
  }
  if (!who.served->hub.has_room_for_window(who.visitor.customer)) {
    return limit("socket.too_many", "Too many windows of this visitor are open.");
  }
  return net::Upgrade{
      std::string(protocol), [who = std::move(who)](std::shared_ptr<net::Socket> socket) {
        const auto window =
            std::make_shared<WidgetSocket>(*who.served, who.visitor, std::move(socket));
        window->opened();
        return events_of(*window);
      }};
}

}  // namespace firstline::web
