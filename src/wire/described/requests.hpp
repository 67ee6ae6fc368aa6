// Descriptions of what people may ask (wire/requests.hpp). Internal to wire.
#pragma once

#include "wire/described/view.hpp"
#include "wire/requests.hpp"

namespace firstline::wire {

BOOST_DESCRIBE_STRUCT(Empty, (), ())
BOOST_DESCRIBE_STRUCT(Resume, (), (since))
BOOST_DESCRIBE_STRUCT(SetPresence, (), (presence, reason))
BOOST_DESCRIBE_STRUCT(AcceptOffer, (), (offer))
BOOST_DESCRIBE_STRUCT(DeclineOffer, (), (offer, reason))
BOOST_DESCRIBE_STRUCT(SendMessage, (), (conversation, client_id, text, attachments, visibility))
BOOST_DESCRIBE_STRUCT(ListMessages, (), (conversation, before, after, limit))
BOOST_DESCRIBE_STRUCT(Typing, (), (conversation, is_typing))
BOOST_DESCRIBE_STRUCT(MarkRead, (), (conversation, up_to))
BOOST_DESCRIBE_STRUCT(SaveDraft, (), (conversation, text))
BOOST_DESCRIBE_STRUCT(CloseConversation, (), (conversation, outcome, note))
BOOST_DESCRIBE_STRUCT(OnConversation, (), (conversation))
BOOST_DESCRIBE_STRUCT(Whisper, (), (conversation, client_id, text))
BOOST_DESCRIBE_STRUCT(TransferWork, (), (work, queue, agent, note))
BOOST_DESCRIBE_STRUCT(OnWork, (), (work))
BOOST_DESCRIBE_STRUCT(OnCustomer, (), (customer))
BOOST_DESCRIBE_STRUCT(AddNote, (), (customer, text))
BOOST_DESCRIBE_STRUCT(ListHistory, (), (customer, limit))
BOOST_DESCRIBE_STRUCT(RenameCustomer, (), (customer, name))
BOOST_DESCRIBE_STRUCT(PutSettings, (), (settings))
BOOST_DESCRIBE_STRUCT(StartVisit, (), (name, page, cart, locale, token, identity))
BOOST_DESCRIBE_STRUCT(VisitorSend, (), (client_id, text, attachments))
BOOST_DESCRIBE_STRUCT(VisitorList, (), (conversation, before, after, limit))
BOOST_DESCRIBE_STRUCT(VisitorSince, (), (seq))
BOOST_DESCRIBE_STRUCT(VisitorTyping, (), (is_typing))
BOOST_DESCRIBE_STRUCT(VisitorRead, (), (up_to))
BOOST_DESCRIBE_STRUCT(VisitorPage, (), (page, cart))
BOOST_DESCRIBE_STRUCT(VisitorName, (), (name))
BOOST_DESCRIBE_STRUCT(AnswerSurvey, (), (effort, comment))
BOOST_DESCRIBE_STRUCT(SignIn, (), (email, password, totp))
BOOST_DESCRIBE_STRUCT(UpdateMe, (), (name, locale))
BOOST_DESCRIBE_STRUCT(ChangePassword, (), (old, new_))
BOOST_DESCRIBE_STRUCT(TotpCode, (), (code))
BOOST_DESCRIBE_STRUCT(AddConversationNote, (), (conversation, text))
BOOST_DESCRIBE_STRUCT(InviteUser, (), (email, name, role, key, queues, locale))
BOOST_DESCRIBE_STRUCT(UpdateUser, (), (key, name, role, granted, revoked, state))
BOOST_DESCRIBE_STRUCT(AskForReset, (), (email))
BOOST_DESCRIBE_STRUCT(SetPassword, (), (token, password, name))
BOOST_DESCRIBE_STRUCT(AskForStaffing, (),
                      (arrivals, interval, handle_time, patience, share, threshold,
                       most_abandonment, most_occupancy, longest_mean_wait, shrinkage, agents))

}  // namespace firstline::wire

namespace firstline::wire::json {

template <>
inline constexpr std::array<std::string_view, 1> may_be_missing<SetPresence>{"reason"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_missing<DeclineOffer>{"reason"};
template <>
inline constexpr std::array<std::string_view, 2> may_be_missing<SendMessage>{"attachments",
                                                                             "visibility"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_missing<CloseConversation>{"note"};
template <>
inline constexpr std::array<std::string_view, 3> may_be_missing<TransferWork>{"queue", "agent",
                                                                              "note"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_missing<VisitorSend>{"attachments"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_missing<VisitorList>{"conversation"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_missing<AnswerSurvey>{"comment"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_missing<app::view::WebPage>{"title"};

}  // namespace firstline::wire::json
