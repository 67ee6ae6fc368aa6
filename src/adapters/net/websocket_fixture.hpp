// The server that the WebSocket tests talk to.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/net/http_server.hpp"
#include "adapters/net/test_client.hpp"

namespace firstline::net::testing {

// Opcodes of RFC 6455 §5.2.
inline constexpr int text = 1, binary = 2, close_frame = 8, ping = 9, pong = 10;

inline Frame frame_of(std::string bytes) {
  return std::make_shared<const std::string>(std::move(bytes));
}

// Sockets of the server and what their owners heard, for the thread of the test to wait on.
class Heard {
 public:
  void add(std::string what) {
    const std::lock_guard lock(mutex_);
    list_.push_back(std::move(what));
    changed_.notify_all();
  }
  // Waits until `count` things were heard.
  std::vector<std::string> await(std::size_t count) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, seconds(20), [&] { return list_.size() >= count; }));
    return list_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> list_;
};

class WebSocket : public ::testing::Test {
 protected:
  // Sockets echo, unless on_text_ is set; on_closed is heard as "closed".
  void start(ServerLimits limits = {}) {
    ServerOptions options;
    options.limits = limits;
    Handlers handlers;
    handlers.on_request = [](Request, Respond respond) { respond({200, {}, "plain", {}}); };
    handlers.on_upgrade = [this](Request request, auto decide) {
      if (request.path == "/refused") return decide(Upgrade{}, Response{403, {}, "no", {}});
      if (request.path == "/dropped") return;
      Upgrade upgrade;
      if (request.header("sec-websocket-protocol").find("firstline.v1") != std::string::npos) {
        upgrade.subprotocol = "firstline.v1";
      }
      upgrade.opened = [this](std::shared_ptr<Socket> socket) { return opened(socket); };
      decide(std::move(upgrade), std::nullopt);
    };
    running_ = std::make_unique<RunningServer>(options, std::move(handlers));
  }
  void start_with(void (*change)(ServerLimits&)) {
    ServerLimits limits;
    change(limits);
    start(limits);
  }

  SocketEvents opened(std::shared_ptr<Socket> socket) {
    socket_ = socket;
    if (on_opened_) on_opened_(*socket);
    SocketEvents events;
    events.on_text = [this, weak = std::weak_ptr(socket)](std::string_view what) {
      const auto self = weak.lock();
      if (on_text_) return on_text_(*self, what);
      self->send(frame_of(std::string(what)));
    };
    events.on_closed = [this] { heard_.add("closed"); };
    return events;
  }

  std::unique_ptr<TestClient> connect() {
    auto client = std::make_unique<TestClient>(running_->port());
    EXPECT_EQ(client->upgrade().status, 101);
    return client;
  }
  void on_loop(const std::function<void()>& what) { running_->on_loop(what); }
  std::size_t socket_count() {
    return running_->on_loop([this] { return running_->server().socket_count(); });
  }

  Heard heard_;
  std::function<void(Socket&)> on_opened_;
  std::function<void(Socket&, std::string_view)> on_text_;
  std::shared_ptr<Socket> socket_;  // the newest; on the loop's thread
  std::unique_ptr<RunningServer> running_;
};

}  // namespace firstline::net::testing
