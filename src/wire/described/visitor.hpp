// Descriptions of what visitors are shown (app/view_visitor.hpp). Internal to wire.
#pragma once

#include "app/view_visitor.hpp"
#include "wire/described/view.hpp"

namespace firstline::app::view {

BOOST_DESCRIBE_STRUCT(VisitorAgent, (), (name))
BOOST_DESCRIBE_STRUCT(VisitorSurvey, (), (state, effort))
BOOST_DESCRIBE_STRUCT(VisitorConversation, (),
                      (id, phase, opened_at, closed_at, agent, last_seq, read_by_agent,
                       close_reason, survey, can_reopen_until, is_message))
BOOST_DESCRIBE_STRUCT(VisitorAuthor, (), (kind, name))
BOOST_DESCRIBE_STRUCT(VisitorMessage, (), (id, seq, at, author, text, attachments, client_id))
BOOST_DESCRIBE_STRUCT(Place, (), (position, wait, waited, cause, is_closed, is_staffed))
BOOST_DESCRIBE_STRUCT(VisitorQueue, (), (is_open, is_staffed, waiting, wait))
BOOST_DESCRIBE_STRUCT(VisitorCustomer, (), (id, name, identity))
BOOST_DESCRIBE_STRUCT(VisitorEntryPoint, (), (name, accent, greeting))
BOOST_DESCRIBE_STRUCT(VisitResult, (),
                      (token, customer, conversation, history, entry_point, queue_live, limits,
                       now))

}  // namespace firstline::app::view

namespace firstline::app::view::visitor_frame {

BOOST_DESCRIBE_STRUCT(Hello, (), (conversation, place, queue_live))
BOOST_DESCRIBE_STRUCT(MessageAdded, (), (message))
BOOST_DESCRIBE_STRUCT(Typing, (), (who, name, is_typing))
BOOST_DESCRIBE_STRUCT(Read, (), (up_to))
BOOST_DESCRIBE_STRUCT(PlaceChanged, (), (place))
BOOST_DESCRIBE_STRUCT(AgentJoined, (), (agent))
BOOST_DESCRIBE_STRUCT(AgentLeft, (), (reason))
BOOST_DESCRIBE_STRUCT(IdleWarned, (), (closes_at))
BOOST_DESCRIBE_STRUCT(Closed, (), (reason, at))
BOOST_DESCRIBE_STRUCT(Reopened, (), ())
BOOST_DESCRIBE_STRUCT(SurveyAsked, (), ())
BOOST_DESCRIBE_STRUCT(Gone, (), ())

}  // namespace firstline::app::view::visitor_frame

namespace firstline::app::view {

BOOST_DESCRIBE_STRUCT(VisitorSent, (), (id, seq, at, conversation))
BOOST_DESCRIBE_STRUCT(VisitorMessages, (), (items, has_more))
BOOST_DESCRIBE_STRUCT(VisitorSince, (), (items, conversation, place))
BOOST_DESCRIBE_STRUCT(VisitorReopened, (), (conversation))
BOOST_DESCRIBE_STRUCT(ContactWorkspace, (), (name))
BOOST_DESCRIBE_STRUCT(ContactEntryPoint, (),
                      (id, kind, name, channel, is_open, is_staffed, waiting, wait, answer_times))
BOOST_DESCRIBE_STRUCT(ContactPage, (), (workspace, entry_points, now))

}  // namespace firstline::app::view
