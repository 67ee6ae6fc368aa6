// Descriptions of the domain's values: what the journal, the snapshot and the catalog's JSON are
// made of. The order here is the order on the wire. Internal to wire.
#pragma once

#include <boost/describe.hpp>

#include "app/event.hpp"
#include "domain/access/access.hpp"
#include "ports/rows.hpp"
#include "wire/json/describe.hpp"

namespace firstline::access {

BOOST_DESCRIBE_ENUM(Role, agent, supervisor, admin)
BOOST_DESCRIBE_ENUM(Permission, answer, see_all, whisper, take_over, see_floor, see_reports,
                    manage_users, manage_catalog, manage_canned, block_customers, see_audit)

}  // namespace firstline::access

namespace firstline::ports {

BOOST_DESCRIBE_ENUM(UserState, active, invited, disabled)
BOOST_DESCRIBE_ENUM(TokenPurpose, invite, reset)

}  // namespace firstline::ports

namespace firstline::catalog {

BOOST_DESCRIBE_ENUM(Channel, voice, chat, message, email, sms, wechat, ticket)
BOOST_DESCRIBE_ENUM(EntryPointKind, widget, phone)
BOOST_DESCRIBE_STRUCT(SkillLevel, (), (skill, level))
BOOST_DESCRIBE_STRUCT(Skill, (), (id, name))
BOOST_DESCRIBE_STRUCT(Team, (), (id, name))
BOOST_DESCRIBE_STRUCT(Queue, (),
                      (id, name, is_open, ring_time, wrap_up, target, target_share, reply_target,
                       priority, required, idle_warning, idle_close, reopen_window, outcomes))
BOOST_DESCRIBE_STRUCT(ChannelCapacity, (), (channel, cost, maximum))
BOOST_DESCRIBE_STRUCT(Agent, (), (id, name, team, queues, skills, capacity))
BOOST_DESCRIBE_STRUCT(EntryPoint, (), (id, kind, name, queue, origins, accent, greeting))
BOOST_DESCRIBE_STRUCT(CannedReply, (), (id, title, text, queues))
BOOST_DESCRIBE_STRUCT(Policy, (),
                      (capacity, unanswered_before_break, pause_after_unanswered,
                       pause_after_decline, browser_gone_grace, preferred_agent_wait,
                       customer_gone_wait, break_reasons))
BOOST_DESCRIBE_STRUCT(Catalog, (),
                      (version, queues, teams, skills, agents, entry_points, canned_replies,
                       policy))
BOOST_DESCRIBE_STRUCT(CatalogReplaced, (), (catalog, by))

}  // namespace firstline::catalog

namespace firstline::customer {

BOOST_DESCRIBE_ENUM(Identity, unknown, hinted, vouched)
BOOST_DESCRIBE_STRUCT(CustomerRegistered, (), (customer))
BOOST_DESCRIBE_STRUCT(CustomerBlocked, (), (customer, by))
BOOST_DESCRIBE_STRUCT(CustomerUnblocked, (), (customer, by))

}  // namespace firstline::customer

namespace firstline::conversation {

BOOST_DESCRIBE_ENUM(AuthorKind, customer, agent, system)
BOOST_DESCRIBE_ENUM(Visibility, everyone, inside, whisper)
BOOST_DESCRIBE_ENUM(MessageKind, text, file)
BOOST_DESCRIBE_ENUM(Waiting, nobody, customer_waits, agent_waits)
BOOST_DESCRIBE_ENUM(Phase, open, closed)
BOOST_DESCRIBE_ENUM(CloseReason, agent, customer_left, idle, abandoned, blocked)
BOOST_DESCRIBE_ENUM(SurveyState, none, asked, answered, skipped)
BOOST_DESCRIBE_ENUM(LeaveReason, transferred, gone, taken_over, closed)
BOOST_DESCRIBE_STRUCT(Author, (), (kind, agent))

BOOST_DESCRIBE_STRUCT(ConversationOpened, (),
                      (conversation, customer, entry_point, channel, queue, locale,
                       is_customer_here))
BOOST_DESCRIBE_STRUCT(MessageAdded, (),
                      (conversation, message, seq, author, visibility, kind, client_id))
BOOST_DESCRIBE_STRUCT(MessagesRead, (), (conversation, reader, up_to))
BOOST_DESCRIBE_STRUCT(AgentJoined, (), (conversation, agent))
BOOST_DESCRIBE_STRUCT(AgentLeft, (), (conversation, agent, reason))
BOOST_DESCRIBE_STRUCT(CustomerCame, (), (conversation))
BOOST_DESCRIBE_STRUCT(CustomerGone, (), (conversation))
BOOST_DESCRIBE_STRUCT(IdleWarned, (), (conversation, closes_at))
BOOST_DESCRIBE_STRUCT(ConversationQueued, (), (conversation, queue))
BOOST_DESCRIBE_STRUCT(ConversationClosed, (), (conversation, reason, by, outcome))
BOOST_DESCRIBE_STRUCT(ConversationReopened, (), (conversation, by))
BOOST_DESCRIBE_STRUCT(SurveyAsked, (), (conversation))
BOOST_DESCRIBE_STRUCT(SurveyAnswered, (), (conversation, effort))
BOOST_DESCRIBE_STRUCT(ConversationSettled, (), (conversation, customer))

}  // namespace firstline::conversation

