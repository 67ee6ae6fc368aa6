// Descriptions of the answers of the socket and of REST (app/view_answers.hpp). Internal to wire.
#pragma once

#include "app/view_answers.hpp"
#include "wire/described/view.hpp"

namespace firstline::app::view {

BOOST_DESCRIBE_STRUCT(Nothing, (), ())
BOOST_DESCRIBE_STRUCT(Resumed, (), (seq))
BOOST_DESCRIBE_STRUCT(PresenceSet, (), (presence))
BOOST_DESCRIBE_STRUCT(WorkTaken, (), (work))
BOOST_DESCRIBE_STRUCT(Sent, (), (id, seq, at))
BOOST_DESCRIBE_STRUCT(Messages, (), (items, has_more))
BOOST_DESCRIBE_STRUCT(DraftKept, (), (at))
BOOST_DESCRIBE_STRUCT(Watched, (), (conversation, messages))
BOOST_DESCRIBE_STRUCT(Note, (), (id, by, name, at, text))
BOOST_DESCRIBE_STRUCT(Notes, (), (items))
BOOST_DESCRIBE_STRUCT(NoteAdded, (), (id, at))
BOOST_DESCRIBE_STRUCT(PastConversation, (),
                      (conversation, channel, opened_at, closed_at, outcome, agent, effort,
                       first_text))
BOOST_DESCRIBE_STRUCT(History, (), (items))
BOOST_DESCRIBE_STRUCT(SignedIn, (), (token, user))
BOOST_DESCRIBE_STRUCT(Me, (), (user, agent, permissions, workspace, presence))
BOOST_DESCRIBE_STRUCT(WorkItems, (), (offers, active))
BOOST_DESCRIBE_STRUCT(TotpSecret, (), (secret, uri))
BOOST_DESCRIBE_STRUCT(Users, (), (items))
BOOST_DESCRIBE_STRUCT(Invited, (), (user, link, mailed))
BOOST_DESCRIBE_STRUCT(PasswordLink, (), (link, mailed))
BOOST_DESCRIBE_STRUCT(PasswordToken, (), (purpose, name, email))
BOOST_DESCRIBE_STRUCT(WidgetSecret, (), (secret))
BOOST_DESCRIBE_STRUCT(Conversations, (), (items, next))
BOOST_DESCRIBE_STRUCT(Customers, (), (items, next))
BOOST_DESCRIBE_STRUCT(AuditLine, (), (id, at, who, what, target, detail, from))
BOOST_DESCRIBE_STRUCT(Audit, (), (items, next))
BOOST_DESCRIBE_STRUCT(Candidate, (), (agent, name, is_eligible, reason, used, idle_since))
BOOST_DESCRIBE_STRUCT(Decision, (),
                      (seq, at, offer, agent, reason, catalog_version, outcome, candidates))
BOOST_DESCRIBE_STRUCT(Explanation, (),
                      (work, conversation, queue, enqueued_at, priority, required, decisions))
BOOST_DESCRIBE_STRUCT(Formula, (), (id, formula))
BOOST_DESCRIBE_STRUCT(ReportCell, (), (from, to, queue, agent, values, counts, events))
BOOST_DESCRIBE_STRUCT(Report, (), (report, threshold, formulas, items))
BOOST_DESCRIBE_STRUCT(ReportKind, (), (id, formula, text))
BOOST_DESCRIBE_STRUCT(ReportKinds, (), (items))
BOOST_DESCRIBE_STRUCT(Contact, (),
                      (conversation, work, customer, queue, agent, enqueued_at, answered_at,
                       ended_at, wait, talk, wrap_up, attention, outcome, effort))
BOOST_DESCRIBE_STRUCT(Contacts, (), (items, next))
BOOST_DESCRIBE_STRUCT(PublicEvent, (), (seq, at, type, data))
BOOST_DESCRIBE_STRUCT(PublicEvents, (), (items, next))
BOOST_DESCRIBE_STRUCT(Staffing, (),
                      (agents, scheduled, wait_probability, service_level, abandonment, occupancy,
                       mean_wait))
BOOST_DESCRIBE_STRUCT(StaffingPlan, (), (erlangs, needed, asked, curve))

}  // namespace firstline::app::view
