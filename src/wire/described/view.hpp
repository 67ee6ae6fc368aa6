// Descriptions of what people are shown (app/view.hpp). Internal to wire.
#pragma once

#include "app/view.hpp"
#include "wire/described/domain.hpp"

namespace firstline::planning {

BOOST_DESCRIBE_ENUM(Cause, transfer, agent_gone, higher_priority, fewer_agents, slower)

}  // namespace firstline::planning

namespace firstline::app::view {

BOOST_DESCRIBE_STRUCT(User, (),
                      (key, name, email, role, permissions, granted, revoked, locale, has_totp,
                       state, created_at))
BOOST_DESCRIBE_STRUCT(AgentState, (),
                      (agent, name, presence, reason, since, activity, is_connected, used, budget,
                       counts, queues, team, waiting_for_agent, oldest_wait_since))
BOOST_DESCRIBE_STRUCT(Colleague, (), (agent, name, activity, used))
BOOST_DESCRIBE_STRUCT(WebPage, (), (url, title))
BOOST_DESCRIBE_STRUCT(CartItem, (), (name, quantity, price))
BOOST_DESCRIBE_STRUCT(Cart, (), (currency, total, items))
BOOST_DESCRIBE_STRUCT(Customer, (),
                      (id, name, identity, external_id, locale, first_seen, contacts, page, cart,
                       is_blocked))
BOOST_DESCRIBE_STRUCT(WaitingFor, (), (who, since))
BOOST_DESCRIBE_STRUCT(Survey, (), (state, effort, comment))
BOOST_DESCRIBE_STRUCT(LastMessage, (), (text, at, author_kind))
BOOST_DESCRIBE_STRUCT(Conversation, (),
                      (id, customer, channel, queue, entry_point, locale, opened_at, phase, agent,
                       last_agent, work, last_seq, read_by_customer, read_by_agent, waiting,
                       reply_target, is_customer_here, customer_gone_since, idle_closes_at,
                       closed_at, close_reason, outcome, survey, reopened, last_message))
BOOST_DESCRIBE_STRUCT(Attachment, (), (id, name, type, size, width, height, url))
BOOST_DESCRIBE_STRUCT(MessageAuthor, (), (kind, agent, name))
BOOST_DESCRIBE_STRUCT(Message, (),
                      (id, conversation, seq, at, author, visibility, kind, text, attachments,
                       client_id))
BOOST_DESCRIBE_STRUCT(Offer, (),
                      (id, work, conversation, channel, queue, made_at, until, cost, used_after,
                       enqueued_at, reason, messages))
BOOST_DESCRIBE_STRUCT(Draft, (), (text, at))
BOOST_DESCRIBE_STRUCT(WorkItem, (),
                      (id, slot, state, channel, queue, conversation, answered_at, wrap_up_until,
                       cost, messages, draft))
BOOST_DESCRIBE_STRUCT(ServiceLevelLive, (),
                      (id, value, threshold, answered, answered_within, abandoned, abandoned_within,
                       abandoned_short))
BOOST_DESCRIBE_STRUCT(Wait, (), (p50, p90))
BOOST_DESCRIBE_STRUCT(MeasuredWait, (), (p50, p90, samples))
BOOST_DESCRIBE_STRUCT(LiveWait, (), (p50, p90, samples, measured, within_p50, within_p90))
BOOST_DESCRIBE_STRUCT(QueueLive, (),
                      (queue, name, is_open, waiting, oldest_since, service_level, agents_ready,
                       agents_on, wait))
BOOST_DESCRIBE_STRUCT(FloorConversation, (),
                      (conversation, customer, agent, channel, queue, opened_at, waiting, phase))
BOOST_DESCRIBE_STRUCT(FloorWork, (),
                      (work, conversation, customer, queue, channel, enqueued_at, priority,
                       position, wait, cause))
BOOST_DESCRIBE_STRUCT(Floor, (), (now, queues, agents, conversations, waiting))
BOOST_DESCRIBE_STRUCT(Workspace, (), (key, name))
BOOST_DESCRIBE_STRUCT(DeskQueue, (), (queue, name, is_open, reply_target, outcomes))
BOOST_DESCRIBE_STRUCT(Limits, (), (message_characters, file_bytes))
BOOST_DESCRIBE_STRUCT(DeskSnapshot, (),
                      (seq, now, me, workspace, presence, offers, active, agents, queues,
                       canned_replies, break_reasons, limits, settings))

}  // namespace firstline::app::view
