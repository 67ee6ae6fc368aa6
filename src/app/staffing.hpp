// The staffing calculator, for people and scripts: the same formulas as on the command line.
#pragma once

#include "app/view_answers.hpp"
#include "app/workspace.hpp"
#include "domain/planning/staffing.hpp"

namespace firstline::app {

// Errors: permission.missing, planning.out_of_range with the field.
Result<view::StaffingPlan> staffing(const Actor& actor, const planning::Question& question);

}  // namespace firstline::app
