// The read models from first principles: everything is computed anew from the whole journal at
// each question. Slow and simple, so that it may judge the projector, which is neither.
#pragma once

#include <map>
#include <vector>

#include "tests/support/memory_store.hpp"

namespace firstline::testing {

struct MemoryViews {
  std::map<ConversationId, ports::ConversationLine> conversations;
  std::map<WorkId, ports::ContactLine> contacts;
  std::map<ConversationId, std::vector<std::string>> texts;  // that a search looks at
};

MemoryViews views_of(const MemoryRows& rows);

// When a contact counts: answered ones by the answer, others by their end.
std::optional<Time> counts_at(const ports::ContactLine& contact);

metrics::Counts counts_of(const ports::ContactLine& contact, Duration threshold);

}  // namespace firstline::testing
