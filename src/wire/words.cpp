#include "wire/words.hpp"

#include "wire/described/domain.hpp"

namespace firstline::wire {

template <class Enum>
std::string_view word_of(Enum value) {
  return json::enum_text(value);
}

template <class Enum>
std::optional<Enum> from_word(std::string_view word) {
  Enum value{};
  if (!json::enum_from_text(word, value)) return {};
  return value;
}

#define FL_WORDS(Enum)                     \
  template std::string_view word_of(Enum); \
  template std::optional<Enum> from_word<Enum>(std::string_view)

FL_WORDS(access::Role);
FL_WORDS(access::Permission);
FL_WORDS(ports::UserState);
FL_WORDS(ports::TokenPurpose);
FL_WORDS(catalog::Channel);
FL_WORDS(catalog::EntryPointKind);
FL_WORDS(customer::Identity);
FL_WORDS(conversation::AuthorKind);
FL_WORDS(conversation::Visibility);
FL_WORDS(conversation::MessageKind);
FL_WORDS(conversation::Waiting);
FL_WORDS(conversation::Phase);
FL_WORDS(conversation::CloseReason);
FL_WORDS(conversation::SurveyState);
FL_WORDS(conversation::LeaveReason);
FL_WORDS(routing::WorkState);
FL_WORDS(routing::Presence);
FL_WORDS(routing::AgentActivity);
FL_WORDS(routing::ChoiceReason);
FL_WORDS(routing::WithdrawalReason);
FL_WORDS(routing::ReturnReason);
FL_WORDS(routing::WorkOutcome);
FL_WORDS(routing::WorkEndReason);
FL_WORDS(routing::PresenceCause);

#undef FL_WORDS

}  // namespace firstline::wire
