// One open desk (docs/protocol.md, "Live socket"): frames in become use cases of the desk, their
// answers and the hub's pushes become frames out.
//
// Thread: the floor. Owned by the hub from open() until the connection is closed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/net/http_server.hpp"
#include "adapters/web/houses.hpp"
#include "adapters/web/numbered_frame.hpp"
#include "adapters/web/request_budget.hpp"
#include "app/people.hpp"
#include "wire/requests.hpp"
#include "wire/responses.hpp"

namespace firstline::web {

class LiveSocket : public std::enable_shared_from_this<LiveSocket> {
 public:
  // `inner_token`: of the session it was opened with.
  LiveSocket(Served& served, app::Actor actor, std::string inner_token,
             std::shared_ptr<net::Socket> socket);

  // ---- the connection ----
  void opened();
  void received(std::string_view text);
  void closed();

  // ---- the hub ----
  const app::Actor& actor() const { return actor_; }
  const std::string& session() const { return session_; }
  std::uint64_t last_seq() const { return last_seq_; }  // the last number it was sent
  bool may_see_all() const { return actor_.may(access::Permission::see_all); }
  bool may_see_floor() const { return actor_.may(access::Permission::see_floor); }

  void send(const net::Frame& frame) { socket_->send(frame); }
  void send(NumberedFrame& frame);
  // Says why and closes with 4401. Idempotent.
  void end(std::string_view reason);
  // Takes the user's permissions as they are now; false when the session has ended.
  bool refresh();

  std::vector<ConversationId> watched;  // kept by the hub

  // ---- commands (live_commands.cpp) ----
  Served& served() { return served_; }
  app::Desk& desk() { return served_.house.desk; }

  void refuse(const std::string& re, const Error& error);
  void resume(const std::string& re, std::uint64_t since);
  void watch(const std::string& re, ConversationId conversation);
  void unwatch(const std::string& re, ConversationId conversation);

  template <class View>
  app::Answer<View> answer(std::string re) {
    return [socket = socket_, re = std::move(re)](Result<View> result) {
      socket->send(std::make_shared<const std::string>(
          result ? wire::answer(re, wire::to_json(*result)) : wire::refusal(re, result.error())));
    };
  }

 private:
  Served& served_;
  app::Actor actor_;
  const std::string session_;
  std::shared_ptr<net::Socket> socket_;
  std::uint64_t first_seq_ = 0;  // the first and the last number it was sent; 0: none yet
  std::uint64_t last_seq_ = 0;
  RequestBudget budget_;
  bool is_counted_ = false;  // by the desk, as one of its agent's
  bool has_ended_ = false;
};

// Calls the use case that the frame names, or refuses it: invalid "do.unknown", or what is wrong
// with its arguments.
void run_live_command(LiveSocket& socket, const wire::Frame& frame);

}  // namespace firstline::web
