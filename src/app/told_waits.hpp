// What each waiting customer was told last of their wait. Nothing of it is a fact: after a restart
// everybody is told anew, from the same forecast.
//
// Thread: the floor.
#pragma once

#include <unordered_map>

#include "app/state.hpp"
#include "domain/planning/telling.hpp"

namespace firstline::app {

class ToldWaits {
 public:
  // What to tell now of a work that waits; remembered as told.
  const planning::Telling& tell(const State& state, const routing::Work& work);

  // An answer, an end or a new beginning: what was told before is past.
  void notice(const Event& event);

 private:
  std::unordered_map<WorkId, planning::Telling> told_;
};

}  // namespace firstline::app
