// The derived part of routing: what makes every decision cheap. Rebuilt from the facts at any time;
// kept in step by `evolve`, which tells it of every work that begins or ends to wait and of every
// agent that changes.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "domain/routing/line.hpp"
#include "domain/routing/state.hpp"

namespace firstline::routing {

inline WorkOrder order_of(const Work& work) { return {place_of(work), work.id}; }

// Agent order (definitions.md, longest idle): idle ones first, the longest idle of them; then least
// used budget, then longest since the last offer, then id.
struct AgentOrder {
  bool is_busy = false;
  Time idle_since;  // of idle agents; equal for busy ones
  int used = 0;
  Time last_offered_at;
  const AgentId* id = nullptr;  // of the entry, which outlives the order

  friend bool operator<(const AgentOrder& a, const AgentOrder& b) {
    return std::tie(a.is_busy, a.idle_since, a.used, a.last_offered_at, *a.id) <
           std::tie(b.is_busy, b.idle_since, b.used, b.last_offered_at, *b.id);
  }
};

struct Lane {
  QueueId queue;
  Channel channel = Channel::chat;
  std::vector<SkillLevel> skills;
  bool is_for_everybody = false;  // its queue left the catalog: whoever is there may help
  Line waiting;
  std::set<AgentOrder> available;
};

enum class DueKind { offer, wrap_up, preference, exclusion, pause, grace };

struct Due {
  Time at;
  DueKind kind = DueKind::offer;
  std::uint64_t number = 0;  // of the offer or work
  AgentId agent;
  friend auto operator<=>(const Due&, const Due&) = default;
};

class Index {
 public:
  void rebuild(const State& state);

  // ---- told by evolve ----
  void work_waits(const State& state, const Work& work);  // it may be offered now
  void work_stops_waiting(const Work& work);              // offered, taken or ended
  void work_is_unanswered(const Work& work);              // waiting or offered: in the queue
  void work_is_answered(const Work& work);                // it left the queue
  void agent_changed(const State& state, const Agent& agent);
  void forget_work(const Work& work);
  void due_at(Due due) { due_.insert(std::move(due)); }
  void not_due(const Due& due) { due_.erase(due); }

  // ---- asked by decide ----
  const std::set<Due>& due() const { return due_; }

  struct Pair {
    WorkId work;
    AgentId agent;
    int cost = 0;
    ChoiceReason reason = ChoiceReason::longest_idle;
  };
  // The oldest work that somebody may have now, and who comes first for it.
  std::optional<Pair> best_pair(const State& state) const;

  // Of the catalog in force; null when it does not know them.
  const catalog::Queue* profile(const QueueId& id) const;
  const catalog::Agent* profile(const AgentId& id) const;
  catalog::ChannelCapacity capacity(const AgentId& agent, Channel channel) const;

  const std::set<WorkOrder>& kept_for(const AgentId& id) const;  // waiting works that prefer it

  // ---- asked by views ----
  struct QueueEntry;
  struct Rival {
    const QueueEntry* queue = nullptr;
    double share = 0;  // of its agents who serve this queue too
  };
  struct QueueEntry {
    const catalog::Queue* profile = nullptr;
    std::vector<std::unique_ptr<Lane>> lanes;  // few: works of a queue need much the same
    Line unanswered;
    std::size_t waiting = 0;  // of these without an offer
    std::size_t agents_on = 0;
    int agents_ready = 0;                             // present and not on a break
    std::array<int, catalog::channel_count> slots{};  // of those ready, if they did only this
    int free_chats = 0;                               // that those ready have room for now
    std::vector<Rival> rivals;                        // queues that its agents serve as well
    Lane* base = nullptr;                             // chats without further requirement
  };
  const QueueEntry* queue(const QueueId& id) const;
  WorkId work_of(ConversationId conversation) const;

 private:
  struct Seat {  // an agent in a lane it qualifies for
    Lane* lane = nullptr;
    bool is_available = false;  // it could take one of its works now
  };

  struct AgentEntry {
    AgentId id;
    const catalog::Agent* profile = nullptr;
    std::array<catalog::ChannelCapacity, catalog::channel_count> capacity{};
    std::vector<Seat> seats;
    AgentOrder order;                 // as it stands in those lanes
    std::set<WorkOrder> kept_for_it;  // works that prefer this agent
    std::vector<QueueEntry*> queues;  // it serves
    bool is_on = false;               // counted in its queues' agents_on
    bool is_ready = false;            // counted in their agents_ready and slots
    int free_chats = 0;               // counted in theirs
  };

  Lane* find_lane(const Work& work) const;
  Lane& make_lane(const State& state, const QueueId& queue, Channel channel,
                  std::vector<SkillLevel> skills);
  AgentEntry& entry_of(const AgentId& id);
  void refresh(const State& state, AgentEntry& entry, const Agent* agent);
  void lane_changed(Lane& lane);  // keeps matchable_ true
  bool could_take(const AgentEntry& entry, const Agent& agent, Channel channel) const;
  void find_rivals(const catalog::Catalog& catalog);
  static void count_on(AgentEntry& entry, const Agent* agent);
  static int room_for_chats(const AgentEntry& entry, const Agent& agent);

  std::set<Lane*> matchable_;           // somebody waits and somebody could
  std::set<WorkOrder> kept_matchable_;  // kept for an agent who could take it now
  std::unordered_map<AgentId, std::unique_ptr<AgentEntry>> agents_;
  std::unordered_map<QueueId, QueueEntry> queues_;
  std::unordered_map<ConversationId, WorkId> work_of_conversation_;
  std::set<Due> due_;
};

}  // namespace firstline::routing
