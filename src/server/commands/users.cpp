#include "server/commands/users.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "adapters/sql/connection.hpp"
#include "adapters/sql/row_reader.hpp"
#include "base/text.hpp"
#include "server/commands/commands.hpp"
#include "server/commands/installation.hpp"
#include "server/commands/password_prompt.hpp"

namespace firstline::server {
namespace {

// Whoever may start programs on this machine may do everything; the audit says where it came from.
app::Actor operator_of_this_machine() {
  return {UserId(), access::permissions_of(access::Role::admin), "command line"};
}

// The secret part of a link: what follows the last slash.
std::string token_of(const std::string& link) { return link.substr(link.rfind('/') + 1); }

Result<KnownUser> use_link(Installation& installation, app::House& house, const UserId& user,
                           const std::optional<std::string>& link, const std::string& password) {
  if (!link) return unavailable("password.link", "The link for the password was not made.");
  FL_TRY_VOID(app::check_password(password));
  FL_TRY([[maybe_unused]] const auto set,
         installation.floor().wait<app::view::Nothing>(
             [&](auto done) { house.accounts.set_password(token_of(*link), password, done); }));
  return KnownUser{house.workspace.id(), *house.workspace.people().find(user)};
}

int tell(const Result<KnownUser>& known, std::string_view event, std::string_view what,
         Report& report) {
  if (!known) {
    report.fail(known.error());
    return exit_code::failure;
  }
  const ports::UserRow& user = known->user;
  report.say(event, fmt::format("{} {} in workspace {}.", user.email, what, known->workspace.text),
             {{"workspace", known->workspace.text},
              {"key", user.key.text},
              {"email", user.email},
              {"role", std::string(access::to_text(user.role))}});
  return exit_code::success;
}

std::string_view name_of(ports::UserState state) {
  switch (state) {
    case ports::UserState::active:
      return "active";
    case ports::UserState::invited:
      return "invited";
    case ports::UserState::disabled:
      return "disabled";
  }
  return {};
}

}  // namespace

Result<KnownUser> add_user(const UserAdd& add, const Config& config, const std::string& password) {
  FL_TRY_VOID(app::check_password(password));  // before anybody is invited
  FL_TRY(const auto installation, Installation::open(config));
  FL_TRY(app::House * house, installation->house(add.workspace));
  app::Invitation invitation;
  invitation.email = add.email;
  invitation.name = add.name.empty() ? add.email.substr(0, add.email.find('@')) : add.name;
  invitation.role = add.role;
  FL_TRY(const app::view::Invited invited,
         installation->floor().wait<app::view::Invited>([&](auto done) {
           house->admin.invite(operator_of_this_machine(), invitation, done);
         }));
  return use_link(*installation, *house, invited.user.key, invited.link, password);
}

Result<KnownUser> set_password(const std::string& email, const Config& config,
                               const std::string& password) {
  FL_TRY(const auto installation, Installation::open(config));
  const std::string login = ascii_lower(trimmed(email));
  FL_TRY(app::House * house, installation->house_of(login));
  const UserId user = house->workspace.people().find_by_email(login)->key;
  FL_TRY(const app::view::PasswordLink link,
         installation->floor().wait<app::view::PasswordLink>(
             [&](auto done) { house->admin.reset_user(operator_of_this_machine(), user, done); }));
  return use_link(*installation, *house, user, link.link, password);
}

Result<std::vector<KnownUser>> list_users(const UserList& list, const Config& config) {
  std::error_code ignored;
  if (!std::filesystem::exists(store_path(config), ignored)) {
    return not_found("store.missing", fmt::format("There is no database {}.", store_path(config)));
  }
  FL_TRY(const auto database, sql::open_reader({store_path(config)}));
  FL_TRY(const auto workspaces, sql::select<ports::WorkspaceRow>(*database, "read workspaces",
                                                                 "FROM workspaces ORDER BY id"));
  std::vector<KnownUser> known;
  for (const ports::WorkspaceRow& workspace : workspaces) {
    if (list.workspace && *list.workspace != workspace.id) continue;
    FL_TRY(const auto users, sql::select<ports::UserRow>(
                                 *database, "read users",
                                 "FROM users WHERE workspace = ? ORDER BY key", workspace.id));
    for (const ports::UserRow& user : users) known.push_back({workspace.id, user});
  }
  return known;
}

// ---- the commands ----

int run(const UserAdd& add, const Config& config, Report& report) {
  const auto password = ask_for_password(add.email);
  if (!password) return tell(password.error(), "", "", report);
  return tell(add_user(add, config, *password), "user.added", "was added", report);
}

int run(const UserPasswd& passwd, const Config& config, Report& report) {
  const auto password = ask_for_password(passwd.email);
  if (!password) return tell(password.error(), "", "", report);
  return tell(set_password(passwd.email, config, *password), "password.set", "has a new password",
              report);
}

int run(const UserList& list, const Config& config, Report& report) {
  const auto users = list_users(list, config);
  if (!users) {
    report.fail(users.error());
    return exit_code::failure;
  }
  for (const KnownUser& known : *users) {
    const ports::UserRow& user = known.user;
    report.say(
        "user",
        fmt::format("{:<12} {:<12} {:<28} {:<11} {:<9} {}", known.workspace.text, user.key.text,
                    user.email, access::to_text(user.role), name_of(user.state), user.name),
        {{"workspace", known.workspace.text},
         {"key", user.key.text},
         {"email", user.email},
         {"name", user.name},
         {"role", std::string(access::to_text(user.role))},
         {"state", std::string(name_of(user.state))},
         {"has_second_factor", user.is_totp_on}});
  }
  return exit_code::success;
}

}  // namespace firstline::server
