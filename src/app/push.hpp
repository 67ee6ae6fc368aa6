// Whoever has a window open: desks, supervisors' walls, visitors. The use cases say what to tell
// whom; adapters/web knows the sockets. Called on the floor, only with what is durable.
#pragma once

#include <cstdint>

#include "app/view_frames.hpp"
#include "app/view_visitor.hpp"

namespace firstline::app {

class Push {
 public:
  virtual ~Push() = default;

  // Numbered frames: to every desk of the agent; to those who watch the conversation read-only; to
  // every desk. A socket that is reached twice by the same number is sent it once. Number 0: the
  // frame is sent without a number, because nothing in the journal stands behind it (a customer's
  // page).
  virtual void to_agent(const AgentId& agent, std::uint64_t seq, Time at,
                        const view::DeskFrame& frame) = 0;
  virtual void to_watchers(ConversationId conversation, std::uint64_t seq, Time at,
                           const view::DeskFrame& frame) = 0;
  virtual void to_desks(std::uint64_t seq, Time at, const view::DeskFrame& frame) = 0;

  // Unnumbered.
  virtual void signal_agent(const AgentId& agent, const view::DeskSignal& signal) = 0;
  virtual void signal_watchers(ConversationId conversation, const view::DeskSignal& signal) = 0;
  virtual void signal_desks(const view::DeskSignal& signal) = 0;
  virtual void signal_floor(const view::DeskSignal& signal) = 0;  // those who watch the floor

  virtual bool is_floor_watched() const = 0;
  virtual bool is_watched(ConversationId conversation) const = 0;

  // To every window of the customer.
  virtual void to_visitor(CustomerId customer, const view::VisitorFrame& frame) = 0;
  virtual bool is_visitor_here(CustomerId customer) const = 0;
};

}  // namespace firstline::app
