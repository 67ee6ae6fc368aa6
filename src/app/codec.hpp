// How events and state become bytes. `wire` implements it; the engine only carries it.
#pragma once

#include <string>
#include <string_view>

#include "app/event.hpp"
#include "app/state.hpp"
#include "base/result.hpp"

namespace firstline::app {

struct Codec {
  std::string (*event_type)(const Event&) = nullptr;
  std::string (*encode_event)(const Event&) = nullptr;
  Result<Event> (*decode_event)(std::string_view type, std::string_view payload) = nullptr;
  int state_version = 0;
  std::string (*encode_state)(const State&) = nullptr;
  Result<State> (*decode_state)(int version, std::string_view json) = nullptr;
};

}  // namespace firstline::app
