// All events of a workspace: one flat list, because the journal is one.
#pragma once

#include <variant>

#include "domain/catalog/state.hpp"
#include "domain/conversation/event.hpp"
#include "domain/customer/customer.hpp"
#include "domain/routing/event.hpp"

namespace firstline::app {

// ---- effects: what the world still owes us (see effects.hpp) ----

enum class EffectKind { send_mail };

struct EffectIssued {  // its content is the row of this id
  EffectId effect;
  EffectKind kind = EffectKind::send_mail;
  friend bool operator==(const EffectIssued&, const EffectIssued&) = default;
};

struct EffectDone {  // from outside
  EffectId effect;
  bool is_delivered = true;
  friend bool operator==(const EffectDone&, const EffectDone&) = default;
};

namespace detail {

template <class... Variants>
struct Flat;

template <class... As>
struct Flat<std::variant<As...>> {
  using type = std::variant<As...>;
};

template <class... As, class... Bs, class... Rest>
struct Flat<std::variant<As...>, std::variant<Bs...>, Rest...>
    : Flat<std::variant<As..., Bs...>, Rest...> {};

}  // namespace detail

using Event = detail::Flat<std::variant<catalog::CatalogReplaced, EffectIssued, EffectDone>,
                           customer::Event, conversation::Event, routing::Event>::type;

}  // namespace firstline::app
