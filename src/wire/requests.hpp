// What people and scripts may ask: one struct per `do` of the sockets and per body of REST
// (docs/protocol.md), and how to read them.
//
// A std::optional may be left out; what else may be, keeps the default written here. Every refusal
// names the path of its field ("attachments[2]"). Whether the request makes sense is for the use
// cases to say. Pure functions; may be called on any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/view.hpp"
#include "base/result.hpp"
#include "domain/conversation/conversation.hpp"
#include "wire/limits.hpp"

namespace firstline::wire {

// One frame from a client: {"id","do","args"}.
struct Frame {
  std::string id;  // 1 to 64 characters, given back as "re"
  std::string do_;
  std::string args;  // JSON of one object
};

// Errors: limit "request.too_big"; invalid "request.not_json", "request.not_utf8",
// "request.too_deep", "request.invalid", "request.missing_field", "request.unknown_field",
// "request.duplicate_field".
Result<Frame> parse_frame(std::string_view json);

// The id of a frame that could not be read, as far as it can be made out; empty otherwise.
std::string id_of_broken_frame(std::string_view json);

// Any struct below from the `args` of a frame or the body of a request (nothing at all counts as
// {}). Errors: as above, and "request.out_of_range", "request.too_long", "request.too_many".
template <class Request>
Result<Request> parse(std::string_view json);

// The same for REST, where the first member stands in the address: /conversations/{id}/close with
// a body without "conversation". An id that cannot be one is not_found "<member>.unknown".
template <class Request>
Result<Request> parse(std::string_view json, std::string_view id);

// ---- live socket ----

struct Empty {};  // snapshot, floor.watch, floor.unwatch

struct Resume {
  std::uint64_t since = 0;
};

struct SetPresence {
  routing::Presence presence = routing::Presence::ready;
  std::string reason;  // may be left out
};

struct AcceptOffer {
  OfferId offer;
};

struct DeclineOffer {
  OfferId offer;
  std::string reason;  // may be left out
};

struct SendMessage {
  ConversationId conversation;
  std::string client_id;
  std::string text;
  std::vector<FileId> attachments;                                           // may be left out
  conversation::Visibility visibility = conversation::Visibility::everyone;  // may be left out
};

struct ListMessages {
  ConversationId conversation;
  std::optional<std::uint64_t> before, after;
  std::optional<std::size_t> limit;  // 1–100
};

struct Typing {
  ConversationId conversation;
  bool is_typing = false;
};

struct MarkRead {
  ConversationId conversation;
  std::uint64_t up_to = 0;
};

struct SaveDraft {
  ConversationId conversation;
  std::string text;
};

struct CloseConversation {
  ConversationId conversation;
  std::string outcome;
  std::string note;  // may be left out
};

// reopen, take_over, watch, unwatch, block
struct OnConversation {
  ConversationId conversation;
};

struct Whisper {
  ConversationId conversation;
  std::string client_id;
  std::string text;
};

struct TransferWork {  // exactly one of queue and agent
  WorkId work;
  QueueId queue;
  AgentId agent;
  std::string note;  // may be left out
};

struct OnWork {  // take_back, complete
  WorkId work;
};

struct OnCustomer {  // notes
  CustomerId customer;
};

struct AddNote {
  CustomerId customer;
  std::string text;
};

struct ListHistory {
  CustomerId customer;
  std::optional<std::size_t> limit;  // 1–100
};

struct RenameCustomer {
  CustomerId customer;
  std::string name;
};

struct PutSettings {
  app::view::Opaque settings;  // at most 8 kB
};

// ---- the visitor ----

struct StartVisit {
  std::optional<std::string> name;
  std::optional<app::view::WebPage> page;
  std::optional<app::view::Cart> cart;
  std::optional<std::string> locale;
  std::optional<std::string> token;
  std::optional<std::string> identity;  // a JWT of the site
};

struct VisitorSend {
  std::string client_id;
  std::string text;
  std::vector<FileId> attachments;  // may be left out
};

struct VisitorList {
  ConversationId conversation;  // one of the visitor's earlier ones; left out: the current one
  std::optional<std::uint64_t> before, after;
  std::optional<std::size_t> limit;  // 1–100
};

struct VisitorSince {
  std::uint64_t seq = 0;
};

struct VisitorTyping {
  bool is_typing = false;
};

struct VisitorRead {
  std::uint64_t up_to = 0;
};

struct VisitorPage {
  app::view::WebPage page;
  std::optional<app::view::Cart> cart;
};

struct VisitorName {
  std::string name;
};

struct AnswerSurvey {
  int effort = 0;       // 1–5; 0: not this time
  std::string comment;  // may be left out
};

// ---- REST only ----

struct SignIn {
  std::string email;
  std::string password;
  std::optional<std::string> totp;
};

struct UpdateMe {
  std::optional<std::string> name;
  std::optional<std::optional<std::string>> locale;  // null: by browser
};

struct ChangePassword {
  std::string old;
  std::string new_;
};

struct TotpCode {
  std::string code;
};

struct AddConversationNote {  // about its customer
  ConversationId conversation;
  std::string text;
};

struct InviteUser {
  std::string email;
  std::string name;
  access::Role role = access::Role::agent;
  std::optional<UserId> key;
  std::optional<std::vector<QueueId>> queues;
  std::optional<std::string> locale;
};

struct UpdateUser {
  UserId key;
  std::optional<std::string> name;
  std::optional<access::Role> role;
  std::optional<std::vector<access::Permission>> granted;
  std::optional<std::vector<access::Permission>> revoked;
  std::optional<ports::UserState> state;
};

struct AskForReset {
  std::string email;
};

struct SetPassword {
  std::string token;
  std::string password;
  std::optional<std::string> name;  // an invited person may correct theirs
};

// How many agents does it take? (POST /api/v1/planning/erlang)
struct AskForStaffing {
  double arrivals = 0;               // in an interval
  std::optional<Duration> interval;  // half an hour
  Duration handle_time{};
  std::optional<Duration> patience;  // mean; then by Erlang A, else by Erlang C
  std::optional<double> share;       // of those who come, answered within …
  std::optional<Duration> threshold;
  std::optional<double> most_abandonment, most_occupancy;
  std::optional<Duration> longest_mean_wait;
  std::optional<double> shrinkage;
  std::optional<int> agents;  // what would so many do?
};

}  // namespace firstline::wire
