#include "app/staffing.hpp"

#include <cmath>

#include "app/refusals.hpp"

namespace firstline::app {
namespace {

view::Staffing row_of(const planning::Staffing& staffing) {
  const planning::Outcome& outcome = staffing.outcome;
  view::Staffing row{staffing.agents,
                     staffing.scheduled,
                     outcome.wait_probability,
                     outcome.service_level,
                     outcome.abandonment,
                     outcome.occupancy,
                     {}};
  if (outcome.mean_wait_ms) row.mean_wait = Duration(std::llround(*outcome.mean_wait_ms));
  return row;
}

}  // namespace

Result<view::StaffingPlan> staffing(const Actor& actor, const planning::Question& question) {
  if (!actor.may(access::Permission::see_reports)) return may_not();
  FL_TRY_VOID(planning::check(question));
  const planning::Plan plan = planning::plan(question);
  view::StaffingPlan answer;
  answer.erlangs = plan.erlangs;
  if (plan.needed) answer.needed = row_of(*plan.needed);
  if (plan.asked) answer.asked = row_of(*plan.asked);
  for (const planning::Staffing& point : plan.curve) answer.curve.push_back(row_of(point));
  return answer;
}

}  // namespace firstline::app
