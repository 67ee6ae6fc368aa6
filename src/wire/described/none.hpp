// Ids that may name nothing and then are null, for the schema: in C++ each of them may, but most
// never do. Internal to wire.
#pragma once

#include "app/view_answers.hpp"
#include "app/view_frames.hpp"
#include "wire/json/describe.hpp"

namespace firstline::wire::json {

template <class T>
inline constexpr std::array<std::string_view, 0> may_be_none{};

template <>
inline constexpr std::array<std::string_view, 1> may_be_none<app::view::AgentState>{"team"};
template <>
inline constexpr std::array<std::string_view, 3> may_be_none<app::view::Conversation>{
    "agent", "last_agent", "work"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_none<app::view::MessageAuthor>{"agent"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_none<app::view::FloorConversation>{"agent"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_none<app::view::PastConversation>{"agent"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_none<app::view::AuditLine>{"who"};
template <>
inline constexpr std::array<std::string_view, 2> may_be_none<app::view::ReportCell>{"queue",
                                                                                    "agent"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_none<app::view::Contact>{"agent"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_none<app::view::Note>{"by"};
template <>
inline constexpr std::array<std::string_view, 2> may_be_none<app::view::frame::WorkTransferred>{
    "queue", "agent"};
template <>
inline constexpr std::array<std::string_view, 1> may_be_none<catalog::Agent>{"team"};

}  // namespace firstline::wire::json
