#include "app/engine.hpp"

#include <algorithm>

#include "app/decide.hpp"
#include "app/reactions.hpp"
#include "base/check.hpp"
#include "base/log.hpp"

namespace firstline::app {
namespace {

// Reactions follow from reactions; a longer chain than this is a cycle, which is a bug.
constexpr int deepest_reaction = 16;

// Steps of one settling: expiries and offers due at one instant.
constexpr int most_steps = 1'000'000;

constexpr Duration probe_interval = seconds(1);

// Changes and rows that may wait for a slow disk before new ones are refused.
constexpr std::size_t most_unwritten = 100'000;

Error disk_is_full() {
  return unavailable("store.full", "The disk is full; nothing new can be stored right now.");
}

Error disk_is_slow() {
  return unavailable("store.slow", "The disk cannot keep up; try again in a moment.");
}

}  // namespace

Engine::Engine(WorkspaceId workspace, World world, Listener listener)
    : workspace_(std::move(workspace)),
      world_(std::move(world)),
      listener_(std::move(listener)),
      is_alive_(std::make_shared<bool>(true)) {}

Engine::~Engine() { *is_alive_ = false; }

Time Engine::now() const { return std::max(state_.last_at, world_.clock.now()); }

Result<void> Engine::recover(const std::function<void(const Event&)>& each_event) {
  state_ = from_snapshot();
  snapshot_seq_ = state_.seq;
  Result<void> decoded;
  FL_TRY_VOID(world_.store.load_records(workspace_, state_.seq, [&](const ports::Record& record) {
    if (!decoded) return;
    auto event = world_.codec.decode_event(record.type, record.payload);
    if (!event) {
      decoded = event.error();
      return;
    }
    evolve(state_, *event, record.at);
    if (each_event) each_event(*event);
  }));
  FL_TRY_VOID(decoded);
  durable_seq_ = state_.seq;
  rearm();
  return {};
}

// The journal is whole, so a snapshot that cannot be read costs time and nothing else.
State Engine::from_snapshot() const {
  const auto snapshot = world_.store.load_snapshot(workspace_);
  if (!snapshot) return {};
  auto state = world_.codec.decode_state(snapshot->version, snapshot->state);
  if (state && state->seq == snapshot->seq) return std::move(*state);
  log::warning("a snapshot cannot be read; the whole journal is replayed",
               {{"workspace", workspace_.text},
                {"code", state ? "snapshot.wrong_seq" : state.error().code}});
  return {};
}

Result<void> Engine::check_writable() const {
  if (is_refusing_) return disk_is_full();
  if (open_.changes.size() + open_.rows.size() >= most_unwritten) return disk_is_slow();
  return {};
}

Result<std::vector<Event>> Engine::submit(const Command& command) {
  FL_TRY_VOID(check_writable());
  const Time at = now();
  settle(at);
  auto events = apply(command, at, 0);
  if (events) settle(at);
  rearm();  // after a refusal too: time has passed
  return events;
}

Result<std::vector<Event>> Engine::apply(const Command& command, Time at, int depth) {
  FL_CHECK(depth < deepest_reaction);
  FL_TRY(std::vector<Event> events, decide(state_, command, at));
  for (const Event& event : events) {
    record(event, at);
    for (const Command& reaction : reactions(state_, event)) {
      const auto followed = apply(reaction, at, depth + 1);
      if (!followed) {
        log::error("a reaction was refused", {{"workspace", workspace_.text},
                                              {"event", world_.codec.event_type(event)},
                                              {"code", followed.error().code}});
      }
    }
  }
  return events;
}

// Everything that is due, and every offer that can be made.
void Engine::settle(Time at) {
  for (int step = 0;; ++step) {
    FL_CHECK(step < most_steps);
    const auto routed = apply(routing::Command(routing::AdvanceTime{}), at, 0);
    const auto talked = apply(conversation::Command(conversation::AdvanceTime{}), at, 0);
    FL_CHECK(routed && talked);
    if (routed->empty() && talked->empty()) return;
  }
}

void Engine::record(Event event, Time at) {
  evolve(state_, event, at);
  open_.changes.push_back({state_.seq, at, std::move(event), nullptr});
  schedule_flush();
}

void Engine::add(ports::Row row) {
  if (is_refusing_) return;
  if (const auto* message = std::get_if<ports::MessageRow>(&row)) {
    open_.messages[message->id] = std::make_shared<ports::MessageRow>(*message);
  }
  open_.rows.push_back(std::move(row));
  schedule_flush();
}

void Engine::when_durable(std::function<void(Result<void>)> done) {
  if (!open_.is_empty()) {
    open_.waiters.push_back(std::move(done));
  } else if (is_in_flight_) {
    in_flight_.waiters.push_back(std::move(done));
  } else {
    done(Result<void>());
  }
}

void Engine::schedule_flush() {
  if (is_flush_scheduled_ || is_in_flight_) return;
  is_flush_scheduled_ = true;
  world_.post([this, alive = is_alive_] {
    if (!*alive) return;
    is_flush_scheduled_ = false;
    flush();
  });
}

void Engine::flush() {
  if (is_in_flight_ || open_.is_empty()) return;
  is_in_flight_ = true;
  in_flight_ = std::move(open_);
  open_ = Batch();
  ports::Batch batch;
  batch.workspace = workspace_;
  batch.records.reserve(in_flight_.changes.size());
  for (Change& change : in_flight_.changes) {
    if (const auto* added = std::get_if<conversation::MessageAdded>(&change.event)) {
      const auto row = in_flight_.messages.find(added->message);
      FL_CHECK(row != in_flight_.messages.end());
      change.message = row->second;
    }
    batch.records.push_back({change.seq, change.at, world_.codec.event_type(change.event),
                             world_.codec.encode_event(change.event)});
  }
  batch.rows = std::move(in_flight_.rows);
  // Here memory is exactly what this batch makes durable, so this is the moment for a snapshot.
  if (state_.seq - snapshot_seq_ >= world_.snapshot_every) in_flight_.snapshot = snapshot();
  std::vector<ports::Batch> batches;
  batches.push_back(std::move(batch));
  world_.store.append(std::move(batches), [this, alive = is_alive_](Result<void> result) {
    if (*alive) flushed(std::move(result));
  });
  in_flight_.release = listener_(in_flight_.changes);  // while the disk works
}

void Engine::flushed(Result<void> result) {
  is_in_flight_ = false;
  if (!result) return lose(result.error());
  Batch done = std::move(in_flight_);
  in_flight_ = Batch();
  if (done.snapshot) save(std::move(*done.snapshot));
  if (!done.changes.empty()) durable_seq_ = done.changes.back().seq;
  // The next batch goes to the disk while this one goes to the world.
  flush();
  done.release();
  for (const auto& waiter : done.waiters) waiter(Result<void>());
}

// A full disk: what was not stored did not happen. Memory goes back to what the journal says.
void Engine::lose(const Error& why) {
  log::error("the store refused a batch",
             {{"workspace", workspace_.text}, {"code", why.code}, {"message", why.message}});
  is_refusing_ = true;
  std::vector<std::function<void(Result<void>)>> waiters = std::move(in_flight_.waiters);
  for (auto& waiter : open_.waiters) waiters.push_back(std::move(waiter));
  in_flight_ = Batch();
  open_ = Batch();
  const auto recovered = recover();
  FL_CHECK(recovered);
  for (const auto& waiter : waiters) waiter(disk_is_full());
  next_probe_ = world_.clock.now() + probe_interval;
  rearm();
}

void Engine::probe() {
  next_probe_ = never;
  world_.store.probe([this, alive = is_alive_](Result<void> result) {
    if (!*alive) return;
    if (result) {
      is_refusing_ = false;
      log::info("the store has room again", {{"workspace", workspace_.text}});
      wake();
    } else {
      next_probe_ = world_.clock.now() + probe_interval;
      rearm();
    }
  });
}

void Engine::wake() {
  armed_ = never;
  if (is_refusing_) {
    if (world_.clock.now() >= next_probe_) probe();
  } else if (next_wakeup(state_) <= now()) {
    settle(now());
  }
  rearm();
}

void Engine::rearm() {
  const Time next = is_refusing_ ? next_probe_ : next_wakeup(state_);
  if (next == armed_) return;
  armed_ = next;
  world_.arm(next);
}

ports::Snapshot Engine::snapshot() const {
  return {state_.seq, world_.codec.state_version, world_.codec.encode_state(state_)};
}

void Engine::save(ports::Snapshot snapshot) {
  snapshot_seq_ = snapshot.seq;
  world_.store.save_snapshot(workspace_, std::move(snapshot), [](const Result<void>& saved) {
    // The journal is still whole; the next snapshot tries again.
    if (!saved) log::warning("a snapshot was not saved", {{"code", saved.error().code}});
  });
}

void Engine::save_snapshot() {
  if (state_.seq == durable_seq_ && state_.seq != snapshot_seq_) save(snapshot());
}

}  // namespace firstline::app
