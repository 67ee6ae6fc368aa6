// Why a work was offered to whom. Nothing is recorded for it: the journal is replayed up to each
// offer, and the floor as it was then says who could have had the work and who could not.
//
// Thread: the floor. A replay goes in small steps with the archive in between, so that the floor
// goes on meanwhile; one at a time for each workspace.
#pragma once

#include <memory>

#include "app/view_answers.hpp"
#include "app/workspace.hpp"

namespace firstline::app {

class Explanations {
 public:
  using Decode = Result<Event> (*)(std::string_view type, std::string_view payload);

  Explanations(Workspace& workspace, Decode decode) : workspace_(workspace), decode_(decode) {}

  // Errors: permission.missing, work.unknown, explain.busy.
  void explain(const Actor& actor, WorkId work, Answer<view::Explanation> answer);

 private:
  struct Replay;
  void step(const std::shared_ptr<Replay>& replay);
  Result<bool> replayed(Replay& replay, const std::vector<ports::Record>& records) const;
  void finish(const std::shared_ptr<Replay>& replay, const Result<void>& result);

  Workspace& workspace_;
  const Decode decode_;
  std::shared_ptr<Replay> running_;
};

// Everybody who serves the work's queue, and whoever was chosen, in the order of the catalog: could
// they have it in this state, and if not, why. `chosen`: who was offered it.
std::vector<view::Candidate> candidates(const routing::State& state, const routing::Work& work,
                                        const AgentId& chosen);

}  // namespace firstline::app
