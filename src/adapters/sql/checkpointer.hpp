// Copies the write-ahead log into the file beside the writer, on a thread and a connection of its
// own: a checkpoint syncs the disk twice, and nobody's message should wait for that.
//
// It never waits for writers or readers, so while there is load the log is never copied to its very
// end, and only then does it begin anew; the writer does that last step itself, rarely (store.cpp).
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "adapters/sql/sqlite.hpp"

namespace firstline::sql {

class Checkpointer final {
 public:
  // `failed` is called on the checkpointer's thread when a checkpoint fails.
  Checkpointer(std::unique_ptr<Database> connection, std::function<void(const Error&)> failed);
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;
  ~Checkpointer();

  // Begins one, or another one after that which runs. Does not block.
  void request();

  // Whether one is wanted or runs.
  bool is_busy() const;

 private:
  void run();

  const std::unique_ptr<Database> connection_;  // the thread's
  const std::function<void(const Error&)> failed_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  bool is_wanted_ = false;
  bool is_running_ = false;
  bool is_stopping_ = false;

  std::thread thread_;
};

}  // namespace firstline::sql
