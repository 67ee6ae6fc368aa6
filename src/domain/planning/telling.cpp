#include "domain/planning/telling.hpp"

#include <algorithm>

namespace firstline::planning {
namespace {

// Less than this much more, in parts of a hundred, is not worth a word.
constexpr int told_beyond_percent = 15;

std::optional<Cause> cause_of(Beginning beginning) {
  switch (beginning) {
    case Beginning::arrival:
      return {};
    case Beginning::transfer:
      return Cause::transfer;
    case Beginning::returned:
      return Cause::agent_gone;
  }
  return {};
}

bool is_more(Duration now, Duration before, int percent) {
  return now.count() * 100 > before.count() * (100 + percent);
}

bool is_more(const Quantiles& now, const Quantiles& before, int percent) {
  return is_more(now.p50, before.p50, percent) || is_more(now.p90, before.p90, percent);
}

}  // namespace

Telling tell(const Telling* before, Beginning beginning, const Standing& at,
             const std::optional<Quantiles>& now) {
  if (!before) return {at, now, cause_of(beginning)};
  Telling told{at, now, before->cause};
  if (!now || !before->wait) return told;
  if (!is_more(*now, *before->wait, 0)) {
    if (at.ahead < before->at.ahead) told.cause.reset();
    return told;
  }
  // The forecast rises with those ahead, and falls with slots; whatever else moves it was learnt.
  if (at.ahead > before->at.ahead || at.free < before->at.free) {
    told.cause = at.slots < before->at.slots ? Cause::fewer_agents : Cause::higher_priority;
  } else if (at.slots < before->at.slots) {
    told.cause = Cause::fewer_agents;
  } else if (is_more(*now, *before->wait, told_beyond_percent)) {
    told.cause = Cause::slower;
  } else {
    told.wait =
        Quantiles{std::min(now->p50, before->wait->p50), std::min(now->p90, before->wait->p90)};
  }
  return told;
}

}  // namespace firstline::planning
