#include "domain/routing/line.hpp"

#include <algorithm>

namespace firstline::routing {

// The last block that begins at or before it; the first one if none does.
std::size_t Line::block_for(const WorkOrder& order) const {
  const auto after =
      std::upper_bound(blocks_.begin(), blocks_.end(), order,
                       [](const WorkOrder& it, const Block& block) { return it < block.front(); });
  return after == blocks_.begin() ? 0 : static_cast<std::size_t>(after - blocks_.begin()) - 1;
}

void Line::insert(const WorkOrder& order) {
  if (blocks_.empty()) {
    blocks_.push_back({order});
    size_ = 1;
    return sum_anew();
  }
  std::size_t i = block_for(order);
  if (blocks_[i].size() >= block_size) {
    split(i);
    i = block_for(order);
  }
  Block& block = blocks_[i];
  const auto at = std::lower_bound(block.begin(), block.end(), order);
  if (at != block.end() && *at == order) return;
  block.insert(at, order);
  ++size_;
  add_to_sum(i, 1);
}

void Line::erase(const WorkOrder& order) {
  if (blocks_.empty()) return;
  const std::size_t i = block_for(order);
  Block& block = blocks_[i];
  const auto at = std::lower_bound(block.begin(), block.end(), order);
  if (at == block.end() || *at != order) return;
  block.erase(at);
  --size_;
  add_to_sum(i, static_cast<std::uint32_t>(-1));
  if (block.size() < block_size / 4) shrink(i);
}

std::size_t Line::count_before(const WorkOrder& order) const {
  if (blocks_.empty()) return 0;
  const std::size_t i = block_for(order);
  const Block& block = blocks_[i];
  auto count =
      static_cast<std::size_t>(std::lower_bound(block.begin(), block.end(), order) - block.begin());
  for (std::size_t k = i; k > 0; k &= k - 1) count += sums_[k - 1];
  return count;
}

// Most come last, so the last block stays full and a new one begins.
void Line::split(std::size_t i) {
  const bool is_last = i + 1 == blocks_.size();
  const std::size_t kept = is_last ? block_size - block_size / 8 : block_size / 2;
  Block& block = blocks_[i];
  Block rest(block.begin() + static_cast<std::ptrdiff_t>(kept), block.end());
  block.resize(kept);
  blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(rest));
  sum_anew();
}

// An empty block goes; a small one joins the next, if that leaves room for more.
void Line::shrink(std::size_t i) {
  const auto at = blocks_.begin() + static_cast<std::ptrdiff_t>(i);
  if (at->empty()) {
    blocks_.erase(at);
    return sum_anew();
  }
  const auto next = at + 1;
  if (next == blocks_.end() || at->size() + next->size() > block_size / 2) return;
  at->insert(at->end(), next->begin(), next->end());
  blocks_.erase(next);
  sum_anew();
}

void Line::add_to_sum(std::size_t block, std::uint32_t difference) {
  for (std::size_t k = block + 1; k <= sums_.size(); k += k & (~k + 1)) {
    sums_[k - 1] += difference;
  }
}

void Line::sum_anew() {
  sums_.assign(blocks_.size(), 0);
  for (std::size_t k = 1; k <= sums_.size(); ++k) {
    sums_[k - 1] += static_cast<std::uint32_t>(blocks_[k - 1].size());
    const std::size_t parent = k + (k & (~k + 1));
    if (parent <= sums_.size()) sums_[parent - 1] += sums_[k - 1];
  }
}

}  // namespace firstline::routing
