// A workspace of any size, written through the real engine and store before the server starts:
// agents who are signed in, customers whose tokens are known.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "app/engine.hpp"

namespace firstline::bench {

struct Seed {
  std::size_t agents = 0;
  std::size_t customers = 0;
  int chats_per_agent = 5;
  // More events, after the above.
  std::function<void(app::Engine&, const std::function<void()>& flush)> more;
  bool has_snapshot = true;
};

// Writes `data`/firstline.db. Returns the seconds it took.
double write_seed(const std::string& data, const Seed& seed);

// What a client carries: "Sec-WebSocket-Protocol" of agent or customer number i, from 0.
std::string agent_subprotocols(std::size_t i);
std::string customer_subprotocols(std::size_t i);

// A directory that is removed at the end.
class TemporaryData {
 public:
  TemporaryData();
  ~TemporaryData();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// The server under test: FIRSTLINE_BIN, or build/release/firstline.
std::string server_binary();

}  // namespace firstline::bench
