// The ids that capabilities share. They share these, and the catalog, and no other type.
#pragma once

#include <string_view>

#include "base/id.hpp"

namespace firstline {

// Chosen by people: short, readable, in URLs and in floor notation ("offer of w-1 to ann").
using WorkspaceId = Key<struct WorkspaceTag>;
using AgentId = Key<struct AgentTag>;  // a user's key is also the key of their agent
using UserId = Key<struct UserTag>;
using QueueId = Key<struct QueueTag>;
using TeamId = Key<struct TeamTag>;
using SkillId = Key<struct SkillTag>;
using EntryPointId = Key<struct EntryPointTag>;
using CannedReplyId = Key<struct CannedReplyTag>;

// Drawn at random by the edge, because they must not be guessed.
using FileId = Key<struct FileTag>;

// Counted by the engine.
struct CustomerTag {
  static constexpr std::string_view prefix = "p";
};
struct ConversationTag {
  static constexpr std::string_view prefix = "c";
};
struct MessageTag {
  static constexpr std::string_view prefix = "m";
};
struct WorkTag {
  static constexpr std::string_view prefix = "w";
};
struct OfferTag {
  static constexpr std::string_view prefix = "o";
};
struct EffectTag {
  static constexpr std::string_view prefix = "e";
};

using CustomerId = Id<CustomerTag>;
using ConversationId = Id<ConversationTag>;
using MessageId = Id<MessageTag>;
using WorkId = Id<WorkTag>;
using OfferId = Id<OfferTag>;
using EffectId = Id<EffectTag>;

// A user who answers customers does so as the agent of the same key.
inline AgentId agent_of(const UserId& user) { return AgentId(user.text); }
inline UserId user_of(const AgentId& agent) { return UserId(agent.text); }

}  // namespace firstline
