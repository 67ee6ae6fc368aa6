#include "domain/routing/index.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace firstline::routing {
namespace {

bool is_qualified(const catalog::Agent& agent, const Lane& lane) {
  if (lane.is_for_everybody) return true;
  if (std::find(agent.queues.begin(), agent.queues.end(), lane.queue) == agent.queues.end()) {
    return false;
  }
  return std::all_of(lane.skills.begin(), lane.skills.end(), [&](const SkillLevel& need) {
    return std::any_of(agent.skills.begin(), agent.skills.end(), [&](const SkillLevel& has) {
      return has.skill == need.skill && has.level >= need.level;
    });
  });
}

AgentOrder preference_order_of(const Agent& agent, const AgentId& stable_id) {
  const bool is_busy = std::any_of(agent.slots.begin(), agent.slots.end(),
                                   [](WorkId work) { return static_cast<bool>(work); });
  return {is_busy, is_busy ? Time() : agent.idle_since, agent.used, agent.last_offered_at,
          &stable_id};
}

std::vector<SkillLevel> sorted(std::vector<SkillLevel> skills) {
  std::sort(skills.begin(), skills.end(),
            [](const SkillLevel& a, const SkillLevel& b) { return a.skill < b.skill; });
  return skills;
}

// Works of one channel that somebody may hold who does nothing else.
int slots_of(const catalog::ChannelCapacity& capacity) {
  return capacity.cost > 0 ? std::min(capacity.maximum, catalog::budget / capacity.cost)
                           : capacity.maximum;
}

bool is_excluded(const Work& work, const AgentId& agent) {
  return std::any_of(work.exclusions.begin(), work.exclusions.end(),
                     [&](const Exclusion& exclusion) { return exclusion.agent == agent; });
}

}  // namespace

void Index::rebuild(const State& state) {
  *this = Index();
  for (const catalog::Queue& queue : state.catalog->queues) {
    QueueEntry& entry = queues_[queue.id];
    entry.profile = &queue;
    entry.base = &make_lane(state, queue.id, Channel::chat, sorted(queue.required));
  }
  for (const catalog::Agent& profile : state.catalog->agents) {
    AgentEntry& entry = entry_of(profile.id);
    entry.profile = &profile;
    for (int i = 0; i < catalog::channel_count; ++i) {
      entry.capacity[static_cast<std::size_t>(i)] =
          catalog::capacity_of(state.catalog->policy, profile, static_cast<Channel>(i));
    }
    for (const QueueId& id : profile.queues) {
      entry.queues.push_back(&queues_[id]);
      for (const auto& lane : queues_[id].lanes) {
        if (is_qualified(profile, *lane)) entry.seats.push_back({lane.get()});
      }
    }
  }
  find_rivals(*state.catalog);
  for (const auto& [id, work] : state.works) {
    work_of_conversation_[work.conversation] = id;
    if (work.state == WorkState::waiting || work.state == WorkState::offered) {
      work_is_unanswered(work);
    }
    if (work.state == WorkState::waiting) work_waits(state, work);
    if (work.state == WorkState::wrap_up)
      due_at({work.wrap_up_until, DueKind::wrap_up, id.value, {}});
    for (const Exclusion& exclusion : work.exclusions) {
      due_at({exclusion.until, DueKind::exclusion, id.value, exclusion.agent});
    }
  }
  for (const auto& [id, offer] : state.offers) {
    due_at({offer.until, DueKind::offer, id.value, {}});
  }
  for (const auto& [id, agent] : state.agents) {
    refresh(state, entry_of(id), &agent);
    if (agent.paused_until != Time()) due_at({agent.paused_until, DueKind::pause, 0, id});
    if (agent.is_vanished) {
      due_at({agent.vanished_at + state.catalog->policy.browser_gone_grace, DueKind::grace, 0, id});
    }
  }
}

// Who competes for the same agents. In a big house a queue shares an agent or two with hundreds of
// others; those that share most are all that matters.
void Index::find_rivals(const catalog::Catalog& catalog) {
  constexpr std::size_t most = 8;
  std::unordered_map<QueueId, std::size_t> numbers;
  for (const catalog::Queue& queue : catalog.queues) numbers.emplace(queue.id, numbers.size());
  std::vector<std::vector<std::size_t>> queues_of(catalog.agents.size());
  std::vector<std::vector<std::size_t>> agents_of(numbers.size());
  for (std::size_t a = 0; a < catalog.agents.size(); ++a) {
    for (const QueueId& id : catalog.agents[a].queues) {
      const auto number = numbers.find(id);
      if (number == numbers.end()) continue;
      queues_of[a].push_back(number->second);
      agents_of[number->second].push_back(a);
    }
  }
  std::vector<std::size_t> shared(numbers.size());
  std::vector<std::size_t> met;
  for (std::size_t q = 0; q < agents_of.size(); ++q) {
    for (const std::size_t a : agents_of[q]) {
      for (const std::size_t other : queues_of[a]) {
        if (other != q && shared[other]++ == 0) met.push_back(other);
      }
    }
    const auto middle = met.begin() + static_cast<std::ptrdiff_t>(std::min(most, met.size()));
    std::partial_sort(met.begin(), middle, met.end(), [&](std::size_t one, std::size_t other) {
      return std::tie(shared[other], one) < std::tie(shared[one], other);
    });
    QueueEntry& entry = queues_[catalog.queues[q].id];
    for (auto other = met.begin(); other != middle; ++other) {
      entry.rivals.push_back(
          {&queues_[catalog.queues[*other].id],
           static_cast<double>(shared[*other]) / static_cast<double>(agents_of[*other].size())});
    }
    for (const std::size_t other : met) shared[other] = 0;
    met.clear();
  }
}

