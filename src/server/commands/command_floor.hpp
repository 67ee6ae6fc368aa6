// The floor of a command: one thread that runs what is posted until the answer is there.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "base/result.hpp"

namespace firstline::server {

class CommandFloor {
 public:
  // From any thread.
  void post(std::function<void()> task) {
    {
      const std::lock_guard guard(mutex_);
      tasks_.push_back(std::move(task));
    }
    wake_.notify_one();
  }

  // What `start` answers through the callback it is given; meanwhile runs what is posted.
  template <class T>
  Result<T> wait(const std::function<void(std::function<void(Result<T>)>)>& start) {
    std::optional<Result<T>> answer;
    start([&answer](Result<T> result) { answer.emplace(std::move(result)); });
    while (!answer) next()();
    return std::move(*answer);
  }

 private:
  std::function<void()> next() {
    std::unique_lock guard(mutex_);
    wake_.wait(guard, [this] { return !tasks_.empty(); });
    std::function<void()> task = std::move(tasks_.front());
    tasks_.pop_front();
    return task;
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
};

}  // namespace firstline::server
