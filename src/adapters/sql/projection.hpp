// From events to what is looked back at: the fold behind views.db, for one workspace.
//
// A contact is one work from its enqueueing to its end, whoever had it:
//  - wait: from its place in the queue to the first answer, or to its end if nobody answered;
//  - talk: while an agent has it, until the customer's part is over; waiting again after a transfer
//    or a return is not talk;
//  - wrap-up: from then on until the agent is released;
//  - attention: of each agent, the time that passes is shared equally by all they have at that
//    moment, active and in wrap-up (definitions.md, AHT);
//  - queue: where it was answered first, or where it was given up; agent: the last one;
//  - abandoned: ended as such without ever having been answered.
// A survey belongs to the last contact of its conversation.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include "adapters/sql/views.hpp"
#include "app/event.hpp"

namespace firstline::sql {

class Projection final {
 public:
  // What it needs of what was projected before, and of the rows that events refer to.
  struct Source {
    std::function<Result<std::optional<ConversationView>>(ConversationId)> conversation;
    std::function<Result<std::optional<ContactView>>(WorkId)> contact;
    std::function<Result<std::string>(ConversationId, std::uint64_t seq)> message_text;
  };

  // A text that is to be found by its words.
  struct Text {
    ConversationId conversation;
    std::string text;
  };

  // `open`: the contacts that have not ended.
  Projection(Source source, std::vector<ContactView> open);

  Result<void> apply(const app::Event& event, Time at);

  // What changed since the last call. Afterwards only open contacts are kept in memory.
  struct Changes {
    std::vector<ConversationView> conversations;
    std::vector<ConversationView> longer;  // only by messages: no index has to follow
    std::vector<ContactView> contacts;
    std::vector<Text> texts;
  };
  Changes take_changes();

 private:
  struct Folder;

  // Null when there is none. Whoever asks for one is about to change it.
  enum class Change { anything, messages };
  Result<ConversationView*> conversation(ConversationId id, Change change = Change::anything);
  Result<ContactView*> contact(WorkId id);

  void share_time(const AgentId& agent, Time now);
  void answer(ContactView& contact, const AgentId& agent, Time now);
  void leave_agent(ContactView& contact, Time now);

  Source source_;
  std::unordered_map<ConversationId, ConversationView> conversations_;
  std::unordered_map<WorkId, ContactView> contacts_;
  std::map<AgentId, std::set<WorkId>> items_;  // active or in wrap-up
  std::map<AgentId, Time> shared_until_;       // of agents with items
  std::set<ConversationId> changed_conversations_;
  std::set<ConversationId> longer_conversations_;
  std::set<WorkId> changed_contacts_;
  std::vector<Text> texts_;
};

}  // namespace firstline::sql
