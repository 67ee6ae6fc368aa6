#include "adapters/web/frame_ring.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "adapters/web/limits.hpp"

namespace firstline::web {
namespace {

constexpr std::uint64_t end = std::numeric_limits<std::uint64_t>::max();

FrameBody body(std::size_t size = 10) { return std::make_shared<const std::string>(size, 'x'); }

std::vector<std::uint64_t> since(const FrameRing& ring, std::uint64_t number,
                                 std::uint64_t until = end) {
  std::vector<std::uint64_t> found;
  ring.for_each(number, until, [&](std::uint64_t seq, const FrameBody&) { found.push_back(seq); });
  return found;
}

TEST(FrameRing, GivesWhatCameAfterANumber) {
  FrameRing ring(10);
  for (std::uint64_t seq : {12, 15, 19}) ring.add(seq, body());
  EXPECT_EQ(since(ring, 10), (std::vector<std::uint64_t>{12, 15, 19}));
  EXPECT_EQ(since(ring, 12), (std::vector<std::uint64_t>{15, 19}));
  EXPECT_EQ(since(ring, 12, 19), (std::vector<std::uint64_t>{15}));
  EXPECT_TRUE(since(ring, 19).empty());
}

TEST(FrameRing, HasNothingFromBeforeItBegan) {
  const FrameRing ring(10);
  EXPECT_FALSE(ring.has_all_since(9));
  EXPECT_TRUE(ring.has_all_since(10));
}

TEST(FrameRing, PassesOverAFrameItHas) {
  FrameRing ring(0);
  ring.add(5, body());
  ring.add(5, body());
  EXPECT_EQ(ring.size(), 1u);
}

TEST(FrameRing, ForgetsTheOldestWhenThereAreTooMany) {
  FrameRing ring(0);
  for (std::uint64_t seq = 1; seq <= limits::ring_frames; ++seq) ring.add(seq, body());
  EXPECT_TRUE(ring.has_all_since(0));
  ring.add(limits::ring_frames + 1, body());
  EXPECT_EQ(ring.size(), limits::ring_frames);
  EXPECT_FALSE(ring.has_all_since(0));
  EXPECT_TRUE(ring.has_all_since(1));
}

TEST(FrameRing, ForgetsTheOldestWhenTheyAreTooLong) {
  FrameRing ring(0);
  ring.add(1, body(limits::ring_bytes / 2));
  ring.add(2, body(limits::ring_bytes / 2));
  EXPECT_EQ(ring.size(), 2u);
  ring.add(3, body(1));
  EXPECT_EQ(ring.size(), 2u);
  EXPECT_FALSE(ring.has_all_since(0));
}

}  // namespace
}  // namespace firstline::web
