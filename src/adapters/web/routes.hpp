// Every address of the HTTP interface (docs/protocol.md, "REST"), by who asks for it. Each function
// gives the routes of one file; Web puts them together.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "adapters/web/houses.hpp"
#include "adapters/web/router.hpp"
#include "ports/clock.hpp"

namespace firstline::web {

// What routes need besides the workspace of whoever asks. Outlives them.
struct RouteContext {
  Houses& houses;
  const ports::Clock& clock;
  std::string public_origin;  // "https://desk.example", or ""
};

using Routes = std::vector<Route>;

Routes session_routes(const RouteContext& context);
Routes desk_routes();
Routes conversation_routes();
Routes file_routes();
Routes user_routes();
Routes catalog_routes();
Routes customer_routes();
Routes report_routes();
Routes planning_routes();
Routes event_routes();
Routes widget_routes(const RouteContext& context);

}  // namespace firstline::web
