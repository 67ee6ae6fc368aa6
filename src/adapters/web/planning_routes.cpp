// How many agents does it take?
#include "adapters/web/exchange.hpp"
#include "adapters/web/routes.hpp"
#include "app/staffing.hpp"
#include "wire/requests.hpp"

namespace firstline::web {
namespace {

namespace view = app::view;

planning::Question question_of(const wire::AskForStaffing& asked) {
  planning::Question question;
  question.demand.arrivals = asked.arrivals;
  question.demand.interval = asked.interval.value_or(question.demand.interval);
  question.demand.handle_time = asked.handle_time;
  question.patience = asked.patience;
  question.goal.share = asked.share.value_or(question.goal.share);
  question.goal.threshold = asked.threshold.value_or(question.goal.threshold);
  question.goal.most_abandonment = asked.most_abandonment;
  question.goal.most_occupancy = asked.most_occupancy;
  question.goal.longest_mean_wait = asked.longest_mean_wait;
  question.shrinkage = asked.shrinkage.value_or(0);
  question.agents = asked.agents;
  return question;
}

}  // namespace

Routes planning_routes() {
  Routes routes;
  routes.push_back({"POST", "/api/v1/planning/erlang", Asker::user, [](const ExchangeRef& x) {
                      const auto asked = x->read<wire::AskForStaffing>();
                      if (!asked) return;
                      const auto answer = x->json<view::StaffingPlan>();
                      answer(app::staffing(x->actor, question_of(*asked)));
                    }});
  return routes;
}

}  // namespace firstline::web
