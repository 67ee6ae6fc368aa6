// The enumerators of events as floor notation writes them: "wrap-up over". Changing one changes
// scenarios and docs.
#pragma once

#include <string_view>

#include "app/event.hpp"

namespace firstline::app::notation {

std::string_view word(catalog::Channel channel);
std::string_view word(EffectKind kind);
std::string_view word(conversation::LeaveReason reason);
std::string_view word(conversation::CloseReason reason);
std::string_view word(routing::ChoiceReason reason);
std::string_view word(routing::WithdrawalReason reason);
std::string_view word(routing::ReturnReason reason);
std::string_view word(routing::WorkOutcome outcome);
std::string_view word(routing::WorkEndReason reason);
std::string_view word(routing::Presence presence);
std::string_view word(routing::PresenceCause cause);

}  // namespace firstline::app::notation
