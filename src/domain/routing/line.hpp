// Works in queue order, and the place of each. Sorted blocks of works with a Fenwick tree over
// their sizes: to come, to leave and to ask for a place costs O(log n) and a move of at most a
// block, and a waiting work takes about twenty bytes where a node of a tree would take sixty-four.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include "base/time.hpp"
#include "domain/ids.hpp"

namespace firstline::routing {

// Queue order: place, then age.
struct WorkOrder {
  Time place;
  WorkId work;
  friend auto operator<=>(const WorkOrder&, const WorkOrder&) = default;
};

class Line {
 public:
  static constexpr std::size_t block_size = 128;

  // Nothing happens if it is there already, or is not.
  void insert(const WorkOrder& order);
  void erase(const WorkOrder& order);

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const WorkOrder& front() const { return blocks_.front().front(); }  // not empty

  // How many come before it, whether it is in the line or not.
  std::size_t count_before(const WorkOrder& order) const;

  // Any change invalidates it.
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = WorkOrder;
    using difference_type = std::ptrdiff_t;
    using pointer = const WorkOrder*;
    using reference = const WorkOrder&;

    Iterator() = default;
    Iterator(const Line* line, std::size_t block) : line_(line), block_(block) {}
    reference operator*() const { return line_->blocks_[block_][at_]; }
    pointer operator->() const { return &**this; }
    Iterator& operator++() {
      if (++at_ == line_->blocks_[block_].size()) {
        ++block_;
        at_ = 0;
      }
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const Line* line_ = nullptr;
    std::size_t block_ = 0, at_ = 0;
  };
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, blocks_.size()}; }

 private:
  using Block = std::vector<WorkOrder>;  // sorted, never empty

  std::size_t block_for(const WorkOrder& order) const;
  void split(std::size_t block);
  void shrink(std::size_t block);
  void add_to_sum(std::size_t block, std::uint32_t difference);  // modulo 2³²
  void sum_anew();

  std::vector<Block> blocks_;
  std::vector<std::uint32_t> sums_;  // Fenwick tree over the sizes of the blocks
  std::size_t size_ = 0;
};

}  // namespace firstline::routing
