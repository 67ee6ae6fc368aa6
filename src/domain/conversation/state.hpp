// All conversations in memory, and the three functions over them.
#pragma once

#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "domain/conversation/command.hpp"

namespace firstline::conversation {

struct State {
  // Facts: what a snapshot holds and a replay must reproduce.
  std::uint64_t last_conversation = 0;
  std::uint64_t last_message = 0;
  std::unordered_map<ConversationId, Conversation> conversations;

  // The catalog's periods these conversations live by, copied in by `use_catalog`.
  struct Periods {
    Duration idle_warning{}, idle_close{}, reopen_window{};
    friend bool operator==(const Periods&, const Periods&) = default;
  };
  std::unordered_map<QueueId, Periods> periods;
  Duration customer_gone_wait = minutes(30);

  // Derived: when each conversation next needs the clock, and those of each customer.
  std::set<std::pair<Time, ConversationId>> due;
  std::set<std::pair<CustomerId, ConversationId>> of_customer;  // open, or closed and not settled

  bool has_same_facts(const State& other) const;
};

inline constexpr std::size_t receipts_kept = 64;     // per conversation
inline constexpr std::size_t client_id_length = 64;  // characters, 1 to this
inline constexpr std::size_t survey_window_hours = 24;

// Errors: conversation.unknown, conversation.closed, conversation.open, conversation.newer,
// queue.unknown, reopen.too_late, survey.not_asked, survey.answered, survey.effort,
// message.client_id, message.repeated, message.unknown, agent.not_here, outcome.too_long.
Result<std::vector<Event>> decide(const State& state, const Command& command, Time now);
void evolve(State& state, const Event& event, Time at);
Time next_wakeup(const State& state);

const Conversation* find(const State& state, ConversationId id);
const Conversation* find_of_customer(const State& state, CustomerId id);  // the latest

// A message this sender already sent under this id.
const Conversation::Receipt* find_receipt(const Conversation& conversation, AuthorKind author,
                                          std::string_view client_id);

void use_catalog(State& state, const catalog::Catalog& catalog);
void rebuild_derived(State& state);  // after a snapshot was read into the facts

}  // namespace firstline::conversation
