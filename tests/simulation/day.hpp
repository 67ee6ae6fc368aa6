// A seeded day on the floor: customers, agents and a supervisor against the real engine, on a disk
// that is slow or full, behind browsers that vanish, through restarts and a clock that jumps. An
// hour stands for the day. Everything follows from the seed, so a failure is a number.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "tests/simulation/courier.hpp"
#include "tests/simulation/watcher.hpp"
#include "tests/support/engine_room.hpp"
#include "tests/support/seeded_random.hpp"

namespace firstline::testing {

class Day {
 public:
  explicit Day(std::uint64_t seed);

  // Empty, or what went wrong, with the last lines of notation.
  std::string run();

  std::size_t arrived() const { return watcher_.arrived(); }
  std::size_t acknowledged() const { return courier_.acknowledged(); }
  const EventKinds& seen() const { return watcher_.seen(); }

 private:
  struct Plan {
    Time at;
    std::uint64_t number = 0;  // of two at one instant the one planned first
    std::function<void()> what;
    friend bool operator<(const Plan& a, const Plan& b) {
      return std::tie(a.at, a.number) > std::tie(b.at, b.number);  // a queue gives the greatest
    }
  };

  // ---- time ----
  void plan(Duration in, std::function<void()> what);
  bool step();  // the next plan, and a look after it; false: something is wrong
  void look();
  bool is_quiet() const;
  Time clock() const { return now_ + skew_; }  // what the server's clock shows

  // ---- the floor ----
  catalog::Catalog some_catalog();
  void submit(const app::Command& command);
  template <class C>
  requires std::is_constructible_v<routing::Command, C>
  void submit(C command) { submit(app::Command(routing::Command(std::move(command)))); }
  template <class C>
  requires std::is_constructible_v<conversation::Command, C>
  void submit(C command) { submit(app::Command(conversation::Command(std::move(command)))); }

  // ---- people (people.cpp) ----
  struct Customer {
    CustomerId id;
    ConversationId talk;
    std::vector<std::shared_ptr<Courier::Letter>> letters;
  };
  void arrive();
  void visit(const std::shared_ptr<Customer>& customer);
  void talk(const std::shared_ptr<Customer>& customer);
  void after_the_end(const std::shared_ptr<Customer>& customer);
  void send(const std::shared_ptr<Courier::Letter>& letter);
  void work(const AgentId& agent);
  void answer_offer(const routing::Agent& agent);
  void do_one_thing(const routing::Work& work);
  void change_presence(const routing::Agent& agent);
  void supervise();
  void administer();

  // ---- faults ----
  void fault();
  void restart();
  void end_faults();

  const std::uint64_t seed_;
  SeededRandom random_;
  EngineRoom room_;
  Watcher watcher_;
  Courier courier_;
  Time now_ = nine_o_clock;
  Duration skew_{};
  std::priority_queue<Plan> plans_;
  std::uint64_t planned_ = 0;
  std::string wrong_;
  bool is_open_ = true;  // customers arrive and faults happen
  std::vector<AgentId> agents_;
  std::map<AgentId, bool> is_at_desk_;
};

}  // namespace firstline::testing
