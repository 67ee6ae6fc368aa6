#include "app/state.hpp"

#include <algorithm>

#include "app/waits.hpp"
#include "base/overloaded.hpp"

namespace firstline::app {
namespace {

template <class T, class... As>
constexpr bool is_one_of(const std::variant<As...>*) {
  return (std::is_same_v<T, As> || ...);
}

}  // namespace

void evolve(State& state, const Event& event, Time at) {
  ++state.seq;
  state.last_at = at;
  std::visit(
      [&]<class E>(const E& e) {
        if constexpr (is_one_of<E>(static_cast<routing::Event*>(nullptr))) {
          const routing::Event routed(e);
          learn_of_endings(state, routed, at);
          routing::evolve(state.routing, routed, at);
          learn_of_beginnings(state, routed, at);
        } else if constexpr (is_one_of<E>(static_cast<conversation::Event*>(nullptr))) {
          conversation::evolve(state.conversations, e, at);
        } else if constexpr (is_one_of<E>(static_cast<customer::Event*>(nullptr))) {
          customer::evolve(state.customers, e);
        } else if constexpr (std::is_same_v<E, catalog::CatalogReplaced>) {
          state.catalog = std::make_shared<const catalog::Catalog>(e.catalog);
          routing::use_catalog(state.routing, state.catalog);
          conversation::use_catalog(state.conversations, *state.catalog);
        } else if constexpr (std::is_same_v<E, EffectIssued>) {
          state.effects.last_effect = e.effect.value;
          state.effects.pending.emplace(e.effect, e.kind);
        } else {
          static_assert(std::is_same_v<E, EffectDone>);
          state.effects.pending.erase(e.effect);
        }
      },
      event);
}

Time next_wakeup(const State& state) {
  return std::min(routing::next_wakeup(state.routing),
                  conversation::next_wakeup(state.conversations));
}

bool has_same_facts(const State& one, const State& other) {
  return one.seq == other.seq && one.last_at == other.last_at && *one.catalog == *other.catalog &&
         one.customers == other.customers &&
         one.conversations.has_same_facts(other.conversations) &&
         one.routing.has_same_facts(other.routing) && one.planning == other.planning &&
         one.effects == other.effects;
}

}  // namespace firstline::app
