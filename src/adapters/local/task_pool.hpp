// A few threads and a bounded queue, for what would block the floor.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace firstline::local {

class TaskPool final {
 public:
  struct Options {
    std::size_t threads = 1;
    std::size_t queue_limit = 32;  // tasks that wait, besides those under way
  };

  explicit TaskPool(Options options);

  // Waits for the tasks under way and drops those that wait: nobody was told that they are done.
  ~TaskPool();
  TaskPool(const TaskPool&) = delete;
  TaskPool& operator=(const TaskPool&) = delete;

  // False when the queue is full; then the task is not run. Any thread. Tasks do not throw.
  [[nodiscard]] bool try_run(std::function<void()> task);

 private:
  void run();

  const Options options_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace firstline::local
