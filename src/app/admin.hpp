// What admins may do: users, the catalog, widgets' secrets, blocked customers, the audit.
//
// Thread: the floor.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/accounts.hpp"
#include "app/view_answers.hpp"
#include "app/workspace.hpp"

namespace firstline::app {

struct Invitation {
  std::string email;
  std::string name;
  access::Role role = access::Role::agent;
  std::string key;  // "" : made from the e-mail
  std::vector<QueueId> queues;
  std::string locale;
};

struct UserChange {
  std::optional<std::string> name;
  std::optional<access::Role> role;
  std::optional<std::vector<access::Permission>> granted;
  std::optional<std::vector<access::Permission>> revoked;
  std::optional<ports::UserState> state;  // active or disabled
};

class Admin {
 public:
  // `is_email_taken` asks every workspace: a login's e-mail is unique over the installation.
  Admin(Workspace& workspace, Accounts& accounts,
        std::function<bool(const std::string&)> is_email_taken)
      : workspace_(workspace), accounts_(accounts), is_email_taken_(std::move(is_email_taken)) {}

  void users(const Actor& actor, Answer<view::Users> answer);
  // Errors: email.invalid, email.taken, user.key, user.key_taken, queue.unknown, name.*.
  void invite(const Actor& actor, Invitation invitation, Answer<view::Invited> answer);
  void change_user(const Actor& actor, const UserId& user, UserChange change,
                   Answer<view::User> answer);
  void reset_user(const Actor& actor, const UserId& user, Answer<view::PasswordLink> answer);
  // For somebody who lost their phone. Not for oneself: conflict "user.self".
  void take_totp_away(const Actor& actor, const UserId& user, Answer<view::User> answer);

  // Replaces the catalog by what `change` makes of it, if it is still at `version`. All problems
  // are given at once. Which permission it needs depends on the section.
  struct Replaced {
    std::uint64_t version = 0;
  };
  using Problems = std::vector<Error>;
  void change_catalog(const Actor& actor, access::Permission permission, std::string section,
                      std::uint64_t version, const std::function<void(catalog::Catalog&)>& change,
                      std::function<void(Result<Replaced>, Problems)> answer);
  // What would be wrong with it; nothing changes.
  Result<Problems> validate_catalog(const Actor& actor, access::Permission permission,
                                    const std::function<void(catalog::Catalog&)>& change) const;

  void new_widget_secret(const Actor& actor, const EntryPointId& widget,
                         Answer<view::WidgetSecret> answer);

  void customers(const Actor& actor, ports::CustomerQuery query, bool is_blocked_only,
                 Answer<view::Customers> answer);
  void customer(const Actor& actor, CustomerId id, Answer<view::Customer> answer);
  void unblock(const Actor& actor, CustomerId id, Answer<view::Nothing> answer);
  void audit(const Actor& actor, ports::AuditQuery query, Answer<view::Audit> answer);

 private:
  Workspace& workspace_;
  Accounts& accounts_;
  std::function<bool(const std::string&)> is_email_taken_;
};

}  // namespace firstline::app
