// Keeps views.db up with the journal, on a thread of its own.
//
// It reads what is durable, a bounded number of records at a time, and writes what follows from
// them in one transaction together with the number it has come to; so it may stop anywhere and go
// on there. It is woken by notify() and never looks by itself. When the views cannot be written it
// says so in the log and tries again at the next wakeup; the journal never waits for it.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "adapters/sql/projection.hpp"

namespace firstline::sql {

// `done` and `total` count journal records over all workspaces.
using ViewProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// Journal to views, on one thread; the thread below and the command line both use it.
class ViewWriter final {
 public:
  // `journal` is the store's file, migrated; the views are made anew if they must be.
  static Result<std::unique_ptr<ViewWriter>> open(const File& journal, const File& views,
                                                  bool is_new = false);

  Result<std::vector<WorkspaceId>> workspaces();

  // Where the views are, and where the journal is.
  struct Progress {
    std::uint64_t done = 0;
    std::uint64_t total = 0;
  };
  Result<Progress> progress(const WorkspaceId& workspace);

  // Projects the next records of the workspace; false when there are none. After an error nothing
  // of them is written.
  Result<bool> advance(const WorkspaceId& workspace, std::size_t most);

  // Until nothing is left or `must_stop`; `progress` is called after each step, and at the end.
  Result<void> advance_all(const ViewProgress& progress, const std::function<bool()>& must_stop);

  // Drops everything; advance() makes it again.
  Result<void> clear();

 private:
  ViewWriter(std::unique_ptr<Database> journal, std::unique_ptr<Database> views);

  Result<Projection*> projection_of(const WorkspaceId& workspace);
  Result<bool> advance(const WorkspaceId& workspace, Projection& projection, std::size_t most);

  std::unique_ptr<Database> journal_;
  std::unique_ptr<Database> views_;
  std::map<WorkspaceId, Projection> projections_;  // forgotten after an error
};

// Makes views.db anew while no server runs (`firstline rebuild-views`). Error "store.in_use" when
// one does.
Result<void> rebuild_views(const File& journal, const File& views, const ViewProgress& progress);

class Projector final {
 public:
  struct Options {
    std::string store_path;
    std::string views_path;
    std::string vfs{};  // of both files; empty: the platform's

    // Called on the projector's thread whenever the views of a workspace have come to `seq`.
    std::function<void(const WorkspaceId&, std::uint64_t seq)> on_projected{};
  };

  // The store has been opened (and migrated) before. Begins at once with what is missing.
  static Result<std::unique_ptr<Projector>> open(Options options);
  ~Projector();

  // There are new records. From any thread; does not block.
  void notify();

  // Drops the views and makes them again while the server runs; until they are there, reports and
  // lists show less. `progress` is called on the projector's thread, the last time with
  // done == total.
  void rebuild(ViewProgress progress);

 private:
  Projector(Options options, Lock lock, std::unique_ptr<ViewWriter> writer);

  void run();
  bool must_stop();
  void catch_up();
  Result<void> catch_up(const WorkspaceId& workspace);
  Result<void> tell(const WorkspaceId& workspace);
  void rebuild_now(const ViewProgress& progress);

  const Options options_;
  Lock lock_;
  // The thread's.
  std::unique_ptr<ViewWriter> writer_;
  std::map<WorkspaceId, std::uint64_t> told_;  // what on_projected was called with last

  // Shared.
  std::mutex mutex_;
  std::condition_variable wake_;
  bool has_news_ = true;
  bool is_stopping_ = false;
  std::vector<ViewProgress> rebuilds_;

  std::thread thread_;
};

}  // namespace firstline::sql
