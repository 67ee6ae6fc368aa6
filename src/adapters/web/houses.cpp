#include "adapters/web/houses.hpp"

#include "adapters/web/limits.hpp"
#include "base/check.hpp"
#include "base/text.hpp"

namespace firstline::web {

void Houses::add(app::House& house, Hub& hub) {
  served_.push_back({house, hub});
  const bool is_new = by_key_.emplace(house.workspace.id(), &served_.back()).second;
  FL_CHECK(is_new);
  house.accounts.on_sessions_ended = [&hub](const UserId& user) { hub.end_sessions(user); };
}

Served* Houses::find(const WorkspaceId& workspace) {
  const auto at = by_key_.find(workspace);
  return at == by_key_.end() ? nullptr : at->second;
}

Served* Houses::of_visitor_token(std::string_view token) {
  if (token.size() > limits::token_bytes) return nullptr;
  const auto workspace = app::Inbox::workspace_of_token(token);
  return workspace ? find(*workspace) : nullptr;
}

Served* Houses::of_email(const std::string& email) {
  for (Served& served : served_) {
    if (served.house.accounts.knows_email(email)) return &served;
  }
  return nullptr;
}

Served* Houses::of_entry_point(const EntryPointId& entry_point) {
  for (Served& served : served_) {
    if (catalog::find(served.house.workspace.catalog(), entry_point)) return &served;
  }
  return nullptr;
}

SessionToken split_session_token(std::string_view text) {
  const auto dot = text.find('.');
  if (text.size() > limits::token_bytes || dot == std::string_view::npos) return {};
  const std::string_view workspace = text.substr(0, dot);
  if (!is_key(workspace)) return {};
  return {WorkspaceId(workspace), std::string(text.substr(dot + 1))};
}

std::string join_session_token(const WorkspaceId& workspace, std::string_view inner) {
  return workspace.text + "." + std::string(inner);
}

}  // namespace firstline::web
