// The person outside. Names and attributes are rows; events carry ids only.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "domain/ids.hpp"

namespace firstline::customer {

// How sure are we who this is? A page's hint proves nothing; a signed identity does.
enum class Identity { unknown, hinted, vouched };

struct CustomerRegistered {
  CustomerId customer;
  friend bool operator==(const CustomerRegistered&, const CustomerRegistered&) = default;
};

struct CustomerBlocked {
  CustomerId customer;
  UserId by;
  friend bool operator==(const CustomerBlocked&, const CustomerBlocked&) = default;
};

struct CustomerUnblocked {
  CustomerId customer;
  UserId by;
  friend bool operator==(const CustomerUnblocked&, const CustomerUnblocked&) = default;
};

using Event = std::variant<CustomerRegistered, CustomerBlocked, CustomerUnblocked>;

struct Register {};
struct Block {
  CustomerId customer;
  UserId by;
};
struct Unblock {
  CustomerId customer;
  UserId by;
};

using Command = std::variant<Register, Block, Unblock>;

struct State {
  std::uint64_t last_customer = 0;
  std::set<CustomerId> blocked;
  friend bool operator==(const State&, const State&) = default;
};

Result<std::vector<Event>> decide(const State& state, const Command& command);
void evolve(State& state, const Event& event);

}  // namespace firstline::customer
