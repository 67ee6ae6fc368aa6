// Reports as tables. Pure.
#pragma once

#include <string>

#include "app/view_answers.hpp"

namespace firstline::web {

// One row per cell: from, to, queue, agent, its values by formula, its counts. No data yet is an
// empty cell.
std::string report_csv(const app::view::Report& report);
std::string contacts_csv(const app::view::Contacts& contacts);

}  // namespace firstline::web
