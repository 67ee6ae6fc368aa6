#include "bench/support/seed.hpp"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <mutex>

#include "adapters/local/clock.hpp"
#include "adapters/local/crypto.hpp"
#include "adapters/local/random.hpp"
#include "adapters/sql/store.hpp"
#include "base/check.hpp"
#include "wire/codec.hpp"

namespace firstline::bench {
namespace {

const std::string workspace_name = "bench";
const std::string visitor_secret = "a-secret-of-the-bench";
constexpr std::size_t changes_per_flush = 5'000;

std::string agent_name(std::size_t i) { return fmt::format("agent-{}", i + 1); }
std::string agent_token(std::size_t i) { return fmt::format("tokenofagent{}", i + 1); }

// What the floor does in a server: runs what other threads post.
class Executor {
 public:
  void post(std::function<void()> what) {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(what));
    wake_.notify_one();
  }
  void run_one() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return !queue_.empty(); });
    auto what = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    what();
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
};

catalog::Catalog catalog_for(const Seed& seed, const catalog::Catalog& before) {
  catalog::Catalog catalog = before;
  catalog::Queue queue;
  queue.id = QueueId("general");
  queue.name = "General";
  queue.ring_time = seconds(120);
  catalog.queues = {queue};
  catalog::EntryPoint widget;
  widget.id = EntryPointId("bench");
  widget.name = "Bench";
  widget.queue = queue.id;
  catalog.entry_points = {widget};
  catalog.policy.capacity = catalog::default_capacity();
  for (auto& capacity : catalog.policy.capacity) {
    if (capacity.channel == catalog::Channel::chat ||
        capacity.channel == catalog::Channel::message) {
      capacity.cost = catalog::budget / seed.chats_per_agent;
      capacity.maximum = seed.chats_per_agent;
    }
  }
  for (std::size_t i = 0; i < seed.agents; ++i) {
    catalog.agents.push_back({AgentId(agent_name(i)), agent_name(i), {}, {queue.id}, {}, {}});
  }
  return catalog;
}

}  // namespace

double write_seed(const std::string& data, const Seed& seed) {
  const auto began = std::chrono::steady_clock::now();
  Executor floor;
  const auto post = [&](std::function<void()> what) { floor.post(std::move(what)); };
  const local::SystemClock clock;
  local::SystemRandom random;
  const local::LibraryCrypto crypto(random);
  auto store = sql::SqliteStore::open({.path = data + "/firstline.db", .post = post});
  FL_CHECK(store);
  const WorkspaceId workspace(workspace_name);
  app::Engine engine(
      workspace,
      {.clock = clock, .store = **store, .codec = wire::codec(), .post = post, .arm = [](Time) {}},
      [](const std::vector<app::Change>&) { return [] {}; });
  const auto flush = [&] {
    bool is_done = false;
    engine.when_durable([&](const Result<void>& result) {
      FL_CHECK(result);
      is_done = true;
    });
    while (!is_done) floor.run_one();
  };

  engine.add(ports::WorkspaceRow{workspace, "Bench", "UTC", clock.now()});
  engine.add(ports::SecretRow{"visitor-tokens", visitor_secret});
  FL_CHECK(engine.submit(catalog::Replace{catalog_for(seed, *engine.state().catalog), UserId()}));
  for (std::size_t i = 0; i < seed.agents; ++i) {
    ports::UserRow user;
    user.key = UserId(agent_name(i));
    user.name = agent_name(i);
    user.email = agent_name(i) + "@bench.test";
    user.created_at = clock.now();
    engine.add(user);
    engine.add(ports::SessionRow{crypto.sha256(agent_token(i)), user.key, clock.now(),
                                 clock.now() + hours(24)});
  }
  flush();
  for (std::size_t i = 0; i < seed.customers; ++i) {
    FL_CHECK(engine.submit(customer::Command(customer::Register{})));
    ports::CustomerRow row;
    row.id = {i + 1};
    row.name = fmt::format("Customer {}", i + 1);
    row.identity = customer::Identity::hinted;
    row.locale = "en";
    row.entry_point = EntryPointId("bench");
    row.first_seen = clock.now();
    row.last_seen = clock.now();
    engine.add(row);
    if ((i + 1) % changes_per_flush == 0) flush();
  }
  flush();
  if (seed.more) seed.more(engine, flush);
  flush();
  if (seed.has_snapshot) {
    engine.save_snapshot();
    engine.add(ports::SecretRow{"visitor-tokens", visitor_secret});
    flush();
  }
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

std::string agent_subprotocols(std::size_t i) {
  return "firstline.v1, bearer." + workspace_name + "." + agent_token(i);
}

std::string customer_subprotocols(std::size_t i) {
  local::SystemRandom random;
  const local::LibraryCrypto crypto(random);
  constexpr long long in_2100 = 4'102'444'800;
  const std::string text =
      fmt::format("v1.{}.{}.bench.{}", workspace_name, to_text(CustomerId{i + 1}), in_2100);
  return "firstline.v1, visitor." + text + "." + crypto.hmac_sha256(visitor_secret, text);
}

TemporaryData::TemporaryData() {
  std::string name = (std::filesystem::temp_directory_path() / "firstline-bench-XXXXXX").string();
  FL_CHECK(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TemporaryData::~TemporaryData() { std::filesystem::remove_all(path_); }

std::string server_binary() {
  const char* chosen = std::getenv("FIRSTLINE_BIN");
  return chosen ? chosen : "build/release/firstline";
}

}  // namespace firstline::bench
