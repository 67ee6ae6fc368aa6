// A floor for tests of the store: functions posted from any thread run where `run_until` is called.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "base/result.hpp"

namespace firstline::testing {

class Floor {
 public:
  std::function<void(std::function<void()>)> poster() {
    return [this](std::function<void()> task) {
      {
        const std::lock_guard guard(mutex_);
        tasks_.push_back(std::move(task));
      }
      wake_.notify_one();
    };
  }

  // Runs what is posted, one by one, until `is_done`.
  void run_until(const std::function<bool()>& is_done) {
    while (!is_done()) {
      std::function<void()> task;
      {
        std::unique_lock guard(mutex_);
        wake_.wait(guard, [this] { return !tasks_.empty(); });
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      task();
    }
  }

  // What `start` answers through the `done` it is given.
  template <class T>
  Result<T> wait(const std::function<void(std::function<void(Result<T>)>)>& start) {
    std::optional<Result<T>> answer;
    start([&answer](Result<T> result) { answer.emplace(std::move(result)); });
    run_until([&answer] { return answer.has_value(); });
    return std::move(*answer);
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
};

}  // namespace firstline::testing
