// What an agent may do: be there, take offers, write, hand over, close, wrap up; and what a
// supervisor may do in a conversation: look, whisper, take over.
//
// Thread: the floor. Every answer comes after it is durable.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "app/attachments.hpp"
#include "app/view_answers.hpp"
#include "app/workspace.hpp"

namespace firstline::app {

class Desk {
 public:
  Desk(Workspace& workspace, Attachments& attachments, const Limits& limits)
      : workspace_(workspace), attachments_(attachments), limits_(limits) {}

  // A desk of this agent was opened or closed (a live socket).
  void opened(const Actor& actor);
  void closed(const Actor& actor);

  void snapshot(const Actor& actor, Answer<view::DeskSnapshot> answer);
  void work_items(const Actor& actor, Answer<view::WorkItems> answer);

  void set_presence(const Actor& actor, routing::Presence presence, std::string reason,
                    Answer<view::PresenceSet> answer);
  void accept(const Actor& actor, OfferId offer, Answer<view::WorkTaken> answer);
  void decline(const Actor& actor, OfferId offer, std::string reason, Answer<view::Nothing> answer);

  struct Writing {
    ConversationId conversation;
    std::string client_id;
    std::string text;
    std::vector<FileId> attachments;
    conversation::Visibility visibility = conversation::Visibility::everyone;
  };
  void send(const Actor& actor, Writing writing, Answer<view::Sent> answer);
  void typing(const Actor& actor, ConversationId id, bool is_typing, Answer<view::Nothing> answer);
  void read(const Actor& actor, ConversationId id, std::uint64_t up_to,
            Answer<view::Nothing> answer);
  void keep_draft(const Actor& actor, ConversationId id, std::string text,
                  Answer<view::DraftKept> answer);
  void close(const Actor& actor, ConversationId id, std::string outcome, std::string note,
             Answer<view::Nothing> answer);
  void reopen(const Actor& actor, ConversationId id, Answer<view::WorkTaken> answer);
  void block(const Actor& actor, ConversationId id, Answer<view::Nothing> answer);

  void transfer(const Actor& actor, WorkId work, const QueueId& queue, const AgentId& agent,
                std::string note, Answer<view::Nothing> answer);
  void take_back(const Actor& actor, WorkId work, Answer<view::WorkTaken> answer);
  void complete(const Actor& actor, WorkId work, Answer<view::Nothing> answer);

  void messages(const Actor& actor, ConversationId id, std::optional<std::uint64_t> after,
                std::uint64_t before, std::size_t limit, Answer<view::Messages> answer);
  void conversation(const Actor& actor, ConversationId id, Answer<view::Conversation> answer);
  void conversations(const Actor& actor, ports::ConversationQuery query,
                     Answer<view::Conversations> answer);

  void notes(const Actor& actor, CustomerId customer, Answer<view::Notes> answer);
  void add_note(const Actor& actor, CustomerId customer, std::string text,
                Answer<view::NoteAdded> answer);
  void history(const Actor& actor, CustomerId customer, std::size_t limit,
               Answer<view::History> answer);
  void rename(const Actor& actor, CustomerId customer, std::string name,
              Answer<view::Nothing> answer);
  void keep_settings(const Actor& actor, std::string json, Answer<view::Nothing> answer);

  // ---- supervisors ----
  void watch(const Actor& actor, ConversationId id, Answer<view::Watched> answer);
  void whisper(const Actor& actor, ConversationId id, std::string client_id, std::string text,
               Answer<view::Sent> answer);
  void take_over(const Actor& actor, ConversationId id, Answer<view::WorkTaken> answer);
  void floor(const Actor& actor, Answer<view::Floor> answer);
  void queue_live(const Actor& actor, const QueueId& queue, Answer<view::QueueLive> answer);

 private:
  // May this person read this conversation? Their own, or anybody's with see_all.
  Result<const conversation::Conversation*> readable(const Actor& actor, ConversationId id) const;
  Result<const conversation::Conversation*> own(const Actor& actor, ConversationId id) const;
  void check_readable(const Actor& actor, ConversationId id,
                      std::function<void(Result<void>)> then);
  // Submits; answers with `value` when durable.
  template <class T, class F>
  void run(Command command, Answer<T> answer, F value);
  void answer_with_work(WorkId work, Answer<view::WorkTaken> answer);
  void add_inside_note(const Actor& actor, ConversationId id, std::string text);

  Workspace& workspace_;
  Attachments& attachments_;
  const Limits limits_;
  std::unordered_map<AgentId, int> desks_;
};

}  // namespace firstline::app
