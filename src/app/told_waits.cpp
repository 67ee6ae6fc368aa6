#include "app/told_waits.hpp"

#include "app/waits.hpp"
#include "base/overloaded.hpp"

namespace firstline::app {

const planning::Telling& ToldWaits::tell(const State& state, const routing::Work& work) {
  const auto before = told_.find(work.id);
  const auto waiting = state.planning.waiting.find(work.id);
  const auto beginning = waiting == state.planning.waiting.end() ? planning::Beginning::arrival
                                                                 : waiting->second.beginning;
  const planning::Telling now =
      planning::tell(before == told_.end() ? nullptr : &before->second, beginning,
                     standing_of(state, work), forecast(state, work));
  return told_.insert_or_assign(work.id, now).first->second;
}

void ToldWaits::notice(const Event& event) {
  std::visit(overloaded{
                 [&](const routing::OfferAccepted& e) { told_.erase(e.work); },
                 [&](const routing::WorkTakenOver& e) { told_.erase(e.work); },
                 [&](const routing::WorkTransferred& e) { told_.erase(e.work); },
                 [&](const routing::WorkReturned& e) { told_.erase(e.work); },
                 [&](const routing::WorkEnded& e) { told_.erase(e.work); },
                 [](const auto&) {},
             },
             event);
}

}  // namespace firstline::app
