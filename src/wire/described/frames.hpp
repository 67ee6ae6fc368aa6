// Descriptions and names of the frames of a desk (app/view_frames.hpp). Internal to wire.
#pragma once

#include "app/view_frames.hpp"
#include "wire/described/view.hpp"

namespace firstline::app::view::frame {

BOOST_DESCRIBE_STRUCT(OfferMade, (), (offer))
BOOST_DESCRIBE_STRUCT(OfferAccepted, (), (offer, work, agent, item))
BOOST_DESCRIBE_STRUCT(OfferDeclined, (), (offer, agent))
BOOST_DESCRIBE_STRUCT(OfferExpired, (), (offer, agent, paused_until, is_break))
BOOST_DESCRIBE_STRUCT(OfferWithdrawn, (), (offer, reason))
BOOST_DESCRIBE_STRUCT(WorkStarted, (), (item))
BOOST_DESCRIBE_STRUCT(WorkReturned, (), (work, conversation, reason))
BOOST_DESCRIBE_STRUCT(WorkTransferred, (), (work, conversation, by, queue, agent))
BOOST_DESCRIBE_STRUCT(WorkTakenOver, (), (work, conversation, by))
BOOST_DESCRIBE_STRUCT(WrapUpStarted, (), (work, conversation, until))
BOOST_DESCRIBE_STRUCT(WorkEnded, (), (work, conversation, outcome, reason))
BOOST_DESCRIBE_STRUCT(PresenceChanged, (), (agent, presence, reason, cause, state))
BOOST_DESCRIBE_STRUCT(MessageAdded, (), (message))
BOOST_DESCRIBE_STRUCT(MessagesRead, (), (conversation, reader, up_to))
BOOST_DESCRIBE_STRUCT(ConversationChanged, (), (conversation))
BOOST_DESCRIBE_STRUCT(DraftSaved, (), (conversation, text, at))
BOOST_DESCRIBE_STRUCT(CatalogReplaced, (), (version))

}  // namespace firstline::app::view::frame

namespace firstline::app::view::signal {

BOOST_DESCRIBE_STRUCT(Typing, (), (conversation, who, agent, is_typing, text))
BOOST_DESCRIBE_STRUCT(AgentsChanged, (), (items))
BOOST_DESCRIBE_STRUCT(FloorChanged, (), (floor))
BOOST_DESCRIBE_STRUCT(SessionEnded, (), (reason))

}  // namespace firstline::app::view::signal

namespace firstline::wire::json {

template <>
inline constexpr std::array<std::string_view, 2> left_out_when_none<app::view::signal::Typing>{
    "agent", "text"};

}  // namespace firstline::wire::json
