// bench idle: 15,000 visitors with a window open and nothing to say; what each costs, how long they
// need to come back after a restart, and how long a restart takes behind a million events.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "bench/support/process.hpp"
#include "bench/support/report.hpp"
#include "bench/support/seed.hpp"
#include "bench/support/swarm.hpp"

namespace firstline::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t sockets = 15'000;
constexpr std::size_t connecting_at_once = 200;
constexpr double longest_wait_s = 120;

double seconds_since(Clock::time_point from) {
  return std::chrono::duration<double>(Clock::now() - from).count();
}

// Connects all of them and waits until each was greeted. Returns the seconds it took.
double connect_all(Swarm& swarm, const std::size_t& greeted) {
  const auto began = Clock::now();
  for (std::size_t i = 0; i < sockets; ++i) {
    swarm.open("/api/v1/widget/live", customer_subprotocols(i));
    while (i + 1 - greeted > connecting_at_once) swarm.step(1);
  }
  while (greeted < sockets) {
    swarm.step(10);
    FL_CHECK(seconds_since(began) < longest_wait_s);
  }
  return seconds_since(began);
}

// What it keeps once it has nothing to do: the same for a second.
double settled_bytes(const Process& server, Swarm& swarm) {
  constexpr int samples = 10, most_samples = 200, sample_ms = 100;
  double last = 0;
  for (int same = 0, i = 0; same < samples && i < most_samples; ++i) {
    const auto until = Clock::now() + std::chrono::milliseconds(sample_ms);
    while (Clock::now() < until) swarm.step(10);
    const double now = server.resident_bytes();
    same = now == last ? same + 1 : 0;
    last = now;
  }
  return last;
}

struct Visitors {
  std::size_t greeted = 0;
  Swarm swarm;

  explicit Visitors(std::string port)
      : swarm({.port = std::move(port),
               .on_open = {},
               .on_text = [this](Swarm::Client, std::string_view) { ++greeted; },
               .on_closed = {}}) {}
};

std::vector<std::string> serve(const TemporaryData& data) {
  return {server_binary(), "serve", "--data", data.path(), "--http", "127.0.0.1:0"};
}

void idle_sockets() {
  TemporaryData data;
  write_seed(data.path(), {.agents = 1, .customers = sockets});
  auto server = std::make_unique<Process>(serve(data));
  {
    Visitors first(server->http_port());
    const double before = settled_bytes(*server, first.swarm);
    connect_all(first.swarm, first.greeted);
    const double after = settled_bytes(*server, first.swarm);
    FL_CHECK(first.swarm.open_count() == sockets);
    report("idle", "bytes_per_idle_socket", (after - before) / static_cast<double>(sockets), "B",
           10'000);
    server.reset();  // kill -9
  }
  server = std::make_unique<Process>(serve(data));
  Visitors again(server->http_port());
  report("idle", "reconnect_15000_s", connect_all(again.swarm, again.greeted), "s");
}

// A million events: conversations that are written to and read, then a snapshot.
void million_events(app::Engine& engine, const std::function<void()>& flush) {
  constexpr std::uint64_t events = 1'000'000;
  constexpr std::size_t conversations = 1'000;
  constexpr std::uint64_t changes_per_flush = 20'000;
  std::vector<ConversationId> open;
  for (std::size_t i = 0; i < conversations; ++i) {
    conversation::Open command;
    command.customer = {i + 1};
    command.entry_point = EntryPointId("bench");
    command.queue = QueueId("general");
    command.channel = catalog::Channel::message;
    command.locale = "en";
    FL_CHECK(engine.submit(conversation::Command(command)));
    open.push_back({i + 1});
  }
  std::uint64_t flushed = 0;
  for (std::uint64_t i = 0; engine.state().seq < events; ++i) {
    const ConversationId id = open[i % open.size()];
    conversation::AddMessage add;
    add.conversation = id;
    add.author = {conversation::AuthorKind::customer, {}};
    add.client_id = "m" + std::to_string(i);
    const auto added = engine.submit(conversation::Command(add));
    FL_CHECK(added);
    const auto& message = std::get<conversation::MessageAdded>(added->front());
    engine.add(ports::MessageRow{message.message,
                                 id,
                                 message.seq,
                                 engine.now(),
                                 message.author,
                                 message.visibility,
                                 message.kind,
                                 "a message of the past",
                                 {},
                                 message.client_id});
    FL_CHECK(engine.submit(conversation::Command(
        conversation::MarkRead{id, conversation::AuthorKind::agent, message.seq})));
    if (engine.state().seq - flushed > changes_per_flush) {
      flush();
      flushed = engine.state().seq;
    }
  }
}

void start_behind_a_million() {
  TemporaryData data;
  write_seed(data.path(), {.agents = 100, .customers = 1'000, .more = million_events});
  {
    // The first start builds the read models, in the background; it is not what is measured.
    Process first(serve(data));
    first.terminate();
  }
  Process server(serve(data));
  report("idle", "start_ms_1m_events", server.started_in_ms(), "ms", 1'000);
}

}  // namespace
}  // namespace firstline::bench

int main() {
  firstline::bench::idle_sockets();
  firstline::bench::start_behind_a_million();
  return 0;
}
