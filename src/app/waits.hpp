// Waits: routing knows who stands where, planning knows how long that takes. The fold teaches
// planning what happens; what is asked here is what the widget, the desk, the contact page and the
// API tell, all of them the same.
#pragma once

#include <optional>

#include "app/state.hpp"

namespace firstline::app {

// Part of the fold, before and after routing's own part: who ends to wait, and who begins to.
void learn_of_endings(State& state, const routing::Event& event, Time at);
void learn_of_beginnings(State& state, const routing::Event& event, Time at);

// The time until an answer for a work that waits, from now on.
planning::Standing standing_of(const State& state, const routing::Work& work);
std::optional<planning::Quantiles> forecast(const State& state, const routing::Work& work);

// For one who would come now.
std::optional<planning::Quantiles> forecast_of_next(const State& state, const QueueId& queue);

}  // namespace firstline::app
