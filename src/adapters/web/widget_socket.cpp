#include "adapters/web/widget_socket.hpp"

#include "adapters/web/hub.hpp"
#include "adapters/web/limits.hpp"
#include "adapters/web/socket_close.hpp"

namespace firstline::web {

namespace view = app::view;

WidgetSocket::WidgetSocket(Served& served, app::Visitor visitor,
                           std::shared_ptr<net::Socket> socket)
    : served_(served), visitor_(std::move(visitor)), socket_(std::move(socket)) {}

void WidgetSocket::opened() {
  served_.hub.add(shared_from_this());
  view::visitor_frame::Hello hello = inbox().window_opened(visitor_);
  // The greeting shows what the disk may not have yet, so it waits; and it is made of all that
  // came before, so what is told meanwhile is in it.
  served_.house.workspace.answer_when_durable<view::visitor_frame::Hello>(
      [weak = weak_from_this()](Result<view::visitor_frame::Hello> greeting) {
        const auto self = weak.lock();
        if (!self) return;
        if (!greeting) return self->socket_->close(close_code::try_again_later, "store full");
        self->is_greeted_ = true;
        self->socket_->send(std::make_shared<const std::string>(
            wire::unnumbered(view::VisitorFrame(std::move(*greeting)))));
      },
      std::move(hello));
}

void WidgetSocket::closed() {
  const auto self = shared_from_this();  // the hub lets go of it
  served_.hub.remove(*this);
  inbox().window_closed(visitor_);
}

void WidgetSocket::received(std::string_view text) {
  const auto frame = wire::parse_frame(text);
  if (!frame) return refuse(wire::id_of_broken_frame(text), frame.error());
  const Time now = served_.house.workspace.ports().clock.now();
  if (!budget_.admit(now, limits::widget_burst, limits::widget_interval)) {
    return refuse(frame->id, limit("socket.too_many", "Too many requests; slow down."));
  }
  // Blocked in the meantime?
  if (served_.house.workspace.state().customers.blocked.contains(visitor_.customer)) {
    return refuse(frame->id, forbidden("customer.blocked", "This chat is not available."));
  }
  run_widget_command(*this, *frame);
}

void WidgetSocket::refuse(const std::string& re, const Error& error) {
  socket_->send(std::make_shared<const std::string>(wire::refusal(re, error)));
}

}  // namespace firstline::web
