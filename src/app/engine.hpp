// The single writer of one workspace: decide → evolve in memory → open batch → durable → release.
//
// Thread: the floor. Nothing here blocks, except `recover` (at start) and the rebuild after a full
// disk.
//
// The commit rule: `submit` changes memory at once and answers the caller, but whatever leaves the
// process — an answer, a push, an effect — waits in `when_durable` or in the listener's release
// until the store says that its batch is on disk. Everything submitted while the store is busy
// becomes the next batch.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/codec.hpp"
#include "app/command.hpp"
#include "app/state.hpp"
#include "base/result.hpp"
#include "ports/clock.hpp"
#include "ports/store.hpp"

namespace firstline::app {

// One event, on its way out. The text of a MessageAdded comes with it.
struct Change {
  std::uint64_t seq = 0;
  Time at;
  Event event;
  std::shared_ptr<const ports::MessageRow> message;  // of a MessageAdded, else null
};

class Engine {
 public:
  struct World {  // passed by reference, outlives the engine
    const ports::Clock& clock;
    ports::Store& store;
    Codec codec;
    std::function<void(std::function<void()>)> post;  // runs it soon, on the floor
    std::function<void(Time)> arm;          // calls wake() at that time; replaces the last
    std::uint64_t snapshot_every = 50'000;  // events
  };

  // Called with the changes of a batch when it goes to the disk: `state()` is then exactly what
  // this batch makes durable, so this is where frames are made. What it returns is called when the
  // batch is durable, and never if it is lost: this is where they are sent.
  using Release = std::function<void()>;
  using Listener = std::function<Release(const std::vector<Change>&)>;

  Engine(WorkspaceId workspace, World world, Listener listener);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Snapshot and journal → state; a snapshot that cannot be read is passed over. Errors:
  // journal.corrupt, and what the codec says of a record.
  // Progress goes to `each_event` (every event replayed), for the caller's own indexes.
  Result<void> recover(const std::function<void(const Event&)>& each_event = {});

  const WorkspaceId& workspace() const { return workspace_; }
  const State& state() const { return state_; }
  Time now() const;  // max(last event, clock)

  // Decides and applies a command and all that follows from it. The events are the command's own,
  // without those of its reactions. Error: what `decide` says, or that of check_writable().
  Result<std::vector<Event>> submit(const Command& command);

  // Rows that belong to what was just submitted: they join the same batch. The row of every
  // MessageAdded must be added before the floor goes on to something else.
  void add(ports::Row row);

  // Calls back when everything submitted so far is durable (at once, if it is), or with an error if
  // it was lost to a full disk. The order of calls is the order of callbacks.
  void when_durable(std::function<void(Result<void>)> done);

  // May something be written now? Else the error to answer: unavailable "store.full", or
  // "store.slow" when too much waits for the disk already.
  Result<void> check_writable() const;

  void wake();  // the armed time has come

  std::uint64_t durable_seq() const { return durable_seq_; }
  // Takes a snapshot now (at a clean stop).
  void save_snapshot();

 private:
  struct Batch {
    std::vector<Change> changes;
    std::vector<ports::Row> rows;
    std::unordered_map<MessageId, std::shared_ptr<const ports::MessageRow>> messages;
    std::vector<std::function<void(Result<void>)>> waiters;
    Release release;
    std::optional<ports::Snapshot> snapshot;  // of the state after these changes
    bool is_empty() const { return changes.empty() && rows.empty(); }
  };

  Result<std::vector<Event>> apply(const Command& command, Time now, int depth);
  void settle(Time now);
  void record(Event event, Time now);
  void schedule_flush();
  void flush();
  void flushed(Result<void> result);
  void lose(const Error& why);
  void probe();
  void rearm();
  State from_snapshot() const;
  ports::Snapshot snapshot() const;
  void save(ports::Snapshot snapshot);

  const WorkspaceId workspace_;
  World world_;
  Listener listener_;
  State state_;
  Batch open_;
  Batch in_flight_;
  bool is_flush_scheduled_ = false;
  bool is_in_flight_ = false;
  bool is_refusing_ = false;
  Time next_probe_ = never;
  std::uint64_t durable_seq_ = 0;
  std::uint64_t snapshot_seq_ = 0;
  Time armed_ = never;
  std::shared_ptr<bool> is_alive_;  // guards callbacks that outlive the engine
};

}  // namespace firstline::app
