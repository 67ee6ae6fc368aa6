#include <sys/resource.h>

#include <boost/asio/post.hpp>
#include <csignal>

#include "adapters/net/http_server.hpp"
#include "adapters/net/loop_implementation.hpp"
#include "base/check.hpp"
#include "base/log.hpp"

namespace firstline::net {

namespace {

// One descriptor per browser: the usual soft limit of 1,024 would be the end of a busy day.
void raise_descriptor_limit() {
  rlimit descriptors{};
  if (getrlimit(RLIMIT_NOFILE, &descriptors) != 0) return;
  if (descriptors.rlim_cur == descriptors.rlim_max) return;
  descriptors.rlim_cur = descriptors.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &descriptors) != 0) {
    log::warning("could not raise the limit of open files", {{"errno", errno}});
  }
}

class AsioTimer final : public Loop::Timer {
 public:
  AsioTimer(asio::io_context& context, Duration delay, std::function<void()> what)
      : timer_(context.get_executor()),
        what_(std::make_shared<std::function<void()>>(std::move(what))) {
    timer_.expires_after(delay);
    // The handler may already be queued when the handle dies, so it asks whether it lives.
    timer_.async_wait([weak = std::weak_ptr(what_)](ErrorCode error) {
      if (error) return;
      if (auto alive = weak.lock()) (*alive)();
    });
  }

 private:
  MonotonicTimer timer_;
  std::shared_ptr<std::function<void()>> what_;
};

void await_signal(Loop::Implementation& loop) {
  loop.signals->async_wait([&loop](ErrorCode error, int number) {
    if (error) return;
    await_signal(loop);
    auto what = loop.on_termination;  // it may replace itself
    if (what) what(number);
  });
}

}  // namespace

Loop::Loop() : implementation_(std::make_unique<Implementation>()) {
  // A peer that went away is an error of the write, not a reason to die.
  std::signal(SIGPIPE, SIG_IGN);
  raise_descriptor_limit();
}

Loop::~Loop() = default;

void Loop::run() {
  if (implementation_->context.stopped()) implementation_->context.restart();
  implementation_->context.run();
}

void Loop::stop() { implementation_->context.stop(); }

void Loop::post(std::function<void()> what) {
  FL_CHECK(what);
  asio::post(implementation_->context.get_executor(), std::move(what));
}

std::unique_ptr<Loop::Timer> Loop::after(Duration delay, std::function<void()> what) {
  FL_CHECK(what);
  return std::make_unique<AsioTimer>(implementation_->context, delay, std::move(what));
}

void Loop::on_termination(std::function<void(int)> what) {
  implementation_->on_termination = std::move(what);
  if (implementation_->signals) return;
  implementation_->signals =
      std::make_unique<asio::signal_set>(implementation_->context, SIGTERM, SIGINT);
  await_signal(*implementation_);
}

}  // namespace firstline::net
