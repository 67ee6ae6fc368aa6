// All commands of a workspace.
#pragma once

#include <variant>

#include "app/event.hpp"
#include "domain/catalog/state.hpp"
#include "domain/conversation/command.hpp"
#include "domain/customer/customer.hpp"
#include "domain/routing/command.hpp"

namespace firstline::app {

struct IssueEffect {
  EffectKind kind = EffectKind::send_mail;
};

struct FinishEffect {
  EffectId effect;
  bool is_delivered = true;
};

using EffectCommand = std::variant<IssueEffect, FinishEffect>;

using Command = std::variant<catalog::Replace, customer::Command, conversation::Command,
                             routing::Command, EffectCommand>;

}  // namespace firstline::app
