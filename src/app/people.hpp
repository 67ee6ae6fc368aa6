// The users of a workspace, in memory: who is who, and what they may. Rows follow every change.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/view.hpp"
#include "domain/access/access.hpp"
#include "ports/rows.hpp"

namespace firstline::app {

// Somebody who asks for something: checked once at the edge, passed to every use case.
struct Actor {
  UserId user;
  access::Permissions permissions;
  std::string from;  // source address, for the audit

  AgentId agent() const { return agent_of(user); }
  bool may(access::Permission permission) const { return permissions.has(permission); }
};

class People {
 public:
  void load(std::vector<ports::UserRow> users);
  void put(ports::UserRow user);  // adds or replaces

  const ports::UserRow* find(const UserId& key) const;
  const ports::UserRow* find_by_email(const std::string& lower_case_email) const;
  std::vector<const ports::UserRow*> all() const;  // by key

  // "Ann", or the key of somebody who is no longer there.
  std::string name_of(const AgentId& agent) const;

  static access::Permissions permissions_of(const ports::UserRow& user);
  static view::User view_of(const ports::UserRow& user);

 private:
  std::unordered_map<UserId, ports::UserRow> users_;
  std::unordered_map<std::string, UserId> by_email_;
};

}  // namespace firstline::app
