#include "adapters/web/hub.hpp"

#include <algorithm>

#include "adapters/web/limits.hpp"
#include "adapters/web/live_socket.hpp"
#include "adapters/web/widget_socket.hpp"
#include "wire/responses.hpp"

namespace firstline::web {
namespace {

FrameBody body_of(Time at, const app::view::DeskFrame& frame) {
  return std::make_shared<const std::string>(wire::numbered_body(at, frame));
}

net::Frame shared(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

// Nothing in the journal stands behind it: the same frame without numbers.
net::Frame without_number(const FrameBody& body) { return shared("{" + *body); }

void send(LiveSocket& socket, NumberedFrame& numbered) {
  if (numbered.seq() > socket.last_seq()) socket.send(numbered);
}

}  // namespace

Hub::Hub() = default;
Hub::~Hub() = default;

// ---- desks ----

bool Hub::has_room_for_desk(const AgentId& agent) const {
  const auto at = desks_.find(agent);
  return at == desks_.end() || at->second.sockets.size() < limits::desks_per_agent;
}

void Hub::add(std::shared_ptr<LiveSocket> socket, std::uint64_t durable_seq) {
  const AgentId agent = socket->actor().agent();
  auto at = desks_.find(agent);
  if (at == desks_.end()) {
    at = desks_.emplace(agent, Desks{{}, FrameRing(durable_seq), {}}).first;
  }
  at->second.sockets.push_back(std::move(socket));
}

void Hub::remove(LiveSocket& socket, Time now) {
  unwatch_floor(socket);
  unwatch_conversations(socket);
  const auto at = desks_.find(socket.actor().agent());
  if (at == desks_.end()) return;
  at->second.empty_since = now;
  std::erase_if(at->second.sockets, [&](const auto& one) { return one.get() == &socket; });
}

bool Hub::watch(LiveSocket& socket, ConversationId conversation) {
  if (is_watching(socket, conversation)) return true;
  if (socket.watched.size() >= limits::watched_conversations) return false;
  socket.watched.push_back(conversation);
  watchers_[conversation].push_back(&socket);
  return true;
}

void Hub::unwatch(LiveSocket& socket, ConversationId conversation) {
  std::erase(socket.watched, conversation);
  const auto at = watchers_.find(conversation);
  if (at == watchers_.end()) return;
  std::erase(at->second, &socket);
  if (at->second.empty()) watchers_.erase(at);
}

void Hub::unwatch_conversations(LiveSocket& socket) {
  while (!socket.watched.empty()) unwatch(socket, socket.watched.back());
}

bool Hub::is_watching(const LiveSocket& socket, ConversationId conversation) const {
  const auto& watched = socket.watched;
  return std::find(watched.begin(), watched.end(), conversation) != watched.end();
}

void Hub::watch_floor(LiveSocket& socket) {
  unwatch_floor(socket);
  floor_watchers_.push_back(&socket);
}

void Hub::unwatch_floor(LiveSocket& socket) { std::erase(floor_watchers_, &socket); }

std::optional<std::vector<Hub::Missed>> Hub::missed(const AgentId& agent, std::uint64_t since,
                                                    std::uint64_t until) const {
  const auto at = desks_.find(agent);
  if (at == desks_.end() || !at->second.ring.has_all_since(since)) return {};
  std::vector<Missed> frames;
  at->second.ring.for_each(since, until, [&](std::uint64_t seq, const FrameBody& body) {
    frames.push_back({seq, body});
  });
  return frames;
}

void Hub::end_session(const std::string& inner_token) {
  for (auto& [agent, desks] : desks_) {
    for (const auto& socket : desks.sockets) {
      if (socket->session() == inner_token) socket->end("signed_out");
    }
  }
}

void Hub::end_sessions(const UserId& user) {
  const auto at = desks_.find(agent_of(user));
  if (at == desks_.end()) return;
  for (const auto& socket : at->second.sockets) {
    if (!socket->refresh()) socket->end("ended");
  }
}

void Hub::tick(Time now) {
  if (!changed_colleagues_.empty()) {
    app::view::signal::AgentsChanged changed;
    for (auto& [agent, colleague] : changed_colleagues_) {
      changed.items.push_back(std::move(colleague));
    }
    changed_colleagues_.clear();
    send_to_all_desks(shared(wire::unnumbered(app::view::DeskSignal(std::move(changed)))));
  }
  std::erase_if(desks_, [&](const auto& entry) {
    return entry.second.sockets.empty() && entry.second.empty_since + limits::ring_life <= now;
  });
}

void Hub::review() {
  for (auto& [agent, desks] : desks_) {
    for (const auto& socket : desks.sockets) {
      if (!socket->refresh()) socket->end("ended");
      if (!socket->may_see_all()) unwatch_conversations(*socket);
      if (!socket->may_see_floor()) unwatch_floor(*socket);
    }
  }
}

std::size_t Hub::desk_count() const {
  std::size_t count = 0;
  for (const auto& [agent, desks] : desks_) count += desks.sockets.size();
  return count;
}

// ---- what desks are told ----

void Hub::to_agent(const AgentId& agent, std::uint64_t seq, Time at,
                   const app::view::DeskFrame& frame) {
  const auto found = desks_.find(agent);
  if (found == desks_.end()) return;
  Desks& desks = found->second;
  const FrameBody body = body_of(at, frame);
  if (seq == 0) {
    const net::Frame bare = without_number(body);
    for (const auto& socket : desks.sockets) socket->send(bare);
    return;
  }
  desks.ring.add(seq, body);
  NumberedFrame numbered(seq, body);
  for (const auto& socket : desks.sockets) send(*socket, numbered);
}

void Hub::to_watchers(ConversationId conversation, std::uint64_t seq, Time at,
                      const app::view::DeskFrame& frame) {
  const auto found = watchers_.find(conversation);
  if (found == watchers_.end()) return;
  const FrameBody body = body_of(at, frame);
  if (seq == 0) {
    const net::Frame bare = without_number(body);
    for (LiveSocket* socket : found->second) socket->send(bare);
    return;
  }
  NumberedFrame numbered(seq, body);
  for (LiveSocket* socket : found->second) send(*socket, numbered);
}

void Hub::to_desks(std::uint64_t seq, Time at, const app::view::DeskFrame& frame) {
  const FrameBody body = body_of(at, frame);
  if (seq == 0) return send_to_all_desks(without_number(body));
  NumberedFrame numbered(seq, body);
  for (auto& [agent, desks] : desks_) {
    desks.ring.add(seq, body);
    for (const auto& socket : desks.sockets) send(*socket, numbered);
  }
}

void Hub::send_to_all_desks(const net::Frame& frame) {
  for (auto& [agent, desks] : desks_) {
    for (const auto& socket : desks.sockets) socket->send(frame);
  }
}

void Hub::signal_agent(const AgentId& agent, const app::view::DeskSignal& signal) {
  const auto found = desks_.find(agent);
  if (found == desks_.end() || found->second.sockets.empty()) return;
  const net::Frame frame = shared(wire::unnumbered(signal));
  for (const auto& socket : found->second.sockets) socket->send(frame);
}

void Hub::signal_watchers(ConversationId conversation, const app::view::DeskSignal& signal) {
  const auto found = watchers_.find(conversation);
  if (found == watchers_.end()) return;
  const net::Frame frame = shared(wire::unnumbered(signal));
  for (LiveSocket* socket : found->second) socket->send(frame);
}

void Hub::signal_desks(const app::view::DeskSignal& signal) {
  if (const auto* changed = std::get_if<app::view::signal::AgentsChanged>(&signal)) {
    for (const auto& colleague : changed->items) changed_colleagues_[colleague.agent] = colleague;
    return;
  }
  send_to_all_desks(shared(wire::unnumbered(signal)));
}

void Hub::signal_floor(const app::view::DeskSignal& signal) {
  if (floor_watchers_.empty()) return;
  const net::Frame frame = shared(wire::unnumbered(signal));
  for (LiveSocket* socket : floor_watchers_) socket->send(frame);
}

bool Hub::is_watched(ConversationId conversation) const { return watchers_.contains(conversation); }

// ---- visitors ----

bool Hub::has_room_for_window(CustomerId customer) const {
  const auto at = visitors_.find(customer);
  if (at == visitors_.end()) return true;
  std::size_t count = 0;
  for (const WidgetSocket* one = at->second.get(); one; one = one->next.get()) ++count;
  return count < limits::windows_per_customer;
}

void Hub::add(std::shared_ptr<WidgetSocket> socket) {
  std::shared_ptr<WidgetSocket>& first = visitors_[socket->visitor().customer];
  socket->next = std::move(first);
  first = std::move(socket);
  ++visitor_count_;
}

void Hub::remove(WidgetSocket& socket) {
  const auto at = visitors_.find(socket.visitor().customer);
  if (at == visitors_.end()) return;
  for (std::shared_ptr<WidgetSocket>* link = &at->second; *link; link = &(*link)->next) {
    if (link->get() != &socket) continue;
    const std::shared_ptr<WidgetSocket> kept = std::move(*link);
    *link = std::move(kept->next);
    --visitor_count_;
    break;
  }
  if (!at->second) visitors_.erase(at);
}

void Hub::to_visitor(CustomerId customer, const app::view::VisitorFrame& frame) {
  const auto at = visitors_.find(customer);
  if (at == visitors_.end()) return;
  const net::Frame shared_frame = shared(wire::unnumbered(frame));
  for (WidgetSocket* socket = at->second.get(); socket; socket = socket->next.get()) {
    socket->tell(shared_frame);
  }
}

bool Hub::is_visitor_here(CustomerId customer) const { return visitors_.contains(customer); }

}  // namespace firstline::web
