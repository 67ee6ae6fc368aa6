#include "server/nearest_name.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace firstline::server {

std::size_t distance_between(std::string_view a, std::string_view b) {
  // Row i holds the distances of the first i letters of `a` to all beginnings of `b`.
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
      const bool is_swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::string nearest_name(std::string_view written, std::span<const std::string_view> names) {
  constexpr std::size_t longest = 64;  // of what is worth comparing
  if (written.size() > longest) return {};
  std::string_view nearest;
  std::size_t least = std::max<std::size_t>(2, written.size() / 4) + 1;
  for (std::string_view name : names) {
    const std::size_t distance = distance_between(written, name);
    if (distance < least) {
      least = distance;
      nearest = name;
    }
  }
  return std::string(nearest);
}

}  // namespace firstline::server
