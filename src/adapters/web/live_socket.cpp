#include "adapters/web/live_socket.hpp"

#include <limits>

#include "adapters/web/hub.hpp"
#include "adapters/web/limits.hpp"
#include "adapters/web/socket_close.hpp"

namespace firstline::web {
namespace {

net::Frame shared(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

}  // namespace

LiveSocket::LiveSocket(Served& served, app::Actor actor, std::string inner_token,
                       std::shared_ptr<net::Socket> socket)
    : served_(served),
      actor_(std::move(actor)),
      session_(std::move(inner_token)),
      socket_(std::move(socket)) {}

void LiveSocket::opened() {
  served_.hub.add(shared_from_this(), served_.house.workspace.engine().durable_seq());
  is_counted_ = actor_.may(access::Permission::answer);
  if (is_counted_) desk().opened(actor_);
}

void LiveSocket::closed() {
  const auto self = shared_from_this();  // the hub lets go of it
  has_ended_ = true;
  served_.hub.remove(*this, served_.house.workspace.engine().now());
  if (is_counted_) desk().closed(actor_);
}

void LiveSocket::received(std::string_view text) {
  if (has_ended_) return;
  auto frame = wire::parse_frame(text);
  if (!frame) return refuse(wire::id_of_broken_frame(text), frame.error());
  const Time now = served_.house.workspace.ports().clock.now();
  if (!budget_.admit(now, limits::live_burst, limits::live_interval)) {
    return refuse(frame->id, limit("socket.too_many", "Too many requests; slow down."));
  }
  if (!refresh()) return end("ended");
  run_live_command(*this, *frame);
}

bool LiveSocket::refresh() {
  auto actor = served_.house.accounts.actor_of(session_, actor_.from);
  if (!actor) return false;
  actor_.permissions = actor->permissions;
  return true;
}

void LiveSocket::send(NumberedFrame& frame) {
  if (first_seq_ == 0) first_seq_ = frame.seq();
  socket_->send(frame.after(last_seq_));
  last_seq_ = frame.seq();
}

void LiveSocket::end(std::string_view reason) {
  if (has_ended_) return;
  has_ended_ = true;
  socket_->send(shared(wire::unnumbered(
      app::view::DeskSignal(app::view::signal::SessionEnded{std::string(reason)}))));
  socket_->close(close_code::session_ended, "session ended");
}

void LiveSocket::refuse(const std::string& re, const Error& error) {
  socket_->send(shared(wire::refusal(re, error)));
}

// ---- what concerns the socket itself ----

void LiveSocket::resume(const std::string& re, std::uint64_t since) {
  const std::uint64_t now = served_.house.workspace.engine().durable_seq();
  // What this very socket was sent since it opened, it has, unless it asks for a part of that.
  const std::uint64_t until =
      first_seq_ > since ? first_seq_ : std::numeric_limits<std::uint64_t>::max();
  const auto missed = since <= now ? served_.hub.missed(actor_.agent(), since, until)
                                   : std::optional<std::vector<Hub::Missed>>();
  if (!missed) {
    return refuse(re, conflict("snapshot.needed", "Too much has happened; ask for a snapshot."));
  }
  answer<app::view::Resumed>(re)(app::view::Resumed{now});
  std::uint64_t prev = since;
  for (const Hub::Missed& one : *missed) {
    socket_->send(shared(wire::numbered(one.seq, prev, *one.body)));
    prev = one.seq;
  }
  if (first_seq_ == 0) first_seq_ = last_seq_ = prev;
}

void LiveSocket::watch(const std::string& re, ConversationId conversation) {
  const bool was_watching = served_.hub.is_watching(*this, conversation);
  // From now on: what happens before the answer is durable must not be missed.
  if (!served_.hub.watch(*this, conversation)) {
    return refuse(re, limit("watch.too_many", "You watch as many conversations as you may."));
  }
  const std::weak_ptr<LiveSocket> weak = weak_from_this();
  desk().watch(actor_, conversation,
               [weak, was_watching, conversation,
                tell = answer<app::view::Watched>(re)](Result<app::view::Watched> shown) {
                 const auto self = weak.lock();
                 if (self && !shown && !was_watching) {
                   self->served_.hub.unwatch(*self, conversation);
                 }
                 tell(std::move(shown));
               });
}

void LiveSocket::unwatch(const std::string& re, ConversationId conversation) {
  served_.hub.unwatch(*this, conversation);
  answer<app::view::Nothing>(re)(app::view::Nothing{});
}

}  // namespace firstline::web
