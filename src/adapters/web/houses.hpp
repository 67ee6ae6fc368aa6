// The workspaces of this process, and which of them a request is for: by key, by the tokens people
// and visitors carry, by e-mail, by the key of an entry point.
//
// Thread: the floor.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "adapters/web/hub.hpp"
#include "app/house.hpp"

namespace firstline::web {

// A workspace and its sockets.
struct Served {
  app::House& house;
  Hub& hub;
};

// The token of a session as clients carry it is "<workspace>.<token>"; accounts know the inner one.
struct SessionToken {
  WorkspaceId workspace;
  std::string inner;
};

class Houses {
 public:
  // Both outlive this. The order counts: it is the order in which entry points are looked for.
  void add(app::House& house, Hub& hub);

  const std::deque<Served>& all() const { return served_; }

  // Null when there is none.
  Served* find(const WorkspaceId& workspace);
  Served* of_visitor_token(std::string_view token);
  Served* of_email(const std::string& lower_case_email);
  Served* of_entry_point(const EntryPointId& entry_point);
  Served* first() { return served_.empty() ? nullptr : &served_.front(); }

 private:
  std::deque<Served> served_;  // addresses stay
  std::unordered_map<WorkspaceId, Served*> by_key_;
};

// Nothing when the text cannot be such a token.
SessionToken split_session_token(std::string_view text);
std::string join_session_token(const WorkspaceId& workspace, std::string_view inner);

}  // namespace firstline::web
