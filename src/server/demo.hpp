// The demo workspace: a camping shop with three queues, five people and a widget. Seeded once.
#pragma once

#include <functional>
#include <string>

#include "app/house.hpp"

namespace firstline::server {

ports::WorkspaceRow demo_workspace(Time now);

// What the journal of a new demo workspace begins with. `done` when it is durable.
void seed_demo(app::House& house, std::function<void(Result<void>)> done);

// A workspace for an installation that has none: one queue, one widget, nobody in it yet.
ports::WorkspaceRow first_workspace(Time now);
void seed_first(app::House& house, std::function<void(Result<void>)> done);

inline constexpr const char* demo_password = "firstline-demo";

}  // namespace firstline::server
