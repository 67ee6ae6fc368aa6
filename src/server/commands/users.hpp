// What the commands about users do, once a password is there. For the commands and their tests.
#pragma once

#include <string>
#include <vector>

#include "ports/rows.hpp"
#include "server/command_line.hpp"
#include "server/config.hpp"

namespace firstline::server {

struct KnownUser {
  WorkspaceId workspace;
  ports::UserRow user;
};

// Errors: those of app::Admin::invite and Accounts::set_password, and of Installation.
Result<KnownUser> add_user(const UserAdd& add, const Config& config, const std::string& password);

// Ends the sessions of the user too.
Result<KnownUser> set_password(const std::string& email, const Config& config,
                               const std::string& password);

// By workspace and key; also beside a running server. Error not_found "store.missing".
Result<std::vector<KnownUser>> list_users(const UserList& list, const Config& config);

}  // namespace firstline::server
