// Random numbers that a seed repeats exactly, on every machine: SplitMix64 (Steele, Lea and Flood,
// 2014). The distributions of <random> differ between standard libraries, so none is used.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/check.hpp"
#include "base/time.hpp"
#include "ports/random.hpp"

namespace firstline::testing {

class SeededRandom final : public ports::Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

  // 0 … end-1.
  std::size_t below(std::size_t end) {
    FL_CHECK(end > 0);
    return static_cast<std::size_t>(next() % end);
  }

  bool chance(double probability) {
    constexpr double range = 9007199254740992.0;  // 2^53
    return static_cast<double>(next() >> 11) / range < probability;
  }

  Duration between(Duration least, Duration most) {
    const auto span = static_cast<std::size_t>((most - least).count()) + 1;
    return least + Duration(static_cast<Duration::rep>(below(span)));
  }

  template <class T>
  const T& pick(const std::vector<T>& items) {
    return items[below(items.size())];
  }

  std::string token(std::size_t bytes) override {
    constexpr std::string_view digits = "abcdefghijklmnopqrstuvwxyz234567";
    std::string text((bytes * 8 + 4) / 5, 'a');
    for (char& c : text) c = digits[below(digits.size())];
    return text;
  }

 private:
  std::uint64_t state_;
};

}  // namespace firstline::testing
