// What a customer may do: visit, write, wait, leave, come back, say how hard it was.
//
// Thread: the floor.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "app/attachments.hpp"
#include "app/throttle.hpp"
#include "app/view_answers.hpp"
#include "app/view_visitor.hpp"
#include "app/workspace.hpp"

namespace firstline::app {

// A customer with a valid token.
struct Visitor {
  CustomerId customer;
  EntryPointId entry_point;
};

struct Visit {
  EntryPointId entry_point;
  std::optional<std::string> name;
  std::string page;        // JSON, checked by wire; "" if none
  std::string cart;        // JSON, checked by wire; "" if none
  std::string locale;      // "en", "zh-CN", "zh-TW"
  std::string token;       // of an earlier visit, if any
  std::string identity;    // JWT, if the site vouches
  std::string origin;      // of the page, as the browser says; "" if none
  std::string own_origin;  // the server's own, always allowed
  std::string from;        // source address, for the throttle
};

class Inbox {
 public:
  Inbox(Workspace& workspace, Attachments& attachments, const Limits& limits);

  // Errors: widget.unknown, origin.refused, customer.blocked, visit.too_many, identity.*,
  // name.too_long.
  void visit(Visit visit, Answer<view::VisitResult> answer);

  // The workspace a token belongs to, unverified; the verification is `visitor_of`.
  static std::optional<WorkspaceId> workspace_of_token(std::string_view token);
  // Errors: visitor.token, customer.blocked.
  Result<Visitor> visitor_of(std::string_view token);

  // A window of this visitor was opened or closed.
  view::visitor_frame::Hello window_opened(const Visitor& visitor);
  void window_closed(const Visitor& visitor);

  // Errors: message.too_long, message.empty, message.not_utf8, message.too_many, file.*, …
  void send(const Visitor& visitor, std::string client_id, std::string text,
            std::vector<FileId> attachments, Answer<view::VisitorSent> answer);
  // Of the conversation that the query names, which is one of this visitor's, or of the current
  // one. Errors: conversation.none, conversation.unknown.
  void messages(const Visitor& visitor, ports::MessageQuery query,
                Answer<view::VisitorMessages> answer);
  void since(const Visitor& visitor, std::uint64_t seq, Answer<view::VisitorSince> answer);
  Result<void> typing(const Visitor& visitor, bool is_typing);
  void read(const Visitor& visitor, std::uint64_t up_to, Answer<view::Nothing> answer);
  void page(const Visitor& visitor, std::string page, std::string cart,
            Answer<view::Nothing> answer);
  void name(const Visitor& visitor, std::string name, Answer<view::Nothing> answer);
  void leave(const Visitor& visitor, Answer<view::Nothing> answer);
  void answer_survey(const Visitor& visitor, int effort, std::string comment,
                     Answer<view::Nothing> answer);
  void reopen(const Visitor& visitor, Answer<view::VisitorReopened> answer);

  void contact_page(Answer<view::ContactPage> answer);

 private:
  // With the row of the visitor's customer, and whether it was known before.
  void arrive(Visit visit, ports::CustomerRow row, Answer<view::VisitResult> answer);
  Result<ports::CustomerRow> registered(const Visit& visit);
  std::string token_of(const Visitor& visitor);
  Result<const conversation::Conversation*> conversation_of(const Visitor& visitor) const;
  Result<ConversationId> conversation_to_write_to(const Visitor& visitor);
  // Ok, or conversation.unknown for everybody else's.
  void check_own(const Visitor& visitor, ConversationId id, Answer<view::Nothing> then);
  void change_customer(const Visitor& visitor, std::function<void(ports::CustomerRow&)> change,
                       Answer<view::Nothing> answer);

  Workspace& workspace_;
  Attachments& attachments_;
  const Limits limits_;
  Throttle messages_;
  Throttle visits_;
  std::unordered_map<CustomerId, int> windows_;
};

}  // namespace firstline::app
