// Which WebSocket a request asks for, and whether it may have it.
//
// Thread: the floor.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "adapters/net/http_server.hpp"
#include "adapters/web/houses.hpp"

namespace firstline::web {

class Upgrades {
 public:
  using Decide = std::function<void(Result<net::Upgrade>, std::optional<net::Response>)>;

  Upgrades(Houses& houses, std::string public_origin)
      : houses_(houses), public_origin_(std::move(public_origin)) {}

  void decide(const net::Request& request, const Decide& decide);

 private:
  Result<net::Upgrade> live(const net::Request& request);
  Result<net::Upgrade> widget(const net::Request& request);

  Houses& houses_;
  const std::string public_origin_;
};

}  // namespace firstline::web
