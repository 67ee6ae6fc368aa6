// What a desk may ask over its socket: the `do` table of docs/protocol.md.
#include "adapters/web/command_table.hpp"
#include "adapters/web/hub.hpp"
#include "adapters/web/limits.hpp"
#include "adapters/web/live_socket.hpp"

namespace firstline::web {
namespace {

namespace view = app::view;
using Table = CommandTable<LiveSocket>;

template <class Request, class Run>
Command<LiveSocket> on(Run run) {
  return command<Request, LiveSocket>(std::move(run));
}

void add_own(Table& table) {
  table["ping"] = on<wire::Empty>([](LiveSocket& s, const wire::Empty&, const std::string& re) {
    s.answer<view::Nothing>(re)(view::Nothing{});
  });
  table["snapshot"] = on<wire::Empty>([](LiveSocket& s, const wire::Empty&, const std::string& re) {
    s.desk().snapshot(s.actor(), s.answer<view::DeskSnapshot>(re));
  });
  table["resume"] = on<wire::Resume>(
      [](LiveSocket& s, const wire::Resume& r, const std::string& re) { s.resume(re, r.since); });
  table["presence.set"] =
      on<wire::SetPresence>([](LiveSocket& s, wire::SetPresence& r, const std::string& re) {
        s.desk().set_presence(s.actor(), r.presence, std::move(r.reason),
                              s.answer<view::PresenceSet>(re));
      });
  table["settings.put"] =
      on<wire::PutSettings>([](LiveSocket& s, wire::PutSettings& r, const std::string& re) {
        s.desk().keep_settings(s.actor(), std::move(r.settings.json), s.answer<view::Nothing>(re));
      });
  table["floor.watch"] =
      on<wire::Empty>([](LiveSocket& s, const wire::Empty&, const std::string& re) {
        if (s.may_see_floor()) s.served().hub.watch_floor(s);
        s.desk().floor(s.actor(), s.answer<view::Floor>(re));
      });
  table["floor.unwatch"] =
      on<wire::Empty>([](LiveSocket& s, const wire::Empty&, const std::string& re) {
        s.served().hub.unwatch_floor(s);
        s.answer<view::Nothing>(re)(view::Nothing{});
      });
}

void add_work(Table& table) {
  table["offers.accept"] =
      on<wire::AcceptOffer>([](LiveSocket& s, const wire::AcceptOffer& r, const std::string& re) {
        s.desk().accept(s.actor(), r.offer, s.answer<view::WorkTaken>(re));
      });
  table["offers.decline"] =
      on<wire::DeclineOffer>([](LiveSocket& s, wire::DeclineOffer& r, const std::string& re) {
        s.desk().decline(s.actor(), r.offer, std::move(r.reason), s.answer<view::Nothing>(re));
      });
  table["work.transfer"] =
      on<wire::TransferWork>([](LiveSocket& s, wire::TransferWork& r, const std::string& re) {
        s.desk().transfer(s.actor(), r.work, r.queue, r.agent, std::move(r.note),
                          s.answer<view::Nothing>(re));
      });
  table["work.take_back"] =
      on<wire::OnWork>([](LiveSocket& s, const wire::OnWork& r, const std::string& re) {
        s.desk().take_back(s.actor(), r.work, s.answer<view::WorkTaken>(re));
      });
  table["work.complete"] =
      on<wire::OnWork>([](LiveSocket& s, const wire::OnWork& r, const std::string& re) {
        s.desk().complete(s.actor(), r.work, s.answer<view::Nothing>(re));
      });
}

void add_messages(Table& table) {
  table["messages.send"] =
      on<wire::SendMessage>([](LiveSocket& s, wire::SendMessage& r, const std::string& re) {
        s.desk().send(s.actor(),
                      {r.conversation, std::move(r.client_id), std::move(r.text),
                       std::move(r.attachments), r.visibility},
                      s.answer<view::Sent>(re));
      });
  table["messages.list"] =
      on<wire::ListMessages>([](LiveSocket& s, const wire::ListMessages& r, const std::string& re) {
        s.desk().messages(s.actor(), r.conversation, r.after, r.before.value_or(0),
                          r.limit.value_or(limits::page_items), s.answer<view::Messages>(re));
      });
  table["conversations.typing"] =
      on<wire::Typing>([](LiveSocket& s, const wire::Typing& r, const std::string& re) {
        s.desk().typing(s.actor(), r.conversation, r.is_typing, s.answer<view::Nothing>(re));
      });
  table["conversations.read"] =
      on<wire::MarkRead>([](LiveSocket& s, const wire::MarkRead& r, const std::string& re) {
        s.desk().read(s.actor(), r.conversation, r.up_to, s.answer<view::Nothing>(re));
      });
  table["conversations.draft"] =
      on<wire::SaveDraft>([](LiveSocket& s, wire::SaveDraft& r, const std::string& re) {
        s.desk().keep_draft(s.actor(), r.conversation, std::move(r.text),
                            s.answer<view::DraftKept>(re));
      });
}

void add_conversations(Table& table) {
  using On = wire::OnConversation;
  table["conversations.close"] = on<wire::CloseConversation>(
      [](LiveSocket& s, wire::CloseConversation& r, const std::string& re) {
        s.desk().close(s.actor(), r.conversation, std::move(r.outcome), std::move(r.note),
                       s.answer<view::Nothing>(re));
      });
  table["conversations.reopen"] = on<On>([](LiveSocket& s, const On& r, const std::string& re) {
    s.desk().reopen(s.actor(), r.conversation, s.answer<view::WorkTaken>(re));
  });
  table["conversations.whisper"] =
      on<wire::Whisper>([](LiveSocket& s, wire::Whisper& r, const std::string& re) {
        s.desk().whisper(s.actor(), r.conversation, std::move(r.client_id), std::move(r.text),
                         s.answer<view::Sent>(re));
      });
  table["conversations.take_over"] = on<On>([](LiveSocket& s, const On& r, const std::string& re) {
    s.desk().take_over(s.actor(), r.conversation, s.answer<view::WorkTaken>(re));
  });
  table["conversations.watch"] = on<On>(
      [](LiveSocket& s, const On& r, const std::string& re) { s.watch(re, r.conversation); });
  table["conversations.unwatch"] = on<On>(
      [](LiveSocket& s, const On& r, const std::string& re) { s.unwatch(re, r.conversation); });
  table["conversations.block"] = on<On>([](LiveSocket& s, const On& r, const std::string& re) {
    s.desk().block(s.actor(), r.conversation, s.answer<view::Nothing>(re));
  });
}

void add_customers(Table& table) {
  table["customers.notes"] =
      on<wire::OnCustomer>([](LiveSocket& s, const wire::OnCustomer& r, const std::string& re) {
        s.desk().notes(s.actor(), r.customer, s.answer<view::Notes>(re));
      });
  table["customers.note"] =
      on<wire::AddNote>([](LiveSocket& s, wire::AddNote& r, const std::string& re) {
        s.desk().add_note(s.actor(), r.customer, std::move(r.text), s.answer<view::NoteAdded>(re));
      });
  table["customers.history"] =
      on<wire::ListHistory>([](LiveSocket& s, const wire::ListHistory& r, const std::string& re) {
        s.desk().history(s.actor(), r.customer, r.limit.value_or(limits::page_items),
                         s.answer<view::History>(re));
      });
  table["customers.rename"] =
      on<wire::RenameCustomer>([](LiveSocket& s, wire::RenameCustomer& r, const std::string& re) {
        s.desk().rename(s.actor(), r.customer, std::move(r.name), s.answer<view::Nothing>(re));
      });
}

Table make_table() {
  Table table;
  add_own(table);
  add_work(table);
  add_messages(table);
  add_conversations(table);
  add_customers(table);
  return table;
}

}  // namespace

void run_live_command(LiveSocket& socket, const wire::Frame& frame) {
  static const Table table = make_table();
  run_command(table, socket, frame);
}

}  // namespace firstline::web
