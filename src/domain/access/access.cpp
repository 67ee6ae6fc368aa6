#include "domain/access/access.hpp"

#include "base/check.hpp"

namespace firstline::access {
namespace {

constexpr Permission every_permission[permission_count] = {
    Permission::answer,          Permission::see_all,        Permission::whisper,
    Permission::take_over,       Permission::see_floor,      Permission::see_reports,
    Permission::manage_users,    Permission::manage_catalog, Permission::manage_canned,
    Permission::block_customers, Permission::see_audit};

}  // namespace

std::string_view to_text(Role role) {
  switch (role) {
    case Role::agent:
      return "agent";
    case Role::supervisor:
      return "supervisor";
    case Role::admin:
      return "admin";
  }
  FL_CHECK(false && "unknown role");
  return {};
}

std::string_view to_text(Permission permission) {
  switch (permission) {
    case Permission::answer:
      return "answer";
    case Permission::see_all:
      return "see_all";
    case Permission::whisper:
      return "whisper";
    case Permission::take_over:
      return "take_over";
    case Permission::see_floor:
      return "see_floor";
    case Permission::see_reports:
      return "see_reports";
    case Permission::manage_users:
      return "manage_users";
    case Permission::manage_catalog:
      return "manage_catalog";
    case Permission::manage_canned:
      return "manage_canned";
    case Permission::block_customers:
      return "block_customers";
    case Permission::see_audit:
      return "see_audit";
  }
  FL_CHECK(false && "unknown permission");
  return {};
}

std::optional<Role> role_from_text(std::string_view text) {
  for (Role role : {Role::agent, Role::supervisor, Role::admin}) {
    if (to_text(role) == text) return role;
  }
  return {};
}

std::optional<Permission> permission_from_text(std::string_view text) {
  for (Permission permission : every_permission) {
    if (to_text(permission) == text) return permission;
  }
  return {};
}

std::vector<Permission> Permissions::list() const {
  std::vector<Permission> held;
  for (Permission permission : every_permission) {
    if (has(permission)) held.push_back(permission);
  }
  return held;
}

Permissions permissions_of(Role role) {
  Permissions permissions;
  permissions.add(Permission::answer);
  permissions.add(Permission::block_customers);
  if (role == Role::agent) return permissions;
  permissions.add(Permission::see_all);
  permissions.add(Permission::whisper);
  permissions.add(Permission::take_over);
  permissions.add(Permission::see_floor);
  permissions.add(Permission::see_reports);
  permissions.add(Permission::manage_canned);
  if (role == Role::supervisor) return permissions;
  for (Permission permission : every_permission) permissions.add(permission);
  return permissions;
}

Permissions effective(Role role, const std::vector<Permission>& granted,
                      const std::vector<Permission>& revoked) {
  Permissions permissions = permissions_of(role);
  for (Permission permission : granted) permissions.add(permission);
  for (Permission permission : revoked) permissions.remove(permission);
  return permissions;
}

}  // namespace firstline::access
