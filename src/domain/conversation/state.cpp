#include "domain/conversation/state.hpp"

#include <algorithm>

#include "domain/conversation/due.hpp"

namespace firstline::conversation {

bool State::has_same_facts(const State& other) const {
  return last_conversation == other.last_conversation && last_message == other.last_message &&
         conversations == other.conversations && periods == other.periods &&
         customer_gone_wait == other.customer_gone_wait;
}

Time next_wakeup(const State& state) {
  return state.due.empty() ? never : state.due.begin()->first;
}

const Conversation* find(const State& state, ConversationId id) {
  const auto at = state.conversations.find(id);
  return at == state.conversations.end() ? nullptr : &at->second;
}

const Conversation* find_of_customer(const State& state, CustomerId id) {
  auto after = state.of_customer.lower_bound({CustomerId{id.value + 1}, ConversationId{}});
  if (after == state.of_customer.begin() || (--after)->first != id) return nullptr;
  return find(state, after->second);
}

const Conversation::Receipt* find_receipt(const Conversation& conversation, AuthorKind author,
                                          std::string_view client_id) {
  const auto at = std::find_if(conversation.receipts.rbegin(), conversation.receipts.rend(),
                               [&](const Conversation::Receipt& receipt) {
                                 return receipt.author == author && receipt.client_id == client_id;
                               });
  return at == conversation.receipts.rend() ? nullptr : &*at;
}

void use_catalog(State& state, const catalog::Catalog& catalog) {
  state.periods.clear();
  for (const catalog::Queue& queue : catalog.queues) {
    state.periods[queue.id] = {queue.idle_warning, queue.idle_close, queue.reopen_window};
  }
  state.customer_gone_wait = catalog.policy.customer_gone_wait;
  rebuild_derived(state);
}

void rebuild_derived(State& state) {
  state.due.clear();
  state.of_customer.clear();
  for (const auto& [id, conversation] : state.conversations) {
    const Time at = due_of(state, conversation).at;
    if (at != never) state.due.emplace(at, id);
    state.of_customer.emplace(conversation.customer, id);
  }
}

}  // namespace firstline::conversation
