#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <thread>
#include <vector>

#include "adapters/net/http_server.hpp"

namespace firstline::net {
namespace {

TEST(Loop, RunsWhatOtherThreadsPost) {
  Loop loop;
  int count = 0;  // only the loop's thread touches it
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int call = 0; call < 250; ++call) {
        loop.post([&] {
          if (++count == 1000) loop.stop();
        });
      }
    });
  }
  loop.run();
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(count, 1000);
}

TEST(Loop, RunsTimersInTheOrderOfTheirTimes) {
  Loop loop;
  std::string order;
  auto second = loop.after(milliseconds(20), [&] {
    order += "2";
    loop.stop();
  });
  auto first = loop.after(milliseconds(1), [&] { order += "1"; });
  loop.run();
  EXPECT_EQ(order, "12");
}

TEST(Loop, ForgetsATimerWhoseHandleIsDestroyed) {
  Loop loop;
  bool was_called = false;
  auto cancelled = loop.after(milliseconds(0), [&] { was_called = true; });
  // Both are due at once: the other one destroys the handle when its call is already queued.
  auto other = loop.after(milliseconds(0), [&] { cancelled.reset(); });
  cancelled = nullptr;
  auto last = loop.after(milliseconds(5), [&] { loop.stop(); });
  loop.run();
  EXPECT_FALSE(was_called);
}

TEST(Loop, LetsATimerDestroyItsOwnHandle) {
  Loop loop;
  std::unique_ptr<Loop::Timer> timer;
  timer = loop.after(milliseconds(0), [&] {
    timer.reset();
    loop.stop();
  });
  loop.run();
  EXPECT_EQ(timer, nullptr);
}

TEST(Loop, ReportsEveryTermination) {
  Loop loop;
  std::vector<int> numbers;
  loop.on_termination([&](int number) {
    numbers.push_back(number);
    if (numbers.size() == 2) return loop.stop();
    ::kill(::getpid(), SIGINT);
  });
  loop.post([] { ::kill(::getpid(), SIGTERM); });
  loop.run();
  EXPECT_EQ(numbers, (std::vector<int>{SIGTERM, SIGINT}));
}

TEST(Loop, RaisesTheLimitOfOpenFiles) {
  Loop loop;
  rlimit descriptors{};
  getrlimit(RLIMIT_NOFILE, &descriptors);
  EXPECT_EQ(descriptors.rlim_cur, descriptors.rlim_max);
}

}  // namespace
}  // namespace firstline::net
