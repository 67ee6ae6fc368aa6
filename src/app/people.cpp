#include "app/people.hpp"

#include <algorithm>

namespace firstline::app {

void People::load(std::vector<ports::UserRow> users) {
  users_.clear();
  by_email_.clear();
  for (ports::UserRow& user : users) put(std::move(user));
}

void People::put(ports::UserRow user) {
  if (const auto* before = find(user.key)) by_email_.erase(before->email);
  by_email_[user.email] = user.key;
  const UserId key = user.key;
  users_[key] = std::move(user);
}

const ports::UserRow* People::find(const UserId& key) const {
  const auto at = users_.find(key);
  return at == users_.end() ? nullptr : &at->second;
}

const ports::UserRow* People::find_by_email(const std::string& email) const {
  const auto at = by_email_.find(email);
  return at == by_email_.end() ? nullptr : find(at->second);
}

std::vector<const ports::UserRow*> People::all() const {
  std::vector<const ports::UserRow*> list;
  list.reserve(users_.size());
  for (const auto& [key, user] : users_) list.push_back(&user);
  std::sort(list.begin(), list.end(), [](auto* a, auto* b) { return a->key < b->key; });
  return list;
}

std::string People::name_of(const AgentId& agent) const {
  const auto* user = find(user_of(agent));
  return user ? user->name : agent.text;
}

access::Permissions People::permissions_of(const ports::UserRow& user) {
  return access::effective(user.role, user.granted, user.revoked);
}

view::User People::view_of(const ports::UserRow& user) {
  view::User shown;
  shown.key = user.key;
  shown.name = user.name;
  shown.email = user.email;
  shown.role = user.role;
  shown.permissions = permissions_of(user).list();
  shown.granted = user.granted;
  shown.revoked = user.revoked;
  if (!user.locale.empty()) shown.locale = user.locale;
  shown.has_totp = user.is_totp_on;
  shown.state = user.state;
  shown.created_at = user.created_at;
  return shown;
}

}  // namespace firstline::app
