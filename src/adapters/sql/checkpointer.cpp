#include "adapters/sql/checkpointer.hpp"

#include <utility>

namespace firstline::sql {

Checkpointer::Checkpointer(std::unique_ptr<Database> connection,
                           std::function<void(const Error&)> failed)
    : connection_(std::move(connection)), failed_(std::move(failed)), thread_([this] { run(); }) {}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard guard(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Checkpointer::request() {
  {
    const std::lock_guard guard(mutex_);
    is_wanted_ = true;
  }
  wake_.notify_one();
}

bool Checkpointer::is_busy() const {
  const std::lock_guard guard(mutex_);
  return is_wanted_ || is_running_;
}

void Checkpointer::run() {
  std::unique_lock guard(mutex_);
  for (;;) {
    wake_.wait(guard, [this] { return is_stopping_ || is_wanted_; });
    if (is_stopping_) return;
    is_wanted_ = false;
    is_running_ = true;
    guard.unlock();
    if (auto copied = connection_->checkpoint(); !copied) failed_(copied.error());
    guard.lock();
    is_running_ = false;
  }
}

}  // namespace firstline::sql