namespace firstline::routing {

BOOST_DESCRIBE_ENUM(WorkState, waiting, offered, active, wrap_up)
BOOST_DESCRIBE_ENUM(Presence, offline, ready, on_break)
BOOST_DESCRIBE_ENUM(AgentActivity, offline, ready, busy, wrap_up, on_break)
BOOST_DESCRIBE_ENUM(ChoiceReason, longest_idle, preferred, assigned)
BOOST_DESCRIBE_ENUM(WithdrawalReason, customer_left, transferred, taken_over, agent_left)
BOOST_DESCRIBE_ENUM(ReturnReason, agent_gone, agent_offline)
BOOST_DESCRIBE_ENUM(WorkOutcome, handled, abandoned)
BOOST_DESCRIBE_ENUM(WorkEndReason, completed, wrap_up_over, customer_left, closed)
BOOST_DESCRIBE_ENUM(PresenceCause, chosen, unanswered, browser_gone, signed_out, removed)
BOOST_DESCRIBE_STRUCT(Requirement, (), (skills))
BOOST_DESCRIBE_STRUCT(Preference, (), (agent, until))

BOOST_DESCRIBE_STRUCT(WorkEnqueued, (),
                      (work, conversation, channel, queue, requirement, enqueued_at, priority,
                       preference))
BOOST_DESCRIBE_STRUCT(OfferMade, (), (offer, work, agent, until, cost, reason, catalog_version))
BOOST_DESCRIBE_STRUCT(OfferAccepted, (), (offer, work, agent, slot))
BOOST_DESCRIBE_STRUCT(OfferDeclined, (), (offer, work, agent, reason, not_again_before))
BOOST_DESCRIBE_STRUCT(OfferExpired, (), (offer, work, agent, paused_until, counts))
BOOST_DESCRIBE_STRUCT(OfferWithdrawn, (), (offer, work, agent, reason))
BOOST_DESCRIBE_STRUCT(WorkTransferred, (),
                      (work, by, queue, requirement, priority, preference, not_again_before))
BOOST_DESCRIBE_STRUCT(WorkReturned, (), (work, agent, reason))
BOOST_DESCRIBE_STRUCT(WorkTakenOver, (), (work, from, by, slot, cost))
BOOST_DESCRIBE_STRUCT(PreferenceEnded, (), (work))
BOOST_DESCRIBE_STRUCT(ExclusionEnded, (), (work, agent))
BOOST_DESCRIBE_STRUCT(PauseEnded, (), (agent))
BOOST_DESCRIBE_STRUCT(WrapUpStarted, (), (work, agent, until))
BOOST_DESCRIBE_STRUCT(WorkEnded, (), (work, agent, outcome, reason, queue))
BOOST_DESCRIBE_STRUCT(PresenceChanged, (), (agent, presence, reason, cause))
BOOST_DESCRIBE_STRUCT(AgentConnected, (), (agent))
BOOST_DESCRIBE_STRUCT(AgentVanished, (), (agent))

}  // namespace firstline::routing

namespace firstline::app {

BOOST_DESCRIBE_ENUM(EffectKind, send_mail)
BOOST_DESCRIBE_STRUCT(EffectIssued, (), (effect, kind))
BOOST_DESCRIBE_STRUCT(EffectDone, (), (effect, is_delivered))

}  // namespace firstline::app
