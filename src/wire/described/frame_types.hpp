// What each frame is called on its socket. Internal to wire.
#pragma once

#include <string_view>

#include "app/view_frames.hpp"
#include "app/view_visitor.hpp"

namespace firstline::wire {

namespace frame = app::view::frame;
namespace signal = app::view::signal;
namespace visitor_frame = app::view::visitor_frame;

template <class Frame>
extern const std::string_view frame_type_of;  // a frame without a line below does not link

#define FL_FRAME(type, name) \
  template <>                \
  inline constexpr std::string_view frame_type_of<type> = name

FL_FRAME(frame::OfferMade, "offer.made");
FL_FRAME(frame::OfferAccepted, "offer.accepted");
FL_FRAME(frame::OfferDeclined, "offer.declined");
FL_FRAME(frame::OfferExpired, "offer.expired");
FL_FRAME(frame::OfferWithdrawn, "offer.withdrawn");
FL_FRAME(frame::WorkStarted, "work.started");
FL_FRAME(frame::WorkReturned, "work.returned");
FL_FRAME(frame::WorkTransferred, "work.transferred");
FL_FRAME(frame::WorkTakenOver, "work.taken_over");
FL_FRAME(frame::WrapUpStarted, "wrap_up.started");
FL_FRAME(frame::WorkEnded, "work.ended");
FL_FRAME(frame::PresenceChanged, "presence.changed");
FL_FRAME(frame::MessageAdded, "message.added");
FL_FRAME(frame::MessagesRead, "messages.read");
FL_FRAME(frame::ConversationChanged, "conversation.changed");
FL_FRAME(frame::DraftSaved, "draft.saved");
FL_FRAME(frame::CatalogReplaced, "catalog.replaced");

FL_FRAME(signal::Typing, "typing");
FL_FRAME(signal::AgentsChanged, "agents");
FL_FRAME(signal::FloorChanged, "floor");
FL_FRAME(signal::SessionEnded, "session.ended");

FL_FRAME(visitor_frame::Hello, "hello");
FL_FRAME(visitor_frame::MessageAdded, "message");
FL_FRAME(visitor_frame::Typing, "typing");
FL_FRAME(visitor_frame::Read, "read");
FL_FRAME(visitor_frame::PlaceChanged, "place");
FL_FRAME(visitor_frame::AgentJoined, "agent.joined");
FL_FRAME(visitor_frame::AgentLeft, "agent.left");
FL_FRAME(visitor_frame::IdleWarned, "idle.warned");
FL_FRAME(visitor_frame::Closed, "closed");
FL_FRAME(visitor_frame::Reopened, "reopened");
FL_FRAME(visitor_frame::SurveyAsked, "survey.asked");
FL_FRAME(visitor_frame::Gone, "gone");

#undef FL_FRAME

// The data of a frame: the frame itself, or what it wraps.
template <class Frame>
const Frame& data_of(const Frame& frame) {
  return frame;
}
inline const app::view::Floor& data_of(const signal::FloorChanged& frame) { return frame.floor; }
inline const app::view::Place& data_of(const visitor_frame::PlaceChanged& frame) {
  return frame.place;
}

}  // namespace firstline::wire
