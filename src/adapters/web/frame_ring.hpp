// The latest numbered frames of one agent, for a desk that was away for a moment.
#pragma once

#include <cstdint>
#include <deque>

#include "adapters/web/numbered_frame.hpp"

namespace firstline::web {

class FrameRing {
 public:
  // Everything after this number of the journal will be added.
  explicit FrameRing(std::uint64_t from) : forgotten_(from), last_(from) {}

  // Numbers ascend; one that was there is passed over.
  void add(std::uint64_t seq, const FrameBody& body);

  // Does it still have every frame after this number? Not for a number nobody was told yet.
  bool has_all_since(std::uint64_t since) const { return since >= forgotten_; }

  // each(seq, body) for the frames with since < seq < until, ascending.
  template <class Each>
  void for_each(std::uint64_t since, std::uint64_t until, Each&& each) const {
    for (const Kept& kept : frames_) {
      if (kept.seq > since && kept.seq < until) each(kept.seq, kept.body);
    }
  }

  std::size_t size() const { return frames_.size(); }

 private:
  struct Kept {
    std::uint64_t seq = 0;
    FrameBody body;
  };

  std::deque<Kept> frames_;
  std::size_t bytes_ = 0;
  std::uint64_t forgotten_;  // frames up to this number may be gone
  std::uint64_t last_;
};

}  // namespace firstline::web
