// Thousands of WebSocket clients on one epoll: enough of RFC 6455 to speak to our own server.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace firstline::bench {

class Swarm {
 public:
  using Client = std::size_t;

  struct Options {
    std::string port;
    std::function<void(Client)> on_open;
    std::function<void(Client, std::string_view)> on_text;
    std::function<void(Client)> on_closed;
  };

  explicit Swarm(Options options);
  ~Swarm();
  Swarm(const Swarm&) = delete;
  Swarm& operator=(const Swarm&) = delete;

  // Connects and upgrades; `subprotocols` as in Sec-WebSocket-Protocol.
  Client open(std::string_view path, std::string_view subprotocols);
  void send(Client client, std::string_view text);
  void close(Client client);

  // Handles what is ready, waiting at most so long.
  void step(int wait_ms);

  std::size_t open_count() const { return open_count_; }

 private:
  struct Connection {
    int descriptor = -1;
    bool is_open = false;     // upgraded
    bool is_blocked = false;  // waits to be writable
    std::string in;
    std::string out;
  };

  void readable(Client client);
  void flush(Client client);
  void parse(Client client);
  void drop(Client client);

  Options options_;
  int epoll_ = -1;
  std::vector<Connection> connections_;
  std::vector<Client> to_flush_;
  std::size_t open_count_ = 0;
};

}  // namespace firstline::bench
