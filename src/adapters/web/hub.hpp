// The open sockets of one workspace, and what they are told: desks by agent, watchers by
// conversation, visitors by customer.
//
// A numbered frame goes once to each socket; the latest ones of an agent are kept for a desk that
// comes back. What colleagues do is told at most once a second (tick).
//
// Thread: the floor.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "adapters/web/frame_ring.hpp"
#include "app/push.hpp"

namespace firstline::web {

class LiveSocket;
class WidgetSocket;

class Hub final : public app::Push {
 public:
  Hub();
  ~Hub() override;
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  // ---- desks; a hub owns its sockets from add to remove ----

  bool has_room_for_desk(const AgentId& agent) const;
  // `durable_seq`: what the journal had when the socket opened; everything later reaches it.
  void add(std::shared_ptr<LiveSocket> socket, std::uint64_t durable_seq);
  void remove(LiveSocket& socket, Time now);

  // False if the socket watches as many as it may.
  bool watch(LiveSocket& socket, ConversationId conversation);
  void unwatch(LiveSocket& socket, ConversationId conversation);
  bool is_watching(const LiveSocket& socket, ConversationId conversation) const;
  void watch_floor(LiveSocket& socket);
  void unwatch_floor(LiveSocket& socket);

  // The frames of the agent with since < seq < until; nothing when some are no longer there.
  struct Missed {
    std::uint64_t seq = 0;
    FrameBody body;
  };
  std::optional<std::vector<Missed>> missed(const AgentId& agent, std::uint64_t since,
                                            std::uint64_t until) const;

  // Closes the sockets of a session, or of every session of the user, with 4401.
  void end_session(const std::string& inner_token);
  void end_sessions(const UserId& user);

  // Once a second: colleagues' changes go out, rings nobody came back for are forgotten.
  void tick(Time now);
  // Now and then: sessions that expired lose their sockets, and what somebody may no longer watch
  // is no longer told.
  void review();

  std::size_t desk_count() const;
  std::size_t visitor_count() const { return visitor_count_; }

  // ---- visitors ----
  bool has_room_for_window(CustomerId customer) const;
  void add(std::shared_ptr<WidgetSocket> socket);
  void remove(WidgetSocket& socket);

  // ---- Push ----
  void to_agent(const AgentId& agent, std::uint64_t seq, Time at,
                const app::view::DeskFrame& frame) override;
  void to_watchers(ConversationId conversation, std::uint64_t seq, Time at,
                   const app::view::DeskFrame& frame) override;
  void to_desks(std::uint64_t seq, Time at, const app::view::DeskFrame& frame) override;
  void signal_agent(const AgentId& agent, const app::view::DeskSignal& signal) override;
  void signal_watchers(ConversationId conversation, const app::view::DeskSignal& signal) override;
  void signal_desks(const app::view::DeskSignal& signal) override;
  void signal_floor(const app::view::DeskSignal& signal) override;
  bool is_floor_watched() const override { return !floor_watchers_.empty(); }
  bool is_watched(ConversationId conversation) const override;
  void to_visitor(CustomerId customer, const app::view::VisitorFrame& frame) override;
  bool is_visitor_here(CustomerId customer) const override;

 private:
  struct Desks {  // of one agent
    std::vector<std::shared_ptr<LiveSocket>> sockets;
    FrameRing ring;
    Time empty_since;
  };

  void unwatch_conversations(LiveSocket& socket);
  void send_to_all_desks(const net::Frame& frame);

  std::unordered_map<AgentId, Desks> desks_;
  std::unordered_map<ConversationId, std::vector<LiveSocket*>> watchers_;
  std::vector<LiveSocket*> floor_watchers_;
  std::map<AgentId, app::view::Colleague> changed_colleagues_;
  // The windows of a customer are a chain: nearly always there is one.
  std::unordered_map<CustomerId, std::shared_ptr<WidgetSocket>> visitors_;
  std::size_t visitor_count_ = 0;
};

}  // namespace firstline::web
