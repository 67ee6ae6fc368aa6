// Who is told what when something happened: events into frames, each to its audience.
#pragma once

#include <functional>
#include <vector>

#include "app/workspace.hpp"

namespace firstline::app {

using Pushes = std::vector<std::function<void(Push&)>>;

// The frames of one change. `workspace` holds the state that the change's whole batch makes
// durable, which may be later than the change: an offer that is gone again tells nobody.
void add_pushes(const Workspace& workspace, const Change& change, Pushes& pushes);

// The places of those who wait in a queue, to whom a window is open.
void add_places(const Workspace& workspace, const QueueId& queue, Pushes& pushes);

}  // namespace firstline::app
