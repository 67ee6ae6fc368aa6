// What a visitor may ask over the socket: the `do` table of docs/protocol.md, "Visitor".
#include "adapters/web/command_table.hpp"
#include "adapters/web/limits.hpp"
#include "adapters/web/widget_socket.hpp"

namespace firstline::web {
namespace {

namespace view = app::view;
using Table = CommandTable<WidgetSocket>;

template <class Request, class Run>
Command<WidgetSocket> on(Run run) {
  return command<Request, WidgetSocket>(std::move(run));
}

void add_messages(Table& table) {
  table["message.send"] =
      on<wire::VisitorSend>([](WidgetSocket& s, wire::VisitorSend& r, const std::string& re) {
        s.inbox().send(s.visitor(), std::move(r.client_id), std::move(r.text),
                       std::move(r.attachments), s.answer<view::VisitorSent>(re));
      });
  table["messages.list"] =
      on<wire::VisitorList>([](WidgetSocket& s, const wire::VisitorList& r, const std::string& re) {
        s.inbox().messages(s.visitor(),
                           {.conversation = r.conversation,
                            .after = r.after,
                            .before = r.before.value_or(0),
                            .limit = r.limit.value_or(limits::page_items)},
                           s.answer<view::VisitorMessages>(re));
      });
  table["since"] = on<wire::VisitorSince>(
      [](WidgetSocket& s, const wire::VisitorSince& r, const std::string& re) {
        s.inbox().since(s.visitor(), r.seq, s.answer<view::VisitorSince>(re));
      });
  table["typing"] = on<wire::VisitorTyping>(
      [](WidgetSocket& s, const wire::VisitorTyping& r, const std::string& re) {
        const auto told = s.inbox().typing(s.visitor(), r.is_typing);
        if (!told) return s.refuse(re, told.error());
        s.answer<view::Nothing>(re)(view::Nothing{});
      });
  table["read"] =
      on<wire::VisitorRead>([](WidgetSocket& s, const wire::VisitorRead& r, const std::string& re) {
        s.inbox().read(s.visitor(), r.up_to, s.answer<view::Nothing>(re));
      });
}

void add_customer(Table& table) {
  table["page"] =
      on<wire::VisitorPage>([](WidgetSocket& s, const wire::VisitorPage& r, const std::string& re) {
        s.inbox().page(s.visitor(), wire::to_json(r.page), r.cart ? wire::to_json(*r.cart) : "",
                       s.answer<view::Nothing>(re));
      });
  table["name"] =
      on<wire::VisitorName>([](WidgetSocket& s, wire::VisitorName& r, const std::string& re) {
        s.inbox().name(s.visitor(), std::move(r.name), s.answer<view::Nothing>(re));
      });
}

void add_ending(Table& table) {
  table["leave"] = on<wire::Empty>([](WidgetSocket& s, const wire::Empty&, const std::string& re) {
    s.inbox().leave(s.visitor(), s.answer<view::Nothing>(re));
  });
  table["survey.answer"] =
      on<wire::AnswerSurvey>([](WidgetSocket& s, wire::AnswerSurvey& r, const std::string& re) {
        s.inbox().answer_survey(s.visitor(), r.effort, std::move(r.comment),
                                s.answer<view::Nothing>(re));
      });
  table["reopen"] = on<wire::Empty>([](WidgetSocket& s, const wire::Empty&, const std::string& re) {
    s.inbox().reopen(s.visitor(), s.answer<view::VisitorReopened>(re));
  });
  table["ping"] = on<wire::Empty>([](WidgetSocket& s, const wire::Empty&, const std::string& re) {
    s.answer<view::Nothing>(re)(view::Nothing{});
  });
}

Table make_table() {
  Table table;
  add_messages(table);
  add_customer(table);
  add_ending(table);
  return table;
}

}  // namespace

void run_widget_command(WidgetSocket& socket, const wire::Frame& frame) {
  static const Table table = make_table();
  run_command(table, socket, frame);
}

}  // namespace firstline::web
