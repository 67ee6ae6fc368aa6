// "Did you mean …?"
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace firstline::server {

// How many letters must be added, removed, replaced or swapped with their neighbour.
std::size_t distance_between(std::string_view a, std::string_view b);

// The name that was probably meant; empty when none is near.
std::string nearest_name(std::string_view written, std::span<const std::string_view> names);

}  // namespace firstline::server
