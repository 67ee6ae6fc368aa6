#include "adapters/local/task_pool.hpp"

#include <utility>

namespace firstline::local {

TaskPool::TaskPool(Options options) : options_(options) {
  threads_.reserve(options_.threads);
  for (std::size_t i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { run(); });
}

TaskPool::~TaskPool() {
  {
    const std::lock_guard guard(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool TaskPool::try_run(std::function<void()> task) {
  {
    const std::lock_guard guard(mutex_);
    if (queue_.size() >= options_.queue_limit) return false;
    queue_.push_back(std::move(task));
  }
  wake_.notify_one();
  return true;
}

void TaskPool::run() {
  for (;;) {
    std::function<void()> task;
    {
      std::unique_lock guard(mutex_);
      wake_.wait(guard, [this] { return is_stopping_ || !queue_.empty(); });
      if (is_stopping_) return;
      task = std::move(queue_.front());
      queue_.pop_front();
    }
    task();
  }
}

}  // namespace firstline::local
