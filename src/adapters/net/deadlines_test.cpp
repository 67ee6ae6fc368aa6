#include "adapters/net/deadlines.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

namespace firstline::net {
namespace {

struct Noted final : Deadline {
  Noted(std::string& the_list, char the_name) : list(the_list), name(the_name) {}
  void expired() override {
    list.push_back(name);
    then();
  }
  std::string& list;
  char name;
  std::function<void()> then = [] {};
};

class Deadlines : public ::testing::Test {
 protected:
  asio::io_context context_;
  std::string expired_;
  std::unique_ptr<DeadlineQueue> queue_ =
      std::make_unique<DeadlineQueue>(context_, milliseconds(5));
};

TEST_F(Deadlines, ExpireInTheOrderOfTheirStart) {
  Noted a(expired_, 'a'), b(expired_, 'b'), c(expired_, 'c');
  queue_->start(b);
  queue_->start(a);
  queue_->start(c);
  context_.run();  // until nothing is left to wait for
  EXPECT_EQ(expired_, "bac");
  EXPECT_FALSE(a.is_running());
}

TEST_F(Deadlines, ExpireLaterWhenRestartedAndNeverWhenCancelledOrDestroyed) {
  Noted a(expired_, 'a'), b(expired_, 'b'), c(expired_, 'c');
  auto d = std::make_unique<Noted>(expired_, 'd');
  for (Deadline* one : std::initializer_list<Deadline*>{&a, &b, &c, d.get()}) queue_->start(*one);
  queue_->start(a);
  b.cancel();
  d.reset();
  context_.run();
  EXPECT_EQ(expired_, "ca");
}

TEST_F(Deadlines, MayStartAgainAndCancelOthersWhenTheyExpire) {
  Noted a(expired_, 'a'), b(expired_, 'b');
  a.then = [&] {
    b.cancel();
    if (expired_.size() < 3) queue_->start(a);
  };
  queue_->start(a);
  queue_->start(b);
  context_.run();
  EXPECT_EQ(expired_, "aaa");
}

TEST_F(Deadlines, MoveFromOneQueueToAnother) {
  DeadlineQueue other(context_, milliseconds(1));
  Noted a(expired_, 'a'), b(expired_, 'b');
  queue_->start(a);
  queue_->start(b);
  other.start(b);
  context_.run();
  EXPECT_EQ(expired_, "ba");
}

TEST_F(Deadlines, OutliveTheirQueue) {
  Noted a(expired_, 'a');
  queue_->start(a);
  queue_.reset();
  EXPECT_FALSE(a.is_running());
  context_.run();
  EXPECT_EQ(expired_, "");
}

}  // namespace
}  // namespace firstline::net
