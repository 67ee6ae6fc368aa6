// Routing alone, with a clock in the hand: commands go in, events are remembered, and after every
// event the rules of routing_rules.hpp are checked.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "domain/routing/state.hpp"

namespace firstline::testing {

// A catalog of one queue "billing" and the agents named, who all serve it.
catalog::Catalog small_catalog(const std::vector<std::string>& agents);

// The parts of a catalog, to be changed before it is used. They must be there.
catalog::Queue& queue_in(catalog::Catalog& catalog, const std::string& id);
catalog::Agent& agent_in(catalog::Catalog& catalog, const std::string& id);
catalog::Queue& add_queue(catalog::Catalog& catalog, const std::string& id);
catalog::Agent& add_agent(catalog::Catalog& catalog, const std::string& id,
                          const std::vector<std::string>& queues);

class RoutingFloor {
 public:
  explicit RoutingFloor(catalog::Catalog catalog);

  // ---- what happens ----

  // Settles what is due, runs the command and settles again. Its own events, or its error.
  Result<std::vector<routing::Event>> run(const routing::Command& command);
  void pass(Duration duration);  // from wakeup to wakeup
  void use(catalog::Catalog catalog);

  WorkId arrive(const std::string& queue = "billing", routing::Enqueue enqueue = {});
  void ready(const std::string& agent);
  void take_break(const std::string& agent, const std::string& reason = "meal");
  void go_offline(const std::string& agent);
  void connect(const std::string& agent);
  void vanish(const std::string& agent);
  void accept(const std::string& agent);   // the offer it has
  void decline(const std::string& agent);  // likewise
  void finish(WorkId work);                // the customer's part is over
  void complete(WorkId work);              // … and the agent's
  void handle(WorkId work);                // both

  // ---- what is so ----

  const routing::Work& work(WorkId id) const;  // it must be there
  const routing::Agent& agent(const std::string& id) const;
  bool is_over(WorkId id) const { return !routing::find(state, id); }
  bool waits(WorkId id) const;
  std::string offered_to(WorkId id) const;  // whom it rings; empty: nobody
  std::string with(WorkId id) const;        // who has it; empty: nobody

  // Events since the last call.
  std::vector<routing::Event> take();
  // Those of one kind, of the events since the last take(), which they stay.
  template <class E>
  std::vector<E> seen() const {
    std::vector<E> found;
    for (const routing::Event& event : events_) {
      if (const E* e = std::get_if<E>(&event)) found.push_back(*e);
    }
    return found;
  }

  struct Happened {
    Time at;
    routing::Event event;
  };
  const std::vector<Happened>& history() const { return history_; }

  routing::State state;
  Time now;

 private:
  void evolve(const routing::Event& event);
  void settle();
  OfferId offer_of(const std::string& agent) const;

  std::vector<routing::Event> events_;
  std::vector<Happened> history_;
  std::uint64_t conversations_ = 0;
};

}  // namespace firstline::testing
