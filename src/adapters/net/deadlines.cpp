#include "adapters/net/deadlines.hpp"

#include <algorithm>

namespace firstline::net {

namespace {
constexpr Duration coarsest_grain = milliseconds(100);
constexpr int grains_per_length = 16;
}  // namespace

DeadlineQueue::DeadlineQueue(asio::io_context& context, Duration length)
    : length_(length),
      grain_(std::clamp(length / grains_per_length, milliseconds(1), coarsest_grain)),
      timer_(context.get_executor()) {}

DeadlineQueue::~DeadlineQueue() { running_.clear(); }

void DeadlineQueue::start(Deadline& deadline) {
  deadline.cancel();
  deadline.due_ = MonotonicClock::now() + length_;
  running_.push_back(deadline);
  if (!is_armed_) arm();
}

void DeadlineQueue::arm() {
  is_armed_ = true;
  timer_.expires_at(running_.front().due_ + grain_);
  timer_.async_wait([this](ErrorCode error) {
    if (!error) tick();  // an error means that the queue is gone
  });
}

void DeadlineQueue::tick() {
  const auto now = MonotonicClock::now();
  while (!running_.empty() && running_.front().due_ <= now) {
    Deadline& deadline = running_.front();
    deadline.cancel();
    deadline.expired();
  }
  is_armed_ = false;
  if (!running_.empty()) arm();
}

}  // namespace firstline::net
