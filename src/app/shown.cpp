#include "app/shown.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace firstline::app::shown {
namespace {

std::optional<Time> if_set(Time time) {
  if (time == Time()) return {};
  return time;
}

std::optional<view::Opaque> hint(const std::string& json) {
  if (json.empty()) return {};
  return view::Opaque{json};
}

const conversation::Conversation* conversation_of(const Workspace& workspace, WorkId id) {
  const routing::Work* work = routing::find(workspace.state().routing, id);
  return work ? conversation::find(workspace.state().conversations, work->conversation) : nullptr;
}

}  // namespace

view::AgentState agent_state(const Workspace& workspace, const AgentId& id) {
  const State& state = workspace.state();
  view::AgentState shown;
  shown.agent = id;
  shown.name = workspace.people().name_of(id);
  if (const catalog::Agent* profile = catalog::find(*state.catalog, id)) {
    shown.queues = profile->queues;
    shown.team = profile->team;
  }
  const routing::Agent* agent = routing::find(state.routing, id);
  if (!agent) return shown;
  shown.presence = agent->presence;
  shown.reason = agent->reason;
  shown.since = agent->since;
  shown.activity = routing::activity_of(state.routing, *agent);
  shown.is_connected = agent->is_connected;
  shown.used = agent->used;
  for (int i = 0; i < catalog::channel_count; ++i) {
    const int count = agent->counts[static_cast<std::size_t>(i)];
    if (count > 0) shown.counts[static_cast<catalog::Channel>(i)] = count;
  }
  for (WorkId work : agent->slots) {
    const auto* c = conversation_of(workspace, work);
    if (!c || c->waiting != conversation::Waiting::customer_waits) continue;
    ++shown.waiting_for_agent;
    if (!shown.oldest_wait_since || c->waiting_since < *shown.oldest_wait_since) {
      shown.oldest_wait_since = c->waiting_since;
    }
  }
  return shown;
}

view::Colleague colleague(const Workspace& workspace, const AgentId& id) {
  const routing::State& state = workspace.state().routing;
  const routing::Agent* agent = routing::find(state, id);
  view::Colleague shown{id, workspace.people().name_of(id), routing::AgentActivity::offline, 0};
  if (agent) {
    shown.activity = routing::activity_of(state, *agent);
    shown.used = agent->used;
  }
  return shown;
}

std::vector<view::Colleague> colleagues(const Workspace& workspace) {
  std::vector<view::Colleague> all;
  for (const catalog::Agent& agent : workspace.catalog().agents) {
    all.push_back(colleague(workspace, agent.id));
  }
  return all;
}

view::Customer customer(const Workspace& workspace, const ports::CustomerRow& row) {
  view::Customer shown;
  shown.id = row.id;
  shown.name = row.name;
  shown.identity = row.identity;
  if (!row.external_id.empty()) shown.external_id = row.external_id;
  shown.locale = row.locale;
  shown.first_seen = row.first_seen;
  shown.contacts = row.contacts;
  shown.page = hint(row.page);
  shown.cart = hint(row.cart);
  shown.is_blocked = workspace.state().customers.blocked.contains(row.id);
  return shown;
}

view::Customer customer(const Workspace& workspace, CustomerId id) {
  if (const auto* row = workspace.customers().find(id)) return customer(workspace, *row);
  view::Customer shown;
  shown.id = id;
  return shown;
}

view::Conversation conversation(const Workspace& workspace, const conversation::Conversation& c) {
  const State& state = workspace.state();
  view::Conversation shown;
  shown.id = c.id;
  shown.customer = customer(workspace, c.customer);
  shown.channel = c.channel;
  shown.queue = c.queue;
  shown.entry_point = c.entry_point;
  shown.locale = c.locale;
  shown.opened_at = c.opened_at;
  shown.phase = c.phase;
  shown.agent = c.agent;
  shown.last_agent = c.last_agent;
  if (const auto* work = routing::find_of_conversation(state.routing, c.id)) shown.work = work->id;
  shown.last_seq = c.last_seq;
  shown.read_by_customer = c.read_by_customer;
  shown.read_by_agent = c.read_by_agent;
  shown.waiting = {c.waiting, if_set(c.waiting_since)};
  const catalog::Queue* queue = catalog::find(*state.catalog, c.queue);
  shown.reply_target = queue ? queue->reply_target : catalog::Queue{}.reply_target;
  shown.is_customer_here = c.is_customer_here;
  shown.customer_gone_since = if_set(c.customer_gone_since);
  if (c.is_idle_warned && queue) shown.idle_closes_at = c.idle_warned_at + queue->idle_close;
  shown.closed_at = if_set(c.closed_at);
  if (c.phase == conversation::Phase::closed) shown.close_reason = c.close_reason;
  shown.outcome = c.outcome;
  shown.survey = {c.survey, c.effort, {}};
  shown.reopened = c.reopened;
  if (const auto last = workspace.transcripts().last_public(c.id)) {
    constexpr std::size_t preview = 200;
    shown.last_message = view::LastMessage{std::string(first_characters(last->text, preview)),
                                           last->at, last->author.kind};
  }
  return shown;
}

view::Attachment attachment(const ports::FileRow& file) {
  view::Attachment shown{file.id, file.name, file.type, file.size, {}, {}, {}};
  if (file.width > 0 && file.height > 0) {
    shown.width = file.width;
    shown.height = file.height;
  }
  shown.url = "/api/v1/files/" + file.id.text;
  return shown;
}

