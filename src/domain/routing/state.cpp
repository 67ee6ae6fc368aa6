#include "domain/routing/state.hpp"

#include <algorithm>

#include "domain/routing/index.hpp"

namespace firstline::routing {

State::State() : catalog(std::make_shared<catalog::Catalog>()), index(std::make_unique<Index>()) {}

State::State(const State& other)
    : last_work(other.last_work),
      last_offer(other.last_offer),
      works(other.works),
      offers(other.offers),
      agents(other.agents),
      catalog(other.catalog),
      index(std::make_unique<Index>()) {
  index->rebuild(*this);
}

State& State::operator=(const State& other) {
  if (this != &other) *this = State(other);
  return *this;
}

State::State(State&&) noexcept = default;
State& State::operator=(State&&) noexcept = default;
State::~State() = default;

bool State::has_same_facts(const State& other) const {
  return last_work == other.last_work && last_offer == other.last_offer && works == other.works &&
         offers == other.offers && agents == other.agents && *catalog == *other.catalog;
}

Time next_wakeup(const State& state) {
  const auto& due = state.index->due();
  return due.empty() ? never : due.begin()->at;
}

void use_catalog(State& state, std::shared_ptr<const catalog::Catalog> catalog) {
  state.catalog = std::move(catalog);
  state.index->rebuild(state);
}

void rebuild_index(State& state) { state.index->rebuild(state); }

const Work* find(const State& state, WorkId id) {
  const auto at = state.works.find(id);
  return at == state.works.end() ? nullptr : &at->second;
}

const Work* find_of_conversation(const State& state, ConversationId id) {
  return find(state, state.index->work_of(id));
}

const Offer* find(const State& state, OfferId id) {
  const auto at = state.offers.find(id);
  return at == state.offers.end() ? nullptr : &at->second;
}

const Agent* find(const State& state, const AgentId& id) {
  const auto at = state.agents.find(id);
  return at == state.agents.end() ? nullptr : &at->second;
}

AgentActivity activity_of(const State& state, const Agent& agent) {
  switch (agent.presence) {
    case Presence::offline:
      return AgentActivity::offline;
    case Presence::on_break:
      return AgentActivity::on_break;
    case Presence::ready:
      break;
  }
  bool is_wrapping_up = false;
  for (WorkId id : agent.slots) {
    const Work* work = find(state, id);
    if (!work) continue;
    if (work->state == WorkState::active) return AgentActivity::busy;
    is_wrapping_up = true;
  }
  return is_wrapping_up ? AgentActivity::wrap_up : AgentActivity::ready;
}

QueueView view_of(const State& state, const QueueId& queue, Channel channel) {
  QueueView view;
  const Index::QueueEntry* entry = state.index->queue(queue);
  if (!entry) return view;
  view.waiting = entry->unanswered.size();
  if (view.waiting > 0) view.oldest = find(state, entry->unanswered.front().work)->enqueued_at;
  view.agents_ready = entry->base ? entry->base->available.size() : 0;
  view.agents_on = entry->agents_on;
  view.offered = entry->unanswered.size() - entry->waiting;
  view.agents_present = entry->agents_ready;
  view.slots = entry->slots[static_cast<std::size_t>(channel)];
  // Whoever has room for a call has no other work: nobody would wait.
  const bool is_chat = channel == Channel::chat;
  view.free = is_chat              ? entry->free_chats
              : entry->waiting > 0 ? 0
                                   : static_cast<int>(view.agents_ready);
  return view;
}

std::size_t position_of(const State& state, const Work& work) {
  const Index::QueueEntry* entry = state.index->queue(work.queue);
  return entry ? entry->unanswered.count_before(order_of(work)) + 1 : 0;
}

double rivals_before(const State& state, const Work& work) {
  const Index::QueueEntry* entry = state.index->queue(work.queue);
  if (!entry) return 0;
  double before = 0;
  for (const Index::Rival& rival : entry->rivals) {
    before +=
        rival.share * static_cast<double>(rival.queue->unanswered.count_before(order_of(work)));
  }
  return before;
}

double rivals_of_next(const State& state, const QueueId& queue) {
  const Index::QueueEntry* entry = state.index->queue(queue);
  if (!entry) return 0;
  double before = 0;
  for (const Index::Rival& rival : entry->rivals) {
    before += rival.share * static_cast<double>(rival.queue->unanswered.size());
  }
  return before;
}

void for_each_waiting(const State& state, const QueueId& queue,
                      const std::function<bool(const Work&)>& each) {
  const Index::QueueEntry* entry = state.index->queue(queue);
  if (!entry) return;
  for (const WorkOrder& order : entry->unanswered) {
    if (!each(*find(state, order.work))) return;
  }
}

}  // namespace firstline::routing
