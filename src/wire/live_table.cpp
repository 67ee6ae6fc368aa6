// What is said over the two sockets.
#include "wire/described/answers.hpp"
#include "wire/described/frame_types.hpp"
#include "wire/described/frames.hpp"
#include "wire/described/requests.hpp"
#include "wire/described/visitor.hpp"
#include "wire/routes_table.hpp"

namespace firstline::wire {
namespace {

namespace view = app::view;
using json::Schemas;

template <class Args, class Data>
constexpr LiveRow row(std::string_view name, std::string_view summary) {
  return {name, summary, [](Schemas& schemas) { return schemas.of<json::Request, Args>(); },
          [](Schemas& schemas) { return schemas.of<json::Public, Data>(); }};
}

constexpr LiveRow desk[] = {
    row<Empty, view::DeskSnapshot>("snapshot", "Everything the desk shows, as it is now"),
    row<Resume, view::Resumed>("resume", "The frames after a number, or snapshot.needed"),
    row<SetPresence, view::PresenceSet>("presence.set", "Ready, on a break, or offline"),
    row<AcceptOffer, view::WorkTaken>("offers.accept", "Take the offered work"),
    row<DeclineOffer, view::Nothing>("offers.decline", "Refuse it; it keeps its place"),
    row<SendMessage, view::Sent>("messages.send", "Write; the same client_id is one message"),
    row<ListMessages, view::Messages>("messages.list", "Earlier or later messages"),
    row<Typing, view::Nothing>("conversations.typing", "I am writing"),
    row<MarkRead, view::Nothing>("conversations.read", "I have read up to here"),
    row<SaveDraft, view::DraftKept>("conversations.draft", "Keep what I am writing"),
    row<CloseConversation, view::Nothing>("conversations.close", "End it; wrap-up begins"),
    row<OnConversation, view::WorkTaken>("conversations.reopen", "Undo of an end"),
    row<Whisper, view::Sent>("conversations.whisper", "Write to its agent only"),
    row<OnConversation, view::WorkTaken>("conversations.take_over", "Take it from whoever has it"),
    row<OnConversation, view::Watched>("conversations.watch", "Look at it, read-only; audited"),
    row<OnConversation, view::Nothing>("conversations.unwatch", "Look away"),
    row<OnConversation, view::Nothing>("conversations.block", "Block its customer, close it"),
    row<TransferWork, view::Nothing>("work.transfer", "Hand over to a queue or an agent"),
    row<OnWork, view::WorkTaken>("work.take_back", "Undo of a transfer while nobody has it"),
    row<OnWork, view::Nothing>("work.complete", "End the wrap-up"),
    row<OnCustomer, view::Notes>("customers.notes", "What colleagues wrote about a customer"),
    row<AddNote, view::NoteAdded>("customers.note", "Write a note about a customer"),
    row<ListHistory, view::History>("customers.history", "Earlier conversations of a customer"),
    row<RenameCustomer, view::Nothing>("customers.rename", "Give a customer another name"),
    row<Empty, view::Floor>("floor.watch", "The floor now, then floor frames"),
    row<Empty, view::Nothing>("floor.unwatch", "No more of them"),
    row<PutSettings, view::Nothing>("settings.put", "Keep the settings of this desk"),
    row<Empty, view::Nothing>("ping", "Is the line alive?"),
};

constexpr LiveRow visitors[] = {
    row<VisitorSend, view::VisitorSent>("message.send", "Write; opens a conversation if needed"),
    row<VisitorList, view::VisitorMessages>("messages.list", "Earlier or later messages"),
    row<VisitorSince, view::VisitorSince>("since", "What was missed"),
    row<VisitorTyping, view::Nothing>("typing", "I am writing"),
    row<VisitorRead, view::Nothing>("read", "I have read up to here"),
    row<VisitorPage, view::Nothing>("page", "Where I am now; a hint"),
    row<VisitorName, view::Nothing>("name", "My name"),
    row<Empty, view::Nothing>("leave", "Give up the place, or end the conversation"),
    row<AnswerSurvey, view::Nothing>("survey.answer", "How much effort it was, 1 to 5"),
    row<Empty, view::VisitorReopened>("reopen", "Go on with the conversation"),
    row<Empty, view::Nothing>("ping", "Is the line alive?"),
};

template <class Variant>
struct Frames;
template <class... Fs>
struct Frames<std::variant<Fs...>> {
  template <class Frame>
  static std::string schema(Schemas& schemas) {
    using Data = std::remove_cvref_t<decltype(data_of(std::declval<const Frame&>()))>;
    return schemas.of<json::Public, Data>();
  }
  static constexpr FrameRow rows[] = {{frame_type_of<Fs>, schema<Fs>}...};
};

}  // namespace

std::span<const LiveRow> live_rows() { return desk; }
std::span<const LiveRow> visitor_live_rows() { return visitors; }
std::span<const FrameRow> numbered_rows() { return Frames<view::DeskFrame>::rows; }
std::span<const FrameRow> signal_rows() { return Frames<view::DeskSignal>::rows; }
std::span<const FrameRow> visitor_frame_rows() { return Frames<view::VisitorFrame>::rows; }

}  // namespace firstline::wire
