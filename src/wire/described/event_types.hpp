// The name of each event in the journal: the noun, a dot, what happened. Internal to wire.
// Written down rather than derived: a type in C++ may be renamed, a stored name never.
#pragma once

#include <string_view>

#include "app/event.hpp"

namespace firstline::wire {

template <class Event>
extern const std::string_view event_type_of;  // an event without a line below does not link

template <>
inline constexpr std::string_view event_type_of<catalog::CatalogReplaced> = "catalog.replaced";
template <>
inline constexpr std::string_view event_type_of<app::EffectIssued> = "effect.issued";
template <>
inline constexpr std::string_view event_type_of<app::EffectDone> = "effect.done";
template <>
inline constexpr std::string_view event_type_of<customer::CustomerRegistered> =
    "customer.registered";
template <>
inline constexpr std::string_view event_type_of<customer::CustomerBlocked> = "customer.blocked";
template <>
inline constexpr std::string_view event_type_of<customer::CustomerUnblocked> = "customer.unblocked";
template <>
inline constexpr std::string_view event_type_of<conversation::ConversationOpened> =
    "conversation.opened";
template <>
inline constexpr std::string_view event_type_of<conversation::MessageAdded> = "message.added";
template <>
inline constexpr std::string_view event_type_of<conversation::MessagesRead> = "messages.read";
template <>
inline constexpr std::string_view event_type_of<conversation::AgentJoined> = "agent.joined";
template <>
inline constexpr std::string_view event_type_of<conversation::AgentLeft> = "agent.left";
template <>
inline constexpr std::string_view event_type_of<conversation::CustomerCame> = "customer.came";
template <>
inline constexpr std::string_view event_type_of<conversation::CustomerGone> = "customer.gone";
template <>
inline constexpr std::string_view event_type_of<conversation::IdleWarned> = "idle.warned";
template <>
inline constexpr std::string_view event_type_of<conversation::ConversationQueued> =
    "conversation.queued";
template <>
inline constexpr std::string_view event_type_of<conversation::ConversationClosed> =
    "conversation.closed";
template <>
inline constexpr std::string_view event_type_of<conversation::ConversationReopened> =
    "conversation.reopened";
template <>
inline constexpr std::string_view event_type_of<conversation::SurveyAsked> = "survey.asked";
template <>
inline constexpr std::string_view event_type_of<conversation::SurveyAnswered> = "survey.answered";
template <>
inline constexpr std::string_view event_type_of<conversation::ConversationSettled> =
    "conversation.settled";
template <>
inline constexpr std::string_view event_type_of<routing::WorkEnqueued> = "work.enqueued";
template <>
inline constexpr std::string_view event_type_of<routing::OfferMade> = "offer.made";
template <>
inline constexpr std::string_view event_type_of<routing::OfferAccepted> = "offer.accepted";
template <>
inline constexpr std::string_view event_type_of<routing::OfferDeclined> = "offer.declined";
template <>
inline constexpr std::string_view event_type_of<routing::OfferExpired> = "offer.expired";
template <>
inline constexpr std::string_view event_type_of<routing::OfferWithdrawn> = "offer.withdrawn";
template <>
inline constexpr std::string_view event_type_of<routing::WorkTransferred> = "work.transferred";
template <>
inline constexpr std::string_view event_type_of<routing::WorkReturned> = "work.returned";
template <>
inline constexpr std::string_view event_type_of<routing::WorkTakenOver> = "work.taken_over";
template <>
inline constexpr std::string_view event_type_of<routing::PreferenceEnded> = "preference.ended";
template <>
inline constexpr std::string_view event_type_of<routing::ExclusionEnded> = "exclusion.ended";
template <>
inline constexpr std::string_view event_type_of<routing::PauseEnded> = "pause.ended";
template <>
inline constexpr std::string_view event_type_of<routing::WrapUpStarted> = "wrap_up.started";
template <>
inline constexpr std::string_view event_type_of<routing::WorkEnded> = "work.ended";
template <>
inline constexpr std::string_view event_type_of<routing::PresenceChanged> = "presence.changed";
template <>
inline constexpr std::string_view event_type_of<routing::AgentConnected> = "agent.connected";
template <>
inline constexpr std::string_view event_type_of<routing::AgentVanished> = "agent.vanished";

}  // namespace firstline::wire
