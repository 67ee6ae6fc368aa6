#include "adapters/local/task_pool.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

namespace firstline::local {
namespace {

TEST(TaskPool, RefusesWhatDoesNotFitIntoTheQueue) {
  std::promise<void> gate;
  const std::shared_future<void> opened = gate.get_future().share();
  std::promise<void> started;
  std::promise<void> finished;
  TaskPool pool({.threads = 1, .queue_limit = 2});

  ASSERT_TRUE(pool.try_run([&, opened] {
    started.set_value();
    opened.wait();
  }));
  started.get_future().wait();  // the thread is taken, so that the next ones wait
  EXPECT_TRUE(pool.try_run([] {}));
  EXPECT_TRUE(pool.try_run([&] { finished.set_value(); }));
  EXPECT_FALSE(pool.try_run([] {}));

  gate.set_value();
  finished.get_future().wait();
}

TEST(TaskPool, RunsTasksOnItsThreadsAtTheSameTime) {
  std::promise<void> one;
  std::promise<void> other;
  std::promise<void> done;
  TaskPool pool({.threads = 2, .queue_limit = 4});
  ASSERT_TRUE(pool.try_run([&] {
    one.set_value();
    other.get_future().wait();
    done.set_value();
  }));
  ASSERT_TRUE(pool.try_run([&] {
    one.get_future().wait();
    other.set_value();
  }));
  done.get_future().wait();
}

TEST(TaskPool, FinishesTheTaskUnderWayWhenItEnds) {
  std::atomic<int> finished = 0;
  {
    std::promise<void> gate;
    std::promise<void> started;
    TaskPool pool({.threads = 1, .queue_limit = 8});
    ASSERT_TRUE(pool.try_run([&] {
      started.set_value();
      gate.get_future().wait();
      ++finished;
    }));
    started.get_future().wait();
    gate.set_value();
  }
  EXPECT_EQ(finished, 1);
}

}  // namespace
}  // namespace firstline::local
