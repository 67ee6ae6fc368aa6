// Every object of a running server, built top to bottom and destroyed in reverse.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/local/clock.hpp"
#include "adapters/local/crypto.hpp"
#include "adapters/local/files.hpp"
#include "adapters/local/mailer.hpp"
#include "adapters/local/passwords.hpp"
#include "adapters/local/random.hpp"
#include "adapters/net/http_server.hpp"
#include "adapters/sql/archive.hpp"
#include "adapters/sql/projector.hpp"
#include "adapters/sql/store.hpp"
#include "adapters/web/web.hpp"
#include "app/house.hpp"
#include "server/command_line.hpp"
#include "server/config.hpp"

namespace firstline::server {

class Wiring {
  struct Key {};  // so that only `build` makes one

 public:
  // Opens the data directory and listens. Errors are for the operator: store.*, files.*, http.*.
  static Result<std::unique_ptr<Wiring>> build(const Serve& serve, const Config& config);
  Wiring(Key, const Serve& serve, const Config& config);
  ~Wiring();

  // Until a signal. `on_ready` is called once everything that was open before is open again. False
  // when that failed.
  bool run(std::function<void(const Wiring&)> on_ready);

  std::string http_address() const { return server_->address(); }

 private:
  // One workspace: its sockets, its house, its timers.
  struct Floor {
    web::Hub hub;
    std::unique_ptr<app::House> house;
    std::unique_ptr<net::Loop::Timer> wakeup;
    std::unique_ptr<net::Loop::Timer> refresh;
    std::unique_ptr<net::Loop::Timer> retry;
  };

  Result<void> open();
  void add_floor(ports::WorkspaceRow row);
  void arm(std::unique_ptr<net::Loop::Timer>& timer, Time at, std::function<void()> what);
  void tick();
  Result<void> seed();
  void load_texts();
  void loaded(const Result<void>& result);
  void terminate();
  void finish();
  void when_durable(std::function<void()> then);
  std::vector<std::string> unready() const;
  std::vector<web::Metric> metrics() const;

  const Serve serve_;
  const Config config_;
  local::SystemClock clock_;
  local::SystemRandom random_;
  local::LibraryCrypto crypto_;
  net::Loop loop_;
  std::unique_ptr<sql::Projector> projector_;  // told by the store, so it outlives it
  std::unique_ptr<sql::SqliteStore> store_;
  std::unique_ptr<sql::SqliteArchive> archive_;
  std::unique_ptr<local::Argon2Passwords> passwords_;
  std::unique_ptr<local::DiskFiles> files_;
  std::unique_ptr<ports::Mailer> mailer_;
  web::Houses houses_;
  std::vector<std::unique_ptr<Floor>> floors_;
  std::unique_ptr<web::Web> web_;
  std::unique_ptr<net::Server> server_;
  std::unique_ptr<net::Loop::Timer> tick_;
  std::unique_ptr<net::Loop::Timer> drain_;
  std::function<void(const Wiring&)> on_ready_;
  std::size_t floors_loading_ = 0;
  bool is_ready_ = false;
  bool is_stopping_ = false;
  bool has_failed_ = false;
};

}  // namespace firstline::server
