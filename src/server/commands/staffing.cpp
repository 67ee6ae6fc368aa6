// `firstline staffing`: how many agents it takes, without a server.
#include "domain/planning/staffing.hpp"

#include <fmt/format.h>

#include "server/commands/commands.hpp"

namespace firstline::server {
namespace {

std::string table(const planning::Plan& plan) {
  std::string text = fmt::format("{:.2f} erlangs\n\n", plan.erlangs);
  text += "agents  scheduled  within target  wait at all  give up  mean wait  occupied\n";
  for (const planning::Staffing& row : plan.curve) {
    const planning::Outcome& is = row.outcome;
    const bool is_needed = plan.needed && plan.needed->agents == row.agents;
    const std::string wait =
        is.mean_wait_ms ? fmt::format("{:.1f} s", *is.mean_wait_ms / 1000) : "no end";
    text +=
        fmt::format("{:>6}  {:>9}  {:>11.2f} %  {:>9.2f} %  {:>5.2f} %  {:>9}  {:>6.2f} %{}\n",
                    row.agents, row.scheduled, 100 * is.service_level, 100 * is.wait_probability,
                    100 * is.abandonment, wait, 100 * is.occupancy, is_needed ? "  <- needed" : "");
  }
  if (!plan.needed) text += fmt::format("Not even {} agents would do.\n", planning::most_agents);
  return text;
}

}  // namespace

int run(const AskStaffing& ask, Report& report) {
  if (const auto checked = planning::check(ask.question); !checked) {
    report.fail(checked.error());
    return exit_code::usage;
  }
  const planning::Plan plan = planning::plan(ask.question);
  if (!plan.needed) {
    report.say("staffing", table(plan), {{"is_possible", false}});
    return exit_code::success;
  }
  const planning::Outcome& outcome = plan.needed->outcome;
  report.say("staffing", table(plan),
             {{"is_possible", true},
              {"agents", std::int64_t{plan.needed->agents}},
              {"scheduled", std::int64_t{plan.needed->scheduled}},
              {"service_level", fmt::format("{:.6f}", outcome.service_level)},
              {"wait_probability", fmt::format("{:.6f}", outcome.wait_probability)},
              {"abandonment", fmt::format("{:.6f}", outcome.abandonment)},
              {"occupancy", fmt::format("{:.6f}", outcome.occupancy)}});
  return exit_code::success;
}

}  // namespace firstline::server
