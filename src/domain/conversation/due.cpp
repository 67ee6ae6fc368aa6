#include "domain/conversation/due.hpp"

#include <algorithm>

namespace firstline::conversation {

Due due_of(const State& state, const Conversation& c) {
  const auto at = state.periods.find(c.queue);
  const State::Periods periods = at == state.periods.end() ? State::Periods{} : at->second;
  if (c.phase == Phase::closed) {
    // An asked survey may still be answered after the reopening window.
    const bool is_asked = c.survey == SurveyState::asked;
    const Duration survey_window = is_asked ? Duration(hours(survey_window_hours)) : Duration(0);
    return {c.closed_at + std::max(periods.reopen_window, survey_window), DueKind::settle};
  }
  // A left message waits for an answer however long that takes.
  if (c.channel == catalog::Channel::message) return {};
  if (!c.agent && c.last_agent == AgentId() && !c.is_customer_here) {
    return {c.customer_gone_since + state.customer_gone_wait, DueKind::give_up};
  }
  const bool is_customers_turn = c.waiting == Waiting::agent_waits;
  if (!is_customers_turn || periods.idle_warning == Duration(0)) return {};
  if (c.is_idle_warned) return {c.idle_warned_at + periods.idle_close, DueKind::idle_close};
  return {c.waiting_since + periods.idle_warning, DueKind::idle_warning};
}

}  // namespace firstline::conversation
