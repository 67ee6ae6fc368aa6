// The body of to_json, for the files that instantiate it. Internal to wire.
#pragma once

#include "wire/json/write.hpp"
#include "wire/responses.hpp"

namespace firstline::wire {

template <class View>
std::string to_json(const View& view) {
  std::string out;
  out.reserve(512);
  json::write<json::Public>(out, view);
  return out;
}

}  // namespace firstline::wire
