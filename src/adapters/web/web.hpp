// The HTTP and WebSocket edge of all workspaces: gives the server its handlers.
//
// Thread: the floor. Outlives the server.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/net/http_server.hpp"
#include "adapters/web/houses.hpp"
#include "adapters/web/metrics_text.hpp"
#include "adapters/web/pages.hpp"
#include "adapters/web/router.hpp"
#include "adapters/web/routes.hpp"
#include "adapters/web/upgrades.hpp"
#include "ports/clock.hpp"
#include "ports/random.hpp"

namespace firstline::web {

struct WebOptions {
  std::string web_root;    // the built web interface
  std::string public_url;  // "https://desk.example"; "" if only the Host header tells
  std::string version;
  std::size_t file_bytes = 10 * 1024 * 1024;  // of an attachment
  std::size_t body_bytes = 4 * 1024 * 1024;   // of a request that carries no file
  // Why the server is not ready, besides a workspace that cannot write; empty when it is.
  std::function<std::vector<std::string>()> unready;
  // More for /metrics: connections, batches of the store.
  std::function<std::vector<Metric>()> metrics;
};

class Web {
 public:
  Web(Houses& houses, const ports::Clock& clock, ports::Random& random, WebOptions options);
  Web(const Web&) = delete;
  Web& operator=(const Web&) = delete;

  net::Handlers handlers();
  void tick();  // to be called once a second

  const Router& router() const { return router_; }

 private:
  void answer(net::Request request, net::Respond respond);
  void run(const Route& route, const ExchangeRef& exchange);
  // False when the answer has been given: it was kept, or the key is wrong.
  bool begin_idempotent(Exchange& exchange);
  std::vector<std::string> reasons() const;
  std::vector<Metric> all_metrics() const;
  Routes status_routes();
  Routes all_routes();

  Houses& houses_;
  const WebOptions options_;
  const RouteContext context_;
  Pages pages_;
  Upgrades upgrades_;
  const Router router_;
  std::string openapi_;  // made when it is first asked for
  int ticks_ = 0;
  const std::shared_ptr<const int> life_ = std::make_shared<const int>(0);
};

}  // namespace firstline::web
