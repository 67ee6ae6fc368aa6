// Queues, the floor, and what a visitor is told of them.
#include <algorithm>

#include "app/shown.hpp"
#include "app/waits.hpp"

namespace firstline::app::shown {
namespace {

constexpr std::size_t most_conversations = 200;  // of a floor
constexpr std::size_t most_waiting = 500;        // of a floor

view::Wait wait_view(const std::optional<planning::Quantiles>& wait) {
  if (!wait) return {};
  return {wait->p50, wait->p90};
}

view::LiveWait live_wait(const State& state, const QueueId& queue) {
  const view::Wait wait = wait_view(forecast_of_next(state, queue));
  view::LiveWait shown;
  shown.p50 = wait.p50;
  shown.p90 = wait.p90;
  if (const planning::Learnt* learnt = planning::find(state.planning, queue)) {
    shown.samples = learnt->handled;
    shown.measured = learnt->calibration.waits;
    shown.within_p50 = planning::share_within_p50(learnt->calibration);
    shown.within_p90 = planning::share_within_p90(learnt->calibration);
  }
  return shown;
}

}  // namespace

view::QueueLive queue_live(const Workspace& workspace, const catalog::Queue& queue) {
  const routing::State& state = workspace.state().routing;
  const routing::QueueView now = routing::view_of(state, queue.id);
  const metrics::Counts& counts = workspace.levels().of(queue.id);
  view::QueueLive shown;
  shown.queue = queue.id;
  shown.name = queue.name;
  shown.is_open = queue.is_open;
  shown.waiting = now.waiting;
  if (now.waiting > 0) shown.oldest_since = now.oldest;
  shown.service_level = {std::string(metrics::to_text(metrics::ServiceLevel::sl3)),
                         metrics::service_level(metrics::ServiceLevel::sl3, counts),
                         queue.target,
                         counts.answered,
                         counts.answered_within,
                         counts.abandoned,
                         counts.abandoned_within,
                         counts.abandoned_short};
  shown.agents_ready = now.agents_ready;
  shown.agents_on = now.agents_on;
  shown.wait = live_wait(workspace.state(), queue.id);
  return shown;
}

view::Floor floor(const Workspace& workspace) {
  const State& state = workspace.state();
  view::Floor shown;
  shown.now = workspace.engine().now();
  for (const catalog::Queue& queue : workspace.catalog().queues) {
    shown.queues.push_back(queue_live(workspace, queue));
    std::size_t position = 0;
    routing::for_each_waiting(state.routing, queue.id, [&](const routing::Work& work) {
      const auto* c = conversation::find(state.conversations, work.conversation);
      if (!c) return true;
      const planning::Telling& told = workspace.told_waits().tell(state, work);
      shown.waiting.push_back({work.id, c->id, workspace.customers().name_of(c->customer),
                               work.queue, work.channel, work.enqueued_at, work.priority,
                               ++position, wait_view(told.wait), told.cause});
      return shown.waiting.size() < most_waiting;
    });
  }
  for (const catalog::Agent& agent : workspace.catalog().agents) {
    shown.agents.push_back(agent_state(workspace, agent.id));
  }
  std::vector<const conversation::Conversation*> open;
  for (const auto& [id, c] : state.conversations.conversations) {
    if (c.phase == conversation::Phase::open && c.agent) open.push_back(&c);
  }
  // Who waits longest for us comes first; who waits for nobody comes last.
  const auto longest_first = [](const auto* a, const auto* b) {
    const bool a_waits = a->waiting == conversation::Waiting::customer_waits;
    const bool b_waits = b->waiting == conversation::Waiting::customer_waits;
    if (a_waits != b_waits) return a_waits;
    return std::tie(a->waiting_since, a->id) < std::tie(b->waiting_since, b->id);
  };
  const std::size_t kept = std::min(open.size(), most_conversations);
  std::partial_sort(open.begin(), open.begin() + static_cast<std::ptrdiff_t>(kept), open.end(),
                    longest_first);
  open.resize(kept);
  for (const auto* c : open) {
    view::WaitingFor waiting{c->waiting, {}};
    if (c->waiting != conversation::Waiting::nobody) waiting.since = c->waiting_since;
    shown.conversations.push_back({c->id, workspace.customers().name_of(c->customer), c->agent,
                                   c->channel, c->queue, c->opened_at, waiting, c->phase});
  }
  return shown;
}

view::VisitorConversation visitor_conversation(const Workspace& workspace,
                                               const conversation::Conversation& c) {
  view::VisitorConversation shown;
  shown.id = c.id;
  shown.phase = c.phase;
  shown.opened_at = c.opened_at;
  if (c.agent) shown.agent = view::VisitorAgent{workspace.people().name_of(c.agent)};
  shown.last_seq = c.last_seq;
  shown.read_by_agent = c.read_by_agent;
  shown.survey = {c.survey, c.effort};
  shown.is_message = c.channel == catalog::Channel::message;
  if (c.phase == conversation::Phase::closed) {
    shown.closed_at = c.closed_at;
    shown.close_reason = c.close_reason;
    if (c.last_agent) shown.agent = view::VisitorAgent{workspace.people().name_of(c.last_agent)};
    const catalog::Queue* queue = catalog::find(workspace.catalog(), c.queue);
    const bool may = queue && c.close_reason != conversation::CloseReason::blocked;
    if (may) shown.can_reopen_until = c.closed_at + queue->reopen_window;
  }
  return shown;
}

view::VisitorConversation visitor_conversation(const Workspace& workspace,
                                               const ports::ConversationLine& line) {
  view::VisitorConversation shown;
  shown.id = line.conversation;
  shown.phase = line.closed_at ? conversation::Phase::closed : conversation::Phase::open;
  shown.opened_at = line.opened_at;
  shown.closed_at = line.closed_at;
  shown.last_seq = line.last_seq;
  shown.read_by_agent = line.last_seq;
  if (line.agent) shown.agent = view::VisitorAgent{workspace.people().name_of(line.agent)};
  if (line.closed_at) shown.close_reason = line.close_reason;
  shown.survey = {line.survey, line.effort};
  shown.is_message = line.channel == catalog::Channel::message;
  return shown;
}

view::VisitorMessage visitor_message(const Workspace& workspace, const ports::MessageRow& row,
                                     const std::vector<ports::FileRow>* files) {
  view::Message inside = message(workspace, row, files);
  view::VisitorMessage shown{inside.id,
                             inside.seq,
                             inside.at,
                             {inside.author.kind, std::move(inside.author.name)},
                             std::move(inside.text),
                             std::move(inside.attachments),
                             std::move(inside.client_id)};
  for (view::Attachment& attachment : shown.attachments) {
    attachment.url = "/api/v1/widget/files/" + attachment.id.text;
  }
  return shown;
}

view::VisitorQueue visitor_queue(const Workspace& workspace, const QueueId& id) {
  const catalog::Queue* queue = catalog::find(workspace.catalog(), id);
  const routing::QueueView now = routing::view_of(workspace.state().routing, id);
  return {queue && queue->is_open, now.agents_on > 0, now.waiting,
          wait_view(forecast_of_next(workspace.state(), id))};
}

view::Place place_at(const Workspace& workspace, const routing::Work& work, std::size_t position) {
  const catalog::Queue* queue = catalog::find(workspace.catalog(), work.queue);
  view::Place shown;
  shown.position = position;
  const planning::Telling& told = workspace.told_waits().tell(workspace.state(), work);
  if (told.wait) shown.wait = wait_view(told.wait);
  shown.cause = told.cause;
  shown.waited = workspace.engine().now() - work.enqueued_at;
  shown.is_closed = !queue || !queue->is_open;
  shown.is_staffed = routing::view_of(workspace.state().routing, work.queue).agents_on > 0;
  return shown;
}

std::optional<view::Place> place(const Workspace& workspace, const conversation::Conversation& c) {
  const routing::Work* work = routing::find_of_conversation(workspace.state().routing, c.id);
  const bool is_waiting = work && (work->state == routing::WorkState::waiting ||
                                   work->state == routing::WorkState::offered);
  if (!is_waiting) return {};
  return place_at(workspace, *work, routing::position_of(workspace.state().routing, *work));
}

}  // namespace firstline::app::shown