Lane* Index::find_lane(const Work& work) const {
  const QueueEntry* entry = queue(work.queue);
  if (!entry) return nullptr;
  const auto at = std::find_if(entry->lanes.begin(), entry->lanes.end(), [&](const auto& lane) {
    return lane->channel == work.channel && lane->skills == work.requirement.skills;
  });
  return at == entry->lanes.end() ? nullptr : at->get();
}

// Costs one walk over the agents; works that share it cost none.
Lane& Index::make_lane(const State& state, const QueueId& queue, Channel channel,
                       std::vector<SkillLevel> skills) {
  QueueEntry& of_queue = queues_[queue];
  Lane& lane = *of_queue.lanes.emplace_back(std::make_unique<Lane>());
  lane.queue = queue;
  lane.channel = channel;
  lane.skills = std::move(skills);
  lane.is_for_everybody = !of_queue.profile;
  for (auto& [id, entry] : agents_) {
    if (!entry->profile || !is_qualified(*entry->profile, lane)) continue;
    entry->seats.push_back({&lane});
    if (const Agent* agent = find(state, id)) refresh(state, *entry, agent);
  }
  return lane;
}

Index::AgentEntry& Index::entry_of(const AgentId& id) {
  auto& entry = agents_[id];
  if (!entry) {
    entry = std::make_unique<AgentEntry>();
    entry->id = id;
    entry->order.id = &entry->id;
  }
  return *entry;
}

bool Index::could_take(const AgentEntry& entry, const Agent& agent, Channel channel) const {
  if (!entry.profile || agent.presence != Presence::ready || agent.is_vanished || agent.offer ||
      agent.paused_until != Time()) {
    return false;
  }
  const auto i = static_cast<std::size_t>(channel);
  return agent.used + entry.capacity[i].cost <= catalog::budget &&
         agent.counts[i] < entry.capacity[i].maximum;
}

void Index::agent_changed(const State& state, const Agent& agent) {
  refresh(state, entry_of(agent.id), &agent);
}

void Index::refresh(const State& state, AgentEntry& entry, const Agent* agent) {
  const AgentOrder now = agent ? preference_order_of(*agent, entry.id) : entry.order;
  const bool is_moved = entry.order < now || now < entry.order;
  for (Seat& seat : entry.seats) {
    const bool is_available = agent && could_take(entry, *agent, seat.lane->channel);
    if (is_available == seat.is_available && !(is_available && is_moved)) continue;
    if (seat.is_available) seat.lane->available.erase(entry.order);
    if (is_available) seat.lane->available.insert(now);
    seat.is_available = is_available;
    lane_changed(*seat.lane);
  }
  entry.order = now;
  for (const WorkOrder& kept : entry.kept_for_it) {
    const Work* work = find(state, kept.work);
    if (agent && work && could_take(entry, *agent, work->channel)) {
      kept_matchable_.insert(kept);
    } else {
      kept_matchable_.erase(kept);
    }
  }
  count_on(entry, agent);
}

// What its queues show of the agent; most changes change the room for chats alone.
void Index::count_on(AgentEntry& entry, const Agent* agent) {
  if (!entry.profile) return;
  const bool is_on = agent && agent->presence != Presence::offline;
  const bool is_ready = agent && agent->presence == Presence::ready && !agent->is_vanished;
  const int free_chats = is_ready ? room_for_chats(entry, *agent) : 0;
  if (free_chats != entry.free_chats) {
    for (QueueEntry* queue : entry.queues) queue->free_chats += free_chats - entry.free_chats;
    entry.free_chats = free_chats;
  }
  if (is_on != entry.is_on) {
    entry.is_on = is_on;
    for (QueueEntry* queue : entry.queues) is_on ? ++queue->agents_on : --queue->agents_on;
  }
  if (is_ready != entry.is_ready) {
    entry.is_ready = is_ready;
    for (QueueEntry* queue : entry.queues) {
      queue->agents_ready += is_ready ? 1 : -1;
      for (std::size_t i = 0; i < entry.capacity.size(); ++i) {
        queue->slots[i] += is_ready ? slots_of(entry.capacity[i]) : -slots_of(entry.capacity[i]);
      }
    }
  }
}