namespace {

std::vector<view::Attachment> attachments(const Workspace& workspace,
                                          const std::vector<FileId>& ids,
                                          const std::vector<ports::FileRow>* files) {
  std::vector<view::Attachment> shown;
  for (const FileId& id : ids) {
    const ports::FileRow* file = workspace.transcripts().file(id);
    if (files) {
      const auto at = std::find_if(files->begin(), files->end(),
                                   [&](const ports::FileRow& row) { return row.id == id; });
      if (at != files->end()) file = &*at;
    }
    if (file) shown.push_back(attachment(*file));
  }
  return shown;
}

std::string author_name(const Workspace& workspace, const ports::MessageRow& row) {
  switch (row.author.kind) {
    case conversation::AuthorKind::agent:
      return workspace.people().name_of(row.author.agent);
    case conversation::AuthorKind::customer: {
      const auto* c = conversation::find(workspace.state().conversations, row.conversation);
      return c ? workspace.customers().name_of(c->customer) : std::string();
    }
    case conversation::AuthorKind::system:
      return {};
  }
  return {};
}

}  // namespace

view::Message message(const Workspace& workspace, const ports::MessageRow& row,
                      const std::vector<ports::FileRow>* files) {
  view::Message shown;
  shown.id = row.id;
  shown.conversation = row.conversation;
  shown.seq = row.seq;
  shown.at = row.at;
  shown.author = {row.author.kind, row.author.agent, author_name(workspace, row)};
  shown.visibility = row.visibility;
  shown.kind = row.kind;
  shown.text = row.text;
  shown.attachments = attachments(workspace, row.attachments, files);
  shown.client_id = row.client_id;
  return shown;
}

std::vector<view::Message> tail(const Workspace& workspace, ConversationId id) {
  std::vector<view::Message> shown;
  for (const MessagePtr& row : workspace.transcripts().tail(id)) {
    shown.push_back(message(workspace, *row));
  }
  return shown;
}

std::optional<view::Offer> offer(const Workspace& workspace, OfferId id) {
  const State& state = workspace.state();
  const routing::Offer* offer = routing::find(state.routing, id);
  if (!offer) return {};
  const routing::Work& work = *routing::find(state.routing, offer->work);
  const auto* c = conversation::find(state.conversations, work.conversation);
  if (!c) return {};
  view::Offer shown;
  shown.id = id;
  shown.work = work.id;
  shown.conversation = conversation(workspace, *c);
  shown.channel = work.channel;
  shown.queue = work.queue;
  shown.made_at = offer->made_at;
  shown.until = offer->until;
  shown.cost = work.cost;
  shown.used_after = routing::find(state.routing, offer->agent)->used;
  shown.enqueued_at = work.enqueued_at;
  shown.reason = work.preference.agent ? routing::ChoiceReason::preferred
                                       : routing::ChoiceReason::longest_idle;
  shown.messages = tail(workspace, c->id);
  return shown;
}

std::optional<view::WorkItem> work_item(const Workspace& workspace, WorkId id) {
  const State& state = workspace.state();
  const routing::Work* work = routing::find(state.routing, id);
  if (!work || !work->agent) return {};
  const auto* c = conversation::find(state.conversations, work->conversation);
  if (!c) return {};
  view::WorkItem shown;
  shown.id = id;
  shown.slot = work->slot;
  shown.state = work->state;
  shown.channel = work->channel;
  shown.queue = work->queue;
  shown.conversation = conversation(workspace, *c);
  shown.answered_at = work->answered_at;
  shown.wrap_up_until = if_set(work->wrap_up_until);
  shown.cost = work->cost;
  shown.messages = tail(workspace, c->id);
  return shown;
}

view::WorkItems work_items(const Workspace& workspace, const AgentId& id) {
  view::WorkItems items;
  const routing::Agent* agent = routing::find(workspace.state().routing, id);
  if (!agent) return items;
  if (auto shown = offer(workspace, agent->offer)) items.offers.push_back(std::move(*shown));
  for (WorkId work : agent->slots) {
    if (auto shown = work_item(workspace, work)) items.active.push_back(std::move(*shown));
  }
  return items;
}

view::Limits limits(const Limits& limits) { return {limits.message_characters, limits.file_bytes}; }

view::DeskSnapshot desk(const Workspace& workspace, const ports::UserRow& user) {
  view::DeskSnapshot shown;
  shown.seq = workspace.state().seq;
  shown.now = workspace.engine().now();
  shown.me = People::view_of(user);
  shown.workspace = {workspace.id(), workspace.row().name};
  shown.presence = agent_state(workspace, agent_of(user.key));
  view::WorkItems items = work_items(workspace, agent_of(user.key));
  shown.offers = std::move(items.offers);
  shown.active = std::move(items.active);
  shown.agents = colleagues(workspace);
  for (const catalog::Queue& queue : workspace.catalog().queues) {
    shown.queues.push_back(
        {queue.id, queue.name, queue.is_open, queue.reply_target, queue.outcomes});
  }
  shown.canned_replies = workspace.catalog().canned_replies;
  shown.break_reasons = workspace.catalog().policy.break_reasons;
  shown.settings = {user.settings};
  return shown;
}

}  // namespace firstline::app::shown
