// Every file of api/examples is read into a value and written again: what is there is what the
// server says and understands. The browser's tests read the same files.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <set>

#include "wire/bind.hpp"
#include "wire/catalog_json.hpp"
#include "wire/described/answers.hpp"
#include "wire/described/frame_types.hpp"
#include "wire/described/frames.hpp"
#include "wire/described/visitor.hpp"
#include "wire/requests.hpp"
#include "wire/responses.hpp"

namespace firstline::wire {
namespace {

namespace view = app::view;

const std::string folder = FL_SOURCE_DIR "/api/examples/";
constexpr json::Limits limits = {1 << 20, 32};

std::string example(const std::string& name) {
  std::ifstream file(folder + name + ".json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Without the white space that people need.
std::string compact(const std::string& text) {
  const auto document = json::parse(text, limits);
  if (!document) return "not JSON: " + document.error().message;
  return json::to_text(document->root());
}

json::Node member(json::Node object, std::string_view wanted) {
  std::optional<json::Node> found;
  object.for_each_member([&](std::string_view name, json::Node value) {
    if (name == wanted) found = value;
  });
  EXPECT_TRUE(found) << "no member " << wanted;
  return found.value_or(object);
}

template <class T>
void read(json::Node node, T& value) {
  json::Problems problems;
  json::Binder<json::Public>(problems).read(node, value, json::Path{});
  for (const Error& problem : problems.take()) {
    ADD_FAILURE() << problem.code << " " << problem.message << " " << problem.field;
  }
}

// ---- one check per kind of file; each returns what the server would write ----

using Check = std::function<std::string(const std::string& text)>;

template <class View>
std::string same_value(const std::string& text) {
  const auto document = json::parse(text, limits);
  View value{};
  read(document->root(), value);
  return to_json(value);
}

template <class View>
std::string same_answer(const std::string& text) {
  const auto document = json::parse(text, limits);
  View data{};
  read(member(document->root(), "data"), data);
  return answer(member(document->root(), "re").text(), to_json(data));
}

// The alternative of this type, filled from `data`.
template <class Variant>
Variant read_frame(std::string_view type, json::Node data) {
  std::optional<Variant> found;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<
      std::type_identity, boost::mp11::mp_rename<Variant, boost::mp11::mp_list>>>(
      [&]<class Frame>(std::type_identity<Frame>) {
        if (frame_type_of<Frame> != type) return;
        Frame frame{};
        using Data = std::remove_cvref_t<decltype(data_of(frame))>;
        read(data, const_cast<Data&>(data_of(frame)));
        found = Variant(frame);
      });
  EXPECT_TRUE(found) << "no frame is called " << type;
  return found.value_or(Variant{});
}

std::string same_numbered(const std::string& text) {
  const auto document = json::parse(text, limits);
  const json::Node root = document->root();
  Time at;
  read(member(root, "at"), at);
  const auto frame = read_frame<view::DeskFrame>(member(root, "type").text(), member(root, "data"));
  return numbered(static_cast<std::uint64_t>(member(root, "seq").integer()),
                  static_cast<std::uint64_t>(member(root, "prev").integer()),
                  numbered_body(at, frame));
}

template <class Variant>
std::string same_unnumbered(const std::string& text) {
  const auto document = json::parse(text, limits);
  const json::Node root = document->root();
  return unnumbered(read_frame<Variant>(member(root, "type").text(), member(root, "data")));
}

std::vector<Error> read_errors(json::Node list) {
  std::vector<Error> errors;
  list.for_each_item([&](json::Node item) {
    errors.push_back(invalid(std::string(member(item, "code").text()),
                             std::string(member(item, "message").text()),
                             std::string(member(item, "field").text())));
  });
  return errors;
}

std::string same_problems(const std::string& text) {
  const auto document = json::parse(text, limits);
  const auto problems = read_errors(member(document->root(), "problems"));
  if (text.find("\"error\"") == std::string::npos) return problems_body(problems);
  return error_body(problems.front(), problems);
}

// Requests are only read: nobody writes them here.
template <class Request>
std::string readable_frame(const std::string& text) {
  const auto frame = parse_frame(text);
  if (!frame) return frame.error().message;
  const auto request = parse<Request>(frame->args);
  EXPECT_TRUE(request) << request.error().message << " " << request.error().field;
  return R"({"id":")" + frame->id + R"(","do":")" + frame->do_ + R"(","args":)" + frame->args + "}";
}

template <class Request>
std::string readable_body(const std::string& text) {
  const auto request = parse<Request>(text);
  EXPECT_TRUE(request) << request.error().message << " " << request.error().field;
  return compact(text);
}

template <class Request>
Check readable_body_of(const std::string& id) {
  return [id](const std::string& text) {
    const auto request = parse<Request>(text, id);
    EXPECT_TRUE(request) << request.error().message << " " << request.error().field;
    return compact(text);
  };
}

const std::map<std::string, Check>& checks() {
  static const std::map<std::string, Check> all = {
      {"user", same_value<view::User>},
      {"user.supervisor", same_value<view::User>},
      {"agent_state", same_value<view::AgentState>},
      {"agent_state.break", same_value<view::AgentState>},
      {"customer", same_value<view::Customer>},
      {"web_page", same_value<view::WebPage>},
      {"cart", same_value<view::Cart>},
      {"conversation", same_value<view::Conversation>},
      {"conversation.closed", same_value<view::Conversation>},
      {"message", same_value<view::Message>},
      {"message.whisper", same_value<view::Message>},
      {"attachment", same_value<view::Attachment>},
      {"attachment.document", same_value<view::Attachment>},
      {"offer", same_value<view::Offer>},
      {"work_item", same_value<view::WorkItem>},
      {"queue_live", same_value<view::QueueLive>},
      {"queue_live.no_data", same_value<view::QueueLive>},
      {"floor", same_value<view::Floor>},
      {"desk_snapshot", same_value<view::DeskSnapshot>},
      {"place", same_value<view::Place>},
      {"visitor_conversation", same_value<view::VisitorConversation>},
      {"visitor_message", same_value<view::VisitorMessage>},
      {"visit_result", same_value<view::VisitResult>},

      {"rest.session", same_value<view::SignedIn>},
      {"rest.me", same_value<view::Me>},
      {"rest.work_items", same_value<view::WorkItems>},
      {"rest.totp", same_value<view::TotpSecret>},
      {"rest.users", same_value<view::Users>},
      {"rest.invite", same_value<view::Invited>},
      {"rest.reset", same_value<view::PasswordLink>},
      {"rest.password_token", same_value<view::PasswordToken>},
      {"rest.widget_secret", same_value<view::WidgetSecret>},
      {"rest.conversations", same_value<view::Conversations>},
      {"rest.customers", same_value<view::Customers>},
      {"rest.audit", same_value<view::Audit>},
      {"rest.explain", same_value<view::Explanation>},
      {"rest.reports", same_value<view::ReportKinds>},
      {"rest.report", same_value<view::Report>},
      {"rest.staffing", same_value<view::StaffingPlan>},
      {"rest.contacts", same_value<view::Contacts>},
      {"rest.events", same_value<view::PublicEvents>},
      {"rest.contact_page", same_value<view::ContactPage>},

      {"error",
       [](const std::string&) {
         return error_body(conflict("offer.expired", "The offer has expired."));
       }},
      {"error.problems", same_problems},
      {"problems", same_problems},
      {"answer.error",
       [](const std::string&) {
         return refusal("c4", conflict("offer.expired", "The offer has expired."));
       }},

      {"answer.snapshot", same_answer<view::DeskSnapshot>},
      {"answer.resume", same_answer<view::Resumed>},
      {"answer.presence.set", same_answer<view::PresenceSet>},
      {"answer.offers.accept", same_answer<view::WorkTaken>},
      {"answer.messages.send", same_answer<view::Sent>},
      {"answer.messages.list", same_answer<view::Messages>},
      {"answer.conversations.draft", same_answer<view::DraftKept>},
      {"answer.conversations.read", same_answer<view::Nothing>},
      {"answer.conversations.watch", same_answer<view::Watched>},
      {"answer.customers.notes", same_answer<view::Notes>},
      {"answer.customers.note", same_answer<view::NoteAdded>},
      {"answer.customers.history", same_answer<view::History>},
      {"answer.floor.watch", same_answer<view::Floor>},
      {"visitor.answer.message.send", same_answer<view::VisitorSent>},
      {"visitor.answer.messages.list", same_answer<view::VisitorMessages>},
      {"visitor.answer.since", same_answer<view::VisitorSince>},
      {"visitor.answer.reopen", same_answer<view::VisitorReopened>},

      {"do.snapshot", readable_frame<Empty>},
      {"do.resume", readable_frame<Resume>},
      {"do.presence.set", readable_frame<SetPresence>},
      {"do.offers.accept", readable_frame<AcceptOffer>},
      {"do.offers.decline", readable_frame<DeclineOffer>},
      {"do.messages.send", readable_frame<SendMessage>},
      {"do.messages.list", readable_frame<ListMessages>},
      {"do.conversations.typing", readable_frame<Typing>},
      {"do.conversations.read", readable_frame<MarkRead>},
      {"do.conversations.draft", readable_frame<SaveDraft>},
      {"do.conversations.close", readable_frame<CloseConversation>},
      {"do.conversations.reopen", readable_frame<OnConversation>},
      {"do.conversations.whisper", readable_frame<Whisper>},
      {"do.conversations.take_over", readable_frame<OnConversation>},
      {"do.conversations.watch", readable_frame<OnConversation>},
      {"do.conversations.unwatch", readable_frame<OnConversation>},
      {"do.conversations.block", readable_frame<OnConversation>},
      {"do.work.transfer", readable_frame<TransferWork>},
      {"do.work.take_back", readable_frame<OnWork>},
      {"do.work.complete", readable_frame<OnWork>},
      {"do.customers.notes", readable_frame<OnCustomer>},
      {"do.customers.note", readable_frame<AddNote>},
      {"do.customers.history", readable_frame<ListHistory>},
      {"do.customers.rename", readable_frame<RenameCustomer>},
      {"do.floor.watch", readable_frame<Empty>},
      {"do.floor.unwatch", readable_frame<Empty>},
      {"do.settings.put", readable_frame<PutSettings>},
      {"do.ping", readable_frame<Empty>},
      {"visitor.do.message.send", readable_frame<VisitorSend>},
      {"visitor.do.messages.list", readable_frame<VisitorList>},
      {"visitor.do.since", readable_frame<VisitorSince>},
      {"visitor.do.typing", readable_frame<VisitorTyping>},
      {"visitor.do.read", readable_frame<VisitorRead>},
      {"visitor.do.page", readable_frame<VisitorPage>},
      {"visitor.do.name", readable_frame<VisitorName>},
      {"visitor.do.leave", readable_frame<Empty>},
      {"visitor.do.survey.answer", readable_frame<AnswerSurvey>},
      {"visitor.do.reopen", readable_frame<Empty>},
      {"visitor.do.ping", readable_frame<Empty>},

      {"body.session", readable_body<SignIn>},
      {"body.me", readable_body<UpdateMe>},
      {"body.password", readable_body<ChangePassword>},
      {"body.totp", readable_body<TotpCode>},
      {"body.presence", readable_body<SetPresence>},
      {"body.staffing", readable_body<AskForStaffing>},
      {"body.decline", readable_body_of<DeclineOffer>("o-1")},
      {"body.transfer", readable_body_of<TransferWork>("w-1")},
      {"body.message", readable_body_of<SendMessage>("c-1")},
      {"body.close", readable_body_of<CloseConversation>("c-1")},
      {"body.typing", readable_body_of<Typing>("c-1")},
      {"body.read", readable_body_of<MarkRead>("c-1")},
      {"body.note", readable_body_of<AddConversationNote>("c-1")},
      {"body.whisper", readable_body_of<Whisper>("c-1")},
      {"body.draft", readable_body_of<SaveDraft>("c-1")},
      {"body.invite", readable_body<InviteUser>},
      {"body.user", readable_body_of<UpdateUser>("ann")},
      {"body.password_reset", readable_body<AskForReset>},
      {"body.password_set", readable_body<SetPassword>},
      {"body.settings", readable_body<PutSettings>},
      {"body.visit", readable_body<StartVisit>},
  };
  return all;
}

// Files whose kind is their prefix.
std::optional<Check> check_of(const std::string& name) {
  const auto found = checks().find(name);
  if (found != checks().end()) return found->second;
  if (name.starts_with("frame.")) return same_numbered;
  if (name.starts_with("signal.")) return same_unnumbered<view::DeskSignal>;
  if (name.starts_with("visitor.frame.")) return same_unnumbered<view::VisitorFrame>;
  return {};
}

std::set<std::string> names() {
  std::set<std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    all.insert(entry.path().stem().string());
  }
  return all;
}

TEST(Examples, AreWhatTheServerReadsAndWrites) {
  for (const std::string& name : names()) {
    if (name.starts_with("catalog.")) continue;  // below
    const auto check = check_of(name);
    if (!check) {
      ADD_FAILURE() << "nobody checks api/examples/" << name << ".json";
      continue;
    }
    SCOPED_TRACE(name);
    const std::string text = example(name);
    EXPECT_EQ((*check)(text), compact(text));
  }
}

TEST(Examples, OfRequestsAreNamedByWhatTheyDo) {
  for (const std::string& name : names()) {
    const auto at = name.find("do.");
    if (at != 0 && !name.starts_with("visitor.do.")) continue;
    EXPECT_EQ(parse_frame(example(name))->do_, name.substr(at + 3));
  }
}

template <class Variant>
void expect_one_of_each(const std::string& prefix) {
  const auto all = names();
  boost::mp11::mp_for_each<boost::mp11::mp_transform<
      std::type_identity, boost::mp11::mp_rename<Variant, boost::mp11::mp_list>>>(
      [&]<class Frame>(std::type_identity<Frame>) {
        const std::string name = prefix + std::string(frame_type_of<Frame>);
        EXPECT_TRUE(all.contains(name)) << "api/examples/" << name << ".json is missing";
      });
}

TEST(Examples, HaveOneOfEachFrame) {
  expect_one_of_each<view::DeskFrame>("frame.");
  expect_one_of_each<view::DeskSignal>("signal.");
  expect_one_of_each<view::VisitorFrame>("visitor.frame.");
}

TEST(Examples, HaveNoTableEntryWithoutAFile) {
  const auto all = names();
  for (const auto& [name, check] : checks()) EXPECT_TRUE(all.contains(name)) << name;
}

TEST(Examples, OfTheCatalogMakeOneCatalog) {
  catalog::Catalog catalog;
  catalog.version = 4;
  catalog.policy.capacity = catalog::default_capacity();
  const std::string sections[] = {"skills",       "teams",   "queues",         "agents",
                                  "entry-points", "widgets", "canned-replies", "capacity"};
  for (const std::string& name : sections) {
    SCOPED_TRACE(name);
    auto change = change_section(catalog, *section_from_text(name), example("catalog." + name));
    for (const Error& problem : change.problems) {
      ADD_FAILURE() << problem.code << " " << problem.message << " " << problem.field;
    }
    catalog = change.catalog;
  }
  for (const std::string& name : names()) {
    if (!name.starts_with("catalog.")) continue;
    const auto section = section_from_text(name.substr(8));
    ASSERT_TRUE(section) << name;
    EXPECT_EQ(encode_section(catalog, *section), compact(example(name)));
  }
}

}  // namespace
}  // namespace firstline::wire
