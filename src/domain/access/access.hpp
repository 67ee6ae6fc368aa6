// Who may do what: roles are bundles of permissions; a user may have more or fewer.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/ids.hpp"

namespace firstline::access {

enum class Role { agent, supervisor, admin };

enum class Permission {
  answer,     // take offers, write to customers
  see_all,    // open any conversation, read-only
  whisper,    // write to the agent inside any conversation
  take_over,  // take any conversation
  see_floor,  // the live view of queues and agents
  see_reports,
  manage_users,
  manage_catalog,  // queues, teams, skills, capacity, entry points
  manage_canned,   // canned replies
  block_customers,
  see_audit,
};
inline constexpr int permission_count = 11;

std::string_view to_text(Role role);
std::string_view to_text(Permission permission);
std::optional<Role> role_from_text(std::string_view text);
std::optional<Permission> permission_from_text(std::string_view text);

class Permissions {
 public:
  bool has(Permission permission) const { return (bits_ & bit(permission)) != 0; }
  void add(Permission permission) { bits_ |= bit(permission); }
  void remove(Permission permission) { bits_ &= ~bit(permission); }
  std::vector<Permission> list() const;
  friend bool operator==(const Permissions&, const Permissions&) = default;

 private:
  static std::uint32_t bit(Permission p) { return 1u << static_cast<unsigned>(p); }
  std::uint32_t bits_ = 0;
};

// What the role gives by itself.
Permissions permissions_of(Role role);

// The role's, and what was granted to or taken from this one user.
Permissions effective(Role role, const std::vector<Permission>& granted,
                      const std::vector<Permission>& revoked);

}  // namespace firstline::access
