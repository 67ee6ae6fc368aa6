// How enums are stored: by name, so that their order may change. Never rename, only add.
#pragma once

#include "adapters/sql/sqlite.hpp"
#include "domain/access/access.hpp"
#include "domain/conversation/conversation.hpp"
#include "domain/customer/customer.hpp"
#include "ports/rows.hpp"

namespace firstline::sql {

template <std::size_t N>
using Names = std::array<std::string_view, N>;

template <>
struct EnumNames<access::Role> {
  static constexpr Names<3> list{"agent", "supervisor", "admin"};
};

template <>
struct EnumNames<access::Permission> {
  static constexpr Names<11> list{"answer",          "see_all",        "whisper",
                                  "take_over",       "see_floor",      "see_reports",
                                  "manage_users",    "manage_catalog", "manage_canned",
                                  "block_customers", "see_audit"};
};
static_assert(EnumNames<access::Permission>::list.size() == access::permission_count);

template <>
struct EnumNames<ports::UserState> {
  static constexpr Names<3> list{"active", "invited", "disabled"};
};

template <>
struct EnumNames<ports::TokenPurpose> {
  static constexpr Names<2> list{"invite", "reset"};
};

template <>
struct EnumNames<customer::Identity> {
  static constexpr Names<3> list{"unknown", "hinted", "vouched"};
};

template <>
struct EnumNames<catalog::Channel> {
  static constexpr Names<7> list{"voice", "chat", "message", "email", "sms", "wechat", "ticket"};
};
static_assert(EnumNames<catalog::Channel>::list.size() == catalog::channel_count);

template <>
struct EnumNames<conversation::AuthorKind> {
  static constexpr Names<3> list{"customer", "agent", "system"};
};

template <>
struct EnumNames<conversation::Visibility> {
  static constexpr Names<3> list{"everyone", "inside", "whisper"};
};

template <>
struct EnumNames<conversation::MessageKind> {
  static constexpr Names<2> list{"text", "file"};
};

template <>
struct EnumNames<conversation::CloseReason> {
  static constexpr Names<5> list{"agent", "customer_left", "idle", "abandoned", "blocked"};
};

template <>
struct EnumNames<conversation::SurveyState> {
  static constexpr Names<4> list{"none", "asked", "answered", "skipped"};
};

}  // namespace firstline::sql
