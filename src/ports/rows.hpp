// Plain rows: what events refer to by id. Free text and personal data stand here only.
// A row is written (inserted, or replaced by its key) in the transaction of the batch it is part
// of.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "domain/access/access.hpp"
#include "domain/conversation/conversation.hpp"
#include "domain/customer/customer.hpp"
#include "domain/ids.hpp"

namespace firstline::ports {

struct WorkspaceRow {  // key: id; installation-wide
  WorkspaceId id;
  std::string name;
  std::string time_zone = "UTC";
  Time created_at;
  friend bool operator==(const WorkspaceRow&, const WorkspaceRow&) = default;
};

enum class UserState { active, invited, disabled };

struct UserRow {  // key: workspace, key; e-mail unique over the installation
  UserId key;
  std::string email;  // lower case
  std::string name;
  access::Role role = access::Role::agent;
  std::vector<access::Permission> granted;
  std::vector<access::Permission> revoked;
  std::string locale;         // empty: by browser
  std::string password_hash;  // empty until the invitation is accepted
  std::string totp_secret;    // empty: off
  bool is_totp_on = false;
  std::uint64_t totp_last_step = 0;  // a code is used once
  UserState state = UserState::active;
  bool is_demo = false;  // may sign in from this machine only
  std::string settings;  // JSON of the desk, opaque here
  Time created_at;
  friend bool operator==(const UserRow&, const UserRow&) = default;
};

struct SessionRow {  // key: token_hash
  std::string token_hash;
  UserId user;
  Time created_at;
  Time expires_at;
  friend bool operator==(const SessionRow&, const SessionRow&) = default;
};

struct SessionGone {  // deletes one session; `token_hash` empty: all of the user
  std::string token_hash;
  UserId user;
  friend bool operator==(const SessionGone&, const SessionGone&) = default;
};

enum class TokenPurpose { invite, reset };

struct TokenRow {  // an invitation or password reset; key: token_hash; expired ones are ignored
  std::string token_hash;
  UserId user;
  TokenPurpose purpose = TokenPurpose::invite;
  Time expires_at;
  friend bool operator==(const TokenRow&, const TokenRow&) = default;
};

struct TokenGone {
  UserId user;  // all of this user's
  friend bool operator==(const TokenGone&, const TokenGone&) = default;
};

struct CustomerRow {  // key: workspace, id
  CustomerId id;
  std::string name;
  customer::Identity identity = customer::Identity::unknown;
  std::string external_id;  // the site's id, when vouched; unique in the workspace
  std::string email;
  std::string locale;
  std::string page;  // JSON of the last page hint, "" if none
  std::string cart;  // JSON of the last cart hint, "" if none
  EntryPointId entry_point;
  Time first_seen;
  Time last_seen;
  int contacts = 0;  // conversations so far
  friend bool operator==(const CustomerRow&, const CustomerRow&) = default;
};

struct MessageRow {  // key: workspace, id; insert only
  MessageId id;
  ConversationId conversation;
  std::uint64_t seq = 0;
  Time at;
  conversation::Author author;
  conversation::Visibility visibility = conversation::Visibility::everyone;
  conversation::MessageKind kind = conversation::MessageKind::text;
  std::string text;
  std::vector<FileId> attachments;
  std::string client_id;
  friend bool operator==(const MessageRow&, const MessageRow&) = default;
};

struct FileRow {  // key: id; metadata of an attachment
  FileId id;
  std::string name;
  std::string type;  // sniffed media type
  std::uint64_t size = 0;
  int width = 0, height = 0;  // of an image, else 0
  CustomerId by_customer;     // one of the two uploaded it
  UserId by_user;
  ConversationId conversation;  // set when a message used it
  Time created_at;
  friend bool operator==(const FileRow&, const FileRow&) = default;
};

struct NoteRow {  // about a customer, for people inside; insert only
  std::string id;
  CustomerId customer;
  UserId by;
  std::string text;
  Time at;
  friend bool operator==(const NoteRow&, const NoteRow&) = default;
};

struct DraftRow {  // key: workspace, conversation, user; empty text deletes it
  ConversationId conversation;
  UserId user;
  std::string text;
  Time at;
  friend bool operator==(const DraftRow&, const DraftRow&) = default;
};

struct SurveyRow {  // the optional comment of an answered survey; key: conversation
  ConversationId conversation;
  std::string comment;
  Time at;
  friend bool operator==(const SurveyRow&, const SurveyRow&) = default;
};

struct AuditRow {  // insert only
  std::string id;
  Time at;
  UserId who;          // none: nobody signed in
  std::string what;    // "user.invited", "conversation.watched"
  std::string target;  // what it was done to
  std::string detail;  // short, no personal data beyond names of users
  std::string from;    // source address
  friend bool operator==(const AuditRow&, const AuditRow&) = default;
};

struct SecretRow {  // key: workspace, name; e.g. "widget:demo", "visitor-tokens"
  std::string name;
  std::string secret;
  friend bool operator==(const SecretRow&, const SecretRow&) = default;
};

struct IdempotencyRow {  // key: scope, key; kept 24 h
  std::string scope;     // whose key: the user
  std::string key;
  std::string request_hash;
  int status = 0;
  std::string body;
  Time at;
  friend bool operator==(const IdempotencyRow&, const IdempotencyRow&) = default;
};

struct MailRow {  // a mail to be sent; key: id; deleted when the effect is done
  EffectId id;
  std::string to, subject, text;
  friend bool operator==(const MailRow&, const MailRow&) = default;
};

struct MailGone {
  EffectId id;
  friend bool operator==(const MailGone&, const MailGone&) = default;
};

using Row = std::variant<WorkspaceRow, UserRow, SessionRow, SessionGone, TokenRow, TokenGone,
                         CustomerRow, MessageRow, FileRow, NoteRow, DraftRow, SurveyRow, AuditRow,
                         SecretRow, IdempotencyRow, MailRow, MailGone>;

}  // namespace firstline::ports
