#include "bench/chat/echo.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>

#include "adapters/net/http_server.hpp"
#include "base/check.hpp"

namespace firstline::bench {
namespace {

// As long as what the real server says for a text of the bench.
const std::string acknowledgement_of_visitor =
    R"({"re":"c1","ok":true,"data":{"id":"m-123456","seq":1234,"at":"2026-11-21T09:00:00.000Z","conversation":"c-1234"}})";
const std::string acknowledgement_of_agent =
    R"({"re":"c1","ok":true,"data":{"id":"m-123456","seq":1234,"at":"2026-11-21T09:00:00.000Z"}})";

std::string frame_around(std::string_view text, std::size_t rest) {
  return R"({"type":"message","data":{"message":{"text":")" + std::string(text) + R"(","rest":")" +
         std::string(rest, 'x') + "\"}}}";
}

std::string text_of(std::string_view frame) {
  const std::string_view before = R"("text":")";
  const auto at = frame.find(before);
  if (at == std::string_view::npos) return {};
  const auto from = at + before.size();
  return std::string(frame.substr(from, frame.find('"', from) - from));
}

}  // namespace

int run_echo() {
  constexpr std::size_t rest_to_agent = 330, rest_to_visitor = 170;
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
        const std::string text = text_of(frame);
        socket->send(to_frame(is_visitor ? acknowledgement_of_visitor : acknowledgement_of_agent));
        const auto peer = sockets.find(text.substr(text.rfind('#') + 1));
        if (peer == sockets.end()) return;
        peer->second->send(
            to_frame(frame_around(text, is_visitor ? rest_to_agent : rest_to_visitor)));
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
