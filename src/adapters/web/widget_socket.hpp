// One open window of a visitor (docs/protocol.md, "Visitor"). Small, because there are many that
// only wait: no callbacks of its own, one link to the next window of the same customer.
//
// Thread: the floor. Owned by the hub from open() until the connection is closed.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "adapters/net/http_server.hpp"
#include "adapters/web/houses.hpp"
#include "adapters/web/request_budget.hpp"
#include "app/inbox.hpp"
#include "wire/requests.hpp"
#include "wire/responses.hpp"

namespace firstline::web {

class WidgetSocket : public std::enable_shared_from_this<WidgetSocket> {
 public:
  WidgetSocket(Served& served, app::Visitor visitor, std::shared_ptr<net::Socket> socket);

  // ---- the connection ----
  void opened();
  void received(std::string_view text);
  void closed();

  // ---- the hub ----
  const app::Visitor& visitor() const { return visitor_; }
  // Nothing comes before the greeting.
  void tell(const net::Frame& frame) {
    if (is_greeted_) socket_->send(frame);
  }
  std::shared_ptr<WidgetSocket> next;  // kept by the hub

  // ---- commands (widget_commands.cpp) ----
  app::Inbox& inbox() { return served_.house.inbox; }
  void refuse(const std::string& re, const Error& error);

  template <class View>
  app::Answer<View> answer(std::string re) {
    return [socket = socket_, re = std::move(re)](Result<View> result) {
      socket->send(std::make_shared<const std::string>(
          result ? wire::answer(re, wire::to_json(*result)) : wire::refusal(re, result.error())));
    };
  }

 private:
  Served& served_;
  const app::Visitor visitor_;
  std::shared_ptr<net::Socket> socket_;
  RequestBudget budget_;
  bool is_greeted_ = false;
};

void run_widget_command(WidgetSocket& socket, const wire::Frame& frame);

}  // namespace firstline::web
