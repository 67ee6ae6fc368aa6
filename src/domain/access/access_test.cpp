#include "domain/access/access.hpp"

#include <gtest/gtest.h>

namespace firstline::access {
namespace {

TEST(Access, GivesAgentsWhatTheyNeedToAnswer) {
  const Permissions may = permissions_of(Role::agent);
  EXPECT_EQ(may.list(), (std::vector{Permission::answer, Permission::block_customers}));
}

TEST(Access, GivesSupervisorsTheFloorButNotTheUsers) {
  const Permissions may = permissions_of(Role::supervisor);
  for (const Permission permission :
       {Permission::answer, Permission::see_all, Permission::whisper, Permission::take_over,
        Permission::see_floor, Permission::see_reports, Permission::manage_canned}) {
    EXPECT_TRUE(may.has(permission)) << to_text(permission);
  }
  for (const Permission permission :
       {Permission::manage_users, Permission::manage_catalog, Permission::see_audit}) {
    EXPECT_FALSE(may.has(permission)) << to_text(permission);
  }
}

TEST(Access, GivesAdminsEverything) {
  EXPECT_EQ(permissions_of(Role::admin).list().size(), static_cast<std::size_t>(permission_count));
}

TEST(Access, GrantsAndRevokesForOneUser) {
  const Permissions may =
      effective(Role::agent, {Permission::see_all, Permission::whisper}, {Permission::whisper});
  EXPECT_TRUE(may.has(Permission::see_all));
  EXPECT_FALSE(may.has(Permission::whisper));  // what is revoked is revoked
  EXPECT_TRUE(may.has(Permission::answer));
}

TEST(Access, NamesEveryRoleAndPermissionBothWays) {
  for (const Role role : {Role::agent, Role::supervisor, Role::admin}) {
    EXPECT_EQ(role_from_text(to_text(role)), role);
  }
  for (const Permission permission : permissions_of(Role::admin).list()) {
    EXPECT_EQ(permission_from_text(to_text(permission)), permission);
  }
  EXPECT_FALSE(role_from_text("owner"));
  EXPECT_FALSE(permission_from_text(""));
}

}  // namespace
}  // namespace firstline::access
