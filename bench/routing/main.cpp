// `./dev bench routing`: what a decision of the pure core costs, without engine, journal and
// network.
//
// A decision is one command that led to events, decided and evolved: a work enqueued, an offer made
// or accepted, a conversation finished, a wrap-up completed. Every agent is full and works wait, so
// each exchange takes five of them.
#include <malloc.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <string>
#include <vector>

#include "app/state.hpp"
#include "base/check.hpp"
#include "bench/routing/workload.hpp"
#include "bench/support/report.hpp"
#include "wire/event_codec.hpp"

namespace firstline::bench {
namespace {

// Time of this thread on a core: what else runs on the machine does not count.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

void report_routing(std::string_view metric, double value, std::string_view unit) {
  report("routing", metric, value, unit);
}

// The best of three runs: others on the machine still take cache.
double decisions_per_s(const Size& size) {
  constexpr std::size_t exchanges = 40'000;
  Workload workload(size);
  double best = 0;
  for (int run = 0; run < 3; ++run) {
    std::size_t decisions = 0;
    const double begin = cpu_seconds();
    for (std::size_t i = 0; i < exchanges; ++i) decisions += workload.exchange();
    best = std::max(best, static_cast<double>(decisions) / (cpu_seconds() - begin));
  }
  return best;
}

double slowest_us(const Size& size, double quantile) {
  constexpr std::size_t exchanges = 60'000;
  Workload workload(size);
  std::vector<double> times;
  times.reserve(exchanges * 7);
  double begin = 0;
  workload.before = [&] { begin = cpu_seconds(); };
  workload.after = [&] { times.push_back((cpu_seconds() - begin) * 1e6); };
  for (std::size_t i = 0; i < exchanges; ++i) workload.exchange();
  const auto at =
      times.begin() + static_cast<std::ptrdiff_t>(quantile * static_cast<double>(times.size() - 1));
  std::nth_element(times.begin(), at, times.end());
  return *at;
}

// Of a work that waits, with everything the index keeps of it.
double bytes_per_waiting(const Size& size) {
  constexpr std::size_t more = 100'000;
  Workload workload(size);
  const std::size_t before = mallinfo2().uordblks;
  for (std::size_t i = 0; i < more; ++i) workload.arrive();
  return static_cast<double>(mallinfo2().uordblks - before) / static_cast<double>(more);
}

struct ReplayRates {
  double evolve = 0;
  double decode_and_evolve = 0;
};

ReplayRates replay_rates(const Size& size) {
  constexpr std::size_t exchanges = 40'000;
  Workload workload(size);
  const routing::State begin = workload.state();
  std::vector<Happened> journal;
  workload.journal = &journal;
  for (std::size_t i = 0; i < exchanges; ++i) workload.exchange();

  ReplayRates rates;
  const auto count = static_cast<double>(journal.size());
  {
    routing::State state = begin;
    const double began = cpu_seconds();
    for (const Happened& it : journal) evolve(state, it.event, it.at);
    rates.evolve = count / (cpu_seconds() - began);
    FL_CHECK(state.has_same_facts(workload.state()));
  }
  struct Stored {
    Time at;
    std::string type, payload;
  };
  std::vector<Stored> stored;
  stored.reserve(journal.size());
  for (const Happened& it : journal) {
    const app::Event event = std::visit([](const auto& e) { return app::Event(e); }, it.event);
    stored.push_back({it.at, std::string(wire::event_type(event)), wire::encode_event(event)});
  }
  app::State state;
  state.routing = begin;
  const double began = cpu_seconds();
  for (const Stored& it : stored) {
    const auto event = wire::decode_event(it.type, it.payload);
    FL_CHECK(event);
    app::evolve(state, *event, it.at);
  }
  rates.decode_and_evolve = count / (cpu_seconds() - began);
  FL_CHECK(state.routing.has_same_facts(workload.state()));
  return rates;
}

void run() {
  const Size thousand{.agents = 1'000, .queues = 10, .skills = 20, .waiting = 10'000};
  const Size full{.agents = 10'000, .queues = 1'000, .skills = 300, .waiting = 100'000};
  report_routing("decisions_per_s_1000_agents", decisions_per_s(thousand), "1/s");
  report_routing("decisions_per_s_full", decisions_per_s(full), "1/s");
  report_routing("decision_p999_us", slowest_us(thousand, 0.999), "us");
  report_routing("decision_p999_us_full", slowest_us(full, 0.999), "us");
  report_routing("bytes_per_waiting", bytes_per_waiting(thousand), "B");
  const ReplayRates replay = replay_rates(thousand);
  report_routing("evolve_events_per_s", replay.evolve, "1/s");
  report_routing("replay_events_per_s", replay.decode_and_evolve, "1/s");

  // How the time of a decision grows with the agents alone; logarithmic growth is the limit.
  Size few = thousand, many = thousand;
  few.agents = 10;
  many.agents = 10'000;
  report("routing", "growth_10_to_10000", decisions_per_s(few) / decisions_per_s(many), "ratio",
         std::log(10'000) / std::log(10));
}

}  // namespace
}  // namespace firstline::bench

int main() { firstline::bench::run(); }
