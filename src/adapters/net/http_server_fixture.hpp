// The server that the HTTP tests talk to.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <deque>
#include <future>
#include <memory>
#include <string>

#include "adapters/net/http_server.hpp"
#include "adapters/net/test_client.hpp"

namespace firstline::net::testing {

// Answers "METHOD path|query|body" at once, except below /later, where requests wait in `waiting`.
struct Floor {
  std::deque<Respond> waiting;               // on the loop's thread
  std::function<void()> on_waiting = [] {};  // called when one was added
  std::size_t body_limit = 1024 * 1024;
  Request last;

  Handlers handlers() {
    Handlers handlers;
    handlers.on_request = [this](Request request, Respond respond) {
      last = request;
      if (request.path.starts_with("/later")) {
        waiting.push_back(std::move(respond));
        return on_waiting();
      }
      respond(echo(request));
    };
    handlers.body_limit = [this](std::string_view, std::string_view path) {
      return path == "/small" ? 10 : body_limit;
    };
    handlers.error_body = [](int status, std::string_view code, std::string_view) {
      return fmt::format("{} {}", status, code);
    };
    return handlers;
  }

  static Response echo(const Request& request) {
    std::string query;
    for (const auto& [name, value] : request.query) query += name + "=" + value + ";";
    Response response;
    response.headers = {{"Content-Type", "text/plain"}};
    response.body = request.method + " " + request.path + "|" + query + "|" + request.body;
    return response;
  }
};

class HttpServer : public ::testing::Test {
 protected:
  void start(ServerOptions options = {}) {
    running_ = std::make_unique<RunningServer>(std::move(options), floor_.handlers());
  }
  void start(const ServerLimits& limits) {
    ServerOptions options;
    options.limits = limits;
    start(options);
  }
  std::unique_ptr<TestClient> connect() { return std::make_unique<TestClient>(running_->port()); }
  ClientResponse ask(std::string_view request, bool has_body = true) {
    auto client = connect();
    client->send(request);
    return client->read_response(has_body);
  }
  // Resolves when a request below /later has arrived.
  std::future<void> next_waiting() {
    auto arrived = std::make_shared<std::promise<void>>();
    auto future = arrived->get_future();
    running_->on_loop([this, arrived] { floor_.on_waiting = [arrived] { arrived->set_value(); }; });
    return future;
  }

  Floor floor_;
  std::unique_ptr<RunningServer> running_;
};

}  // namespace firstline::net::testing
