#include "domain/customer/customer.hpp"

#include "base/overloaded.hpp"

namespace firstline::customer {

Result<std::vector<Event>> decide(const State& state, const Command& command) {
  using Events = std::vector<Event>;
  return std::visit(overloaded{
                        [&](const Register&) -> Result<Events> {
                          return Events{CustomerRegistered{CustomerId{state.last_customer + 1}}};
                        },
                        [&](const Block& block) -> Result<Events> {
                          if (!block.customer || block.customer.value > state.last_customer) {
                            return not_found("customer.unknown", "There is no such customer.");
                          }
                          if (state.blocked.contains(block.customer)) return Events{};
                          return Events{CustomerBlocked{block.customer, block.by}};
                        },
                        [&](const Unblock& unblock) -> Result<Events> {
                          if (!state.blocked.contains(unblock.customer)) return Events{};
                          return Events{CustomerUnblocked{unblock.customer, unblock.by}};
                        },
                    },
                    command);
}

void evolve(State& state, const Event& event) {
  std::visit(
      overloaded{
          [&](const CustomerRegistered& registered) {
            state.last_customer = registered.customer.value;
          },
          [&](const CustomerBlocked& blocked) { state.blocked.insert(blocked.customer); },
          [&](const CustomerUnblocked& unblocked) { state.blocked.erase(unblocked.customer); },
      },
      event);
}

}  // namespace firstline::customer
