#include "bench/chat/echo.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>

#include "adapters/net/http_server.hpp"
#include "base/check.hpp"

namespace firstline::bench {
namespace {

// As long as what the real server says for a text of the bench.
constexpr std::string_view written = R"("id":"m-123456","seq":12,"at":"2026-11-21T09:00:00.000Z")";
constexpr std::string_view where = R"(,"conversation":"c-1234")";

std::string acknowledgement(std::string_view id, bool is_visitor) {
  return fmt::format(R"({{"re":"{}","ok":true,"data":{{{}{}}}}})", id, written,
                     is_visitor ? where : "");
}

std::string frame_around(std::string_view text, std::string_view type, std::size_t rest) {
  return fmt::format(R"({{"type":"{}","data":{{"message":{{"text":"{}","rest":"{}"}}}}}})", type,
                     text, std::string(rest, 'x'));
}

std::string_view value_of(std::string_view frame, std::string_view key) {
  const auto at = frame.find(key);
  if (at == std::string_view::npos) return {};
  const auto from = at + key.size();
  return frame.substr(from, frame.find('"', from) - from);
}

}  // namespace

int run_echo() {
  constexpr std::size_t rest_to_agent = 250, rest_to_visitor = 120;
  net::Loop loop;
  std::unordered_map<std::string, std::shared_ptr<net::Socket>> sockets;
  const auto to_frame = [](std::string text) {
    return std::make_shared<const std::string>(std::move(text));
  };
  net::Handlers handlers;
  handlers.on_request = [](net::Request, net::Respond respond) { respond({}); };
  handlers.body_limit = [](std::string_view, std::string_view) { return std::size_t{1024}; };
  handlers.error_body = [](int, std::string_view, std::string_view) { return std::string("{}"); };
  handlers.on_upgrade = [&](net::Request request, auto decide) {
    const std::string name = request.path;  // "/visitor/12" or "/agent/3"
    const bool is_visitor = name.starts_with("/visitor/");
    net::Upgrade upgrade;
    upgrade.subprotocol = "firstline.v1";
    upgrade.opened = [&, name, is_visitor](std::shared_ptr<net::Socket> socket) {
      sockets[name] = socket;
      net::SocketEvents events;
      events.on_text = [&, is_visitor, socket](std::string_view frame) {
        // The peer's name ends the text: "…#/agent/3".
        const std::string text(value_of(frame, R"("text":")"));
        const auto peer = sockets.find(text.substr(text.rfind('#') + 1));
        if (peer == sockets.end()) return;
        net::Socket& visitor = is_visitor ? *socket : *peer->second;
        net::Socket& agent = is_visitor ? *peer->second : *socket;
        // Both ends show the message, the writer's too; then the writer hears that it is safe.
        agent.send(to_frame(frame_around(text, "message.added", rest_to_agent)));
        visitor.send(to_frame(frame_around(text, "message", rest_to_visitor)));
        socket->send(to_frame(acknowledgement(value_of(frame, R"("id":")"), is_visitor)));
      };
      events.on_closed = [&, name] { sockets.erase(name); };
      return events;
    };
    decide(std::move(upgrade), std::nullopt);
  };
  auto server = net::start_server(loop, {.listen = "127.0.0.1:0"}, std::move(handlers));
  FL_CHECK(server);
  std::printf("{\"event\":\"ready\",\"http\":\"%s\"}\n", (*server)->address().c_str());
  std::fflush(stdout);
  loop.on_termination([&](int) { loop.stop(); });
  loop.run();
  sockets.clear();
  return 0;
}

}  // namespace firstline::bench