int Index::room_for_chats(const AgentEntry& entry, const Agent& agent) {
  const auto chat = static_cast<std::size_t>(Channel::chat);
  const catalog::ChannelCapacity& capacity = entry.capacity[chat];
  const int of_maximum = capacity.maximum - agent.counts[chat];
  const int of_budget =
      capacity.cost > 0 ? (catalog::budget - agent.used) / capacity.cost : of_maximum;
  return std::max(0, std::min(of_maximum, of_budget));
}

void Index::lane_changed(Lane& lane) {
  if (!lane.waiting.empty() && !lane.available.empty()) {
    matchable_.insert(&lane);
  } else {
    matchable_.erase(&lane);
  }
}

void Index::work_waits(const State& state, const Work& work) {
  work_of_conversation_[work.conversation] = work.id;
  ++queues_[work.queue].waiting;
  if (work.preference.agent) {
    AgentEntry& entry = entry_of(work.preference.agent);
    entry.kept_for_it.insert(order_of(work));
    due_at({work.preference.until, DueKind::preference, work.id.value, {}});
    const Agent* agent = find(state, work.preference.agent);
    if (agent && could_take(entry, *agent, work.channel)) kept_matchable_.insert(order_of(work));
    return;
  }
  Lane* lane = find_lane(work);
  if (!lane) lane = &make_lane(state, work.queue, work.channel, work.requirement.skills);
  lane->waiting.insert(order_of(work));
  lane_changed(*lane);
}

void Index::work_stops_waiting(const Work& work) {
  --queues_[work.queue].waiting;
  if (work.preference.agent) {
    entry_of(work.preference.agent).kept_for_it.erase(order_of(work));
    kept_matchable_.erase(order_of(work));
    not_due({work.preference.until, DueKind::preference, work.id.value, {}});
    return;
  }
  Lane* lane = find_lane(work);
  FL_CHECK(lane);
  lane->waiting.erase(order_of(work));
  lane_changed(*lane);
}

void Index::work_is_unanswered(const Work& work) {
  queues_[work.queue].unanswered.insert(order_of(work));
}

void Index::work_is_answered(const Work& work) {
  queues_[work.queue].unanswered.erase(order_of(work));
}

void Index::forget_work(const Work& work) {
  for (const Exclusion& exclusion : work.exclusions) {
    not_due({exclusion.until, DueKind::exclusion, work.id.value, exclusion.agent});
  }
  auto at = work_of_conversation_.find(work.conversation);
  if (at != work_of_conversation_.end() && at->second == work.id) work_of_conversation_.erase(at);
}

std::optional<Index::Pair> Index::best_pair(const State& state) const {
  std::optional<Pair> best;
  WorkOrder best_order{Time::max(), {}};
  if (!kept_matchable_.empty()) {
    const Work& work = *find(state, kept_matchable_.begin()->work);
    best_order = order_of(work);
    best = Pair{work.id, work.preference.agent, capacity(work.preference.agent, work.channel).cost,
                ChoiceReason::preferred};
  }
  for (const Lane* lane : matchable_) {
    // Exclusions are rare and short; without one the first work and the first agent are the pair.
    for (const WorkOrder& order : lane->waiting) {
      if (!(order < best_order)) break;
      const Work& work = *find(state, order.work);
      const auto agent =
          std::find_if(lane->available.begin(), lane->available.end(),
                       [&](const AgentOrder& a) { return !is_excluded(work, *a.id); });
      if (agent == lane->available.end()) continue;
      best_order = order;
      best = Pair{work.id, *agent->id, capacity(*agent->id, work.channel).cost,
                  ChoiceReason::longest_idle};
      break;
    }
  }
  return best;
}

const catalog::Queue* Index::profile(const QueueId& id) const {
  const QueueEntry* entry = queue(id);
  return entry ? entry->profile : nullptr;
}

const catalog::Agent* Index::profile(const AgentId& id) const {
  const auto at = agents_.find(id);
  return at == agents_.end() ? nullptr : at->second->profile;
}

const std::set<WorkOrder>& Index::kept_for(const AgentId& id) const {
  static const std::set<WorkOrder> nothing;
  const auto at = agents_.find(id);
  return at == agents_.end() ? nothing : at->second->kept_for_it;
}

const Index::QueueEntry* Index::queue(const QueueId& id) const {
  const auto at = queues_.find(id);
  return at == queues_.end() ? nullptr : &at->second;
}

WorkId Index::work_of(ConversationId conversation) const {
  const auto at = work_of_conversation_.find(conversation);
  return at == work_of_conversation_.end() ? WorkId{} : at->second;
}

catalog::ChannelCapacity Index::capacity(const AgentId& agent, Channel channel) const {
  const auto at = agents_.find(agent);
  if (at == agents_.end()) return {channel, 0, 0};
  return at->second->capacity[static_cast<std::size_t>(channel)];
}

}  // namespace firstline::routing
