#include "adapters/web/frame_ring.hpp"

#include "adapters/web/limits.hpp"

namespace firstline::web {

void FrameRing::add(std::uint64_t seq, const FrameBody& body) {
  if (seq <= last_) return;
  last_ = seq;
  bytes_ += body->size();
  frames_.push_back({seq, body});
  while (frames_.size() > limits::ring_frames ||
         (bytes_ > limits::ring_bytes && frames_.size() > 1)) {
    forgotten_ = frames_.front().seq;
    bytes_ -= frames_.front().body->size();
    frames_.pop_front();
  }
}

}  // namespace firstline::web
