// What is wrong with a document, and where. Internal to wire.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "wire/limits.hpp"

namespace firstline::wire::json {

// The way to a value; lives on the stack of the walk, costs nothing until something is wrong.
struct Path {
  const Path* up = nullptr;
  std::string_view name;  // of a member; empty: an item
  std::size_t index = 0;

  // The member's own name, also for the items of a list in it.
  std::string_view member() const {
    const Path* path = this;
    while (path->name.empty() && path->up != nullptr) path = path->up;
    return path->name;
  }
};

// "items[2].ring_time_ms"
std::string to_text(const Path& path);

class Problems {
 public:
  // Codes are "request." and one of: invalid, missing_field, unknown_field, duplicate_field,
  // out_of_range, too_long, too_many.
  void add(std::string_view code, std::string message, const Path& path);

  bool is_full() const { return found_.size() >= problems_listed; }
  bool is_empty() const { return found_.empty(); }
  const Error& first() const { return found_.front(); }
  std::vector<Error> take() { return std::move(found_); }

 private:
  std::vector<Error> found_;
};

}  // namespace firstline::wire::json
