#include "app/decide.hpp"

#include "base/overloaded.hpp"

namespace firstline::app {
namespace {

using Events = std::vector<Event>;

// The events of one capability, as events of the workspace.
template <class E>
Events widened(std::vector<E> events) {
  Events all;
  all.reserve(events.size());
  for (E& event : events) {
    if constexpr (requires { std::visit([](auto&&) {}, event); }) {
      std::visit([&](auto&& e) { all.emplace_back(std::move(e)); }, std::move(event));
    } else {
      all.emplace_back(std::move(event));
    }
  }
  return all;
}

template <class E>
Result<Events> widened(Result<std::vector<E>> decided) {
  if (!decided) return std::move(decided).error();
  return widened(std::move(*decided));
}

}  // namespace

Result<std::vector<Event>> decide(const State& state, const Command& command, Time now) {
  return std::visit(
      overloaded{
          [&](const catalog::Replace& c) { return widened(catalog::decide(*state.catalog, c)); },
          [&](const customer::Command& c) { return widened(customer::decide(state.customers, c)); },
          [&](const conversation::Command& c) {
            return widened(conversation::decide(state.conversations, c, now));
          },
          [&](const routing::Command& c) {
            return widened(routing::decide(state.routing, c, now));
          },
          [&](const EffectCommand& c) -> Result<Events> {
            if (const auto* issue = std::get_if<IssueEffect>(&c)) {
              return Events{EffectIssued{{state.effects.last_effect + 1}, issue->kind}};
            }
            const auto& finish = std::get<FinishEffect>(c);
            if (!state.effects.pending.contains(finish.effect)) return Events{};
            return Events{EffectDone{finish.effect, finish.is_delivered}};
          },
      },
      command);
}

}  // namespace firstline::app
