#include "wire/routes_table.hpp"

#include "wire/described/answers.hpp"
#include "wire/described/catalog_rules.hpp"
#include "wire/described/requests.hpp"
#include "wire/described/visitor.hpp"

namespace firstline::wire {
namespace {

namespace view = app::view;
using json::Schemas;

template <class T>
std::string answer_of(Schemas& schemas) {
  return schemas.of<json::Public, T>();
}
template <class T>
std::string body_of(Schemas& schemas) {
  return schemas.of<json::Request, T>();
}
template <class T>
std::string rest_of(Schemas& schemas) {  // the first member stands in the address
  return schemas.body_without_first<T>();
}

// A section of the catalog: {"version","items"}. A PUT needs no version, If-Match has it.
std::string document(const std::string& member, const std::string& schema, bool is_request) {
  return R"({"type":"object","properties":{"version":{"type":"integer","minimum":0},")" + member +
         R"(":)" + schema + R"(},"required":[)" + (is_request ? "" : R"("version",)") + '"' +
         member + (is_request ? R"("],"additionalProperties":false})" : R"("]})");
}
template <class T>
std::string section(Schemas& schemas) {
  return document("items", schemas.of<json::Public, std::vector<T>>(), false);
}
template <class T>
std::string section_body(Schemas& schemas) {
  return document("items", schemas.of<json::Request, std::vector<T>>(), true);
}
std::string policy(Schemas& schemas) {
  return document("policy", schemas.of<json::Public, catalog::Policy>(), false);
}
std::string policy_body(Schemas& schemas) {
  return document("policy", schemas.of<json::Request, catalog::Policy>(), true);
}

std::string upload(Schemas&) {
  return R"({"type":"object","properties":{"file":{"type":"string","format":"binary"}},)"
         R"("required":["file"]})";
}
constexpr Asker anyone = Asker::anyone;
constexpr Asker user = Asker::user;
constexpr Asker visitor = Asker::visitor;

constexpr RouteRow rows[] = {
    // ---- oneself ----
    {"POST", "/api/v1/session", "Sign in", anyone, "", body_of<SignIn>, answer_of<view::SignedIn>,
     200, "", "login.failed totp.required totp.wrong login.throttled"},
    {"DELETE", "/api/v1/session", "Sign out", user, "", nullptr, nullptr, 204},
    {"GET", "/api/v1/me", "Who am I, and what may I do", user, "", nullptr, answer_of<view::Me>},
    {"PUT", "/api/v1/me", "Change my name or language", user, "", body_of<UpdateMe>,
     answer_of<view::User>},
    {"PUT", "/api/v1/me/password", "Change my password", user, "", body_of<ChangePassword>, nullptr,
     204},
    {"PUT", "/api/v1/me/presence", "Ready, on a break, or offline", user, "answer",
     body_of<SetPresence>, answer_of<view::PresenceSet>},
    {"GET", "/api/v1/me/work-items", "My offers and my work", user, "answer", nullptr,
     answer_of<view::WorkItems>},
    {"PUT", "/api/v1/me/settings", "Keep the settings of my desk", user, "", body_of<PutSettings>,
     nullptr, 204},
    {"POST", "/api/v1/me/totp", "Begin with a second factor: a new secret", user, "", nullptr,
     answer_of<view::TotpSecret>},
    {"PUT", "/api/v1/me/totp", "Switch the second factor on", user, "", body_of<TotpCode>, nullptr,
     204, "", "totp.wrong"},
    {"DELETE", "/api/v1/me/totp", "Switch the second factor off", user, "", body_of<TotpCode>,
     nullptr, 204, "", "totp.wrong"},
    {"POST", "/api/v1/password/reset", "Ask for a link to set a new password", anyone, "",
     body_of<AskForReset>, nullptr, 202},
    {"GET", "/api/v1/password/tokens/{token}", "Whose link is this", anyone, "", nullptr,
     answer_of<view::PasswordToken>, 200, "", "password.token"},
    {"POST", "/api/v1/password/set", "Set a password with a link", anyone, "", body_of<SetPassword>,
     nullptr, 204, "", "password.token"},

    // ---- work ----
    {"POST", "/api/v1/offers/{offer}/accept", "Take the offered work", user, "answer", nullptr,
     answer_of<view::WorkTaken>, 200, "", "offer.unknown offer.expired offer.not_yours"},
    {"POST", "/api/v1/offers/{offer}/decline", "Refuse the offered work; it keeps its place", user,
     "answer", rest_of<DeclineOffer>, nullptr, 204, "", "offer.unknown offer.expired"},
    {"POST", "/api/v1/work-items/{work}/transfer", "Hand over to a queue or an agent", user,
     "answer", rest_of<TransferWork>, nullptr, 204, "",
     "work.unknown work.not_yours queue.unknown agent.unknown agent.unavailable"},
    {"POST", "/api/v1/work-items/{work}/complete", "End the wrap-up", user, "answer", nullptr,
     nullptr, 204, "", "work.unknown work.not_yours"},
    {"POST", "/api/v1/work-items/{work}/take-back", "Undo a transfer while nobody has it", user,
     "answer", nullptr, answer_of<view::WorkTaken>, 200, "", "work.unknown work.not_waiting"},
    {"GET", "/api/v1/work-items/{work}/explain", "Why was it offered to whom", user, "see_floor",
     nullptr, answer_of<view::Explanation>, 200, "", "work.unknown"},
    {"GET", "/api/v1/queues/{queue}/live", "What a queue looks like now", user, "see_floor",
     nullptr, answer_of<view::QueueLive>, 200, "", "queue.unknown"},

    // ---- conversations ----
    {"GET", "/api/v1/conversations", "Conversations, the latest first", user, "", nullptr,
     answer_of<view::Conversations>, 200, "limit cursor phase queue agent customer from to text"},
    {"GET", "/api/v1/conversations/{conversation}", "One conversation", user, "", nullptr,
     answer_of<view::Conversation>, 200, "", "conversation.unknown"},
    {"GET", "/api/v1/conversations/{conversation}/messages", "Its messages", user, "", nullptr,
     answer_of<view::Messages>, 200, "before after limit", "conversation.unknown"},
    {"POST", "/api/v1/conversations/{conversation}/messages", "Write to the customer", user,
     "answer", rest_of<SendMessage>, answer_of<view::Sent>, 201, "",
     "conversation.unknown conversation.closed message.too_long message.too_many agent.not_here"},
    {"POST", "/api/v1/conversations/{conversation}/typing", "I am writing", user, "answer",
     rest_of<Typing>, nullptr, 204},
    {"POST", "/api/v1/conversations/{conversation}/read", "I have read up to here", user, "answer",
     rest_of<MarkRead>, nullptr, 204},
    {"PUT", "/api/v1/conversations/{conversation}/draft", "Keep what I am writing", user, "answer",
     rest_of<SaveDraft>, answer_of<view::DraftKept>},
    {"POST", "/api/v1/conversations/{conversation}/close", "End it; wrap-up begins", user, "answer",
     rest_of<CloseConversation>, nullptr, 204, "", "conversation.unknown conversation.closed"},
    {"POST", "/api/v1/conversations/{conversation}/reopen", "Go on with it", user, "answer",
     nullptr, answer_of<view::WorkTaken>, 200, "", "conversation.open reopen.too_late"},
    {"GET", "/api/v1/conversations/{conversation}/notes", "Notes about its customer", user, "",
     nullptr, answer_of<view::Notes>},
    {"POST", "/api/v1/conversations/{conversation}/notes", "Add a note about its customer", user,
     "", rest_of<AddConversationNote>, answer_of<view::NoteAdded>, 201},
    {"POST", "/api/v1/conversations/{conversation}/whisper", "Write to its agent only", user,
     "whisper", rest_of<Whisper>, answer_of<view::Sent>, 201},
    {"POST", "/api/v1/conversations/{conversation}/take-over", "Take it from whoever has it", user,
     "take_over", nullptr, answer_of<view::WorkTaken>},
    {"POST", "/api/v1/conversations/{conversation}/block", "Block its customer and close it", user,
     "block_customers", nullptr, nullptr, 204},
    {"POST", "/api/v1/files", "Upload a file for a message", user, "", upload,
     answer_of<view::Attachment>, 201, "", "file.too_large file.type_refused"},
    {"GET", "/api/v1/files/{file}", "The bytes of a file", user, "", nullptr, nullptr, 200, "",
     "file.unknown", "application/octet-stream"},

    // ---- users ----
    {"GET", "/api/v1/users", "Everybody who may sign in", user, "manage_users", nullptr,
     answer_of<view::Users>},
    {"POST", "/api/v1/users/invite", "Invite somebody", user, "manage_users", body_of<InviteUser>,
     answer_of<view::Invited>, 201},
    {"PATCH", "/api/v1/users/{user}", "Change a user", user, "manage_users", rest_of<UpdateUser>,
     answer_of<view::User>, 200, "", "user.unknown"},
    {"POST", "/api/v1/users/{user}/reset", "Send a user a link for a new password", user,
     "manage_users", nullptr, answer_of<view::PasswordLink>, 200, "", "user.unknown"},
    {"DELETE", "/api/v1/users/{user}/totp", "Take the second factor away from a user", user,
     "manage_users", nullptr, answer_of<view::User>, 200, "", "user.unknown user.self"},
    {"GET", "/api/v1/audit", "Who did what", user, "see_audit", nullptr, answer_of<view::Audit>,
     200, "limit cursor who what from to"},

    // ---- the catalog; its sections are below ----
    {"POST", "/api/v1/widgets/{key}/secret", "A new secret, shown once", user, "manage_catalog",
     nullptr, answer_of<view::WidgetSecret>, 200, "", "widget.unknown"},

    // ---- customers ----
    {"GET", "/api/v1/customers", "Customers", user, "", nullptr, answer_of<view::Customers>, 200,
     "limit cursor text blocked"},
    {"GET", "/api/v1/customers/{customer}", "One customer", user, "", nullptr,
     answer_of<view::Customer>, 200, "", "customer.unknown"},
    {"DELETE", "/api/v1/customers/{customer}/block", "Unblock a customer", user, "block_customers",
     nullptr, nullptr, 204, "", "customer.unknown"},

    // ---- reports ----
    {"GET", "/api/v1/reports", "The reports there are, with their formulas", user, "see_reports",
     nullptr, answer_of<view::ReportKinds>},
    {"GET", "/api/v1/reports/{report}", "service-level, waits, handle-time or effort", user,
     "see_reports", nullptr, answer_of<view::Report>, 200,
     "from to interval group queue agent threshold_ms format", "report.unknown"},
    {"GET", "/api/v1/reports/contacts", "The contacts behind a number", user, "see_reports",
     nullptr, answer_of<view::Contacts>, 200,
     "limit cursor from to queue agent kind threshold_ms effort format"},
    {"POST", "/api/v1/planning/erlang", "How many agents it takes, by Erlang C or A", user,
     "see_reports", body_of<AskForStaffing>, answer_of<view::StaffingPlan>, 200, "",
     "planning.out_of_range"},
    {"GET", "/api/v1/events", "The journal's public events, from a number on", user, "see_all",
     nullptr, answer_of<view::PublicEvents>, 200, "since limit"},

    // ---- visitors and the public ----
    {"POST", "/api/v1/widget/{key}/visits", "A customer opens a page with the widget", anyone, "",
     body_of<StartVisit>, answer_of<view::VisitResult>, 200, "",
     "widget.unknown origin.refused customer.blocked"},
    {"POST", "/api/v1/widget/files", "A visitor uploads a file for a message", visitor, "", upload,
     answer_of<view::Attachment>, 201, "", "file.too_large file.type_refused origin.refused"},
    {"GET", "/api/v1/widget/files/{file}", "The bytes of a visitor's file", visitor, "", nullptr,
     nullptr, 200, "token", "file.unknown", "application/octet-stream"},
    {"GET", "/api/v1/contact/{workspace}", "The public contact page", anyone, "", nullptr,
     answer_of<view::ContactPage>, 200, "", "workspace.unknown"},
};

// Each may be read, put whole, and tried out.
constexpr SectionRow sections[] = {
    {"/api/v1/queues", "Queues", "manage_catalog", section_body<catalog::Queue>,
     section<catalog::Queue>},
    {"/api/v1/skills", "Skills", "manage_catalog", section_body<catalog::Skill>,
     section<catalog::Skill>},
    {"/api/v1/teams", "Teams", "manage_catalog", section_body<catalog::Team>,
     section<catalog::Team>},
    {"/api/v1/agents", "Agents", "manage_catalog", section_body<catalog::Agent>,
     section<catalog::Agent>},
    {"/api/v1/entry-points", "Entry points", "manage_catalog", section_body<catalog::EntryPoint>,
     section<catalog::EntryPoint>},
    {"/api/v1/widgets", "Entry points that are widgets", "manage_catalog",
     section_body<catalog::EntryPoint>, section<catalog::EntryPoint>},
    {"/api/v1/canned-replies", "Canned replies", "manage_canned",
     section_body<catalog::CannedReply>, section<catalog::CannedReply>},
    {"/api/v1/capacity", "Capacity and the rest of the policy", "manage_catalog", policy_body,
     policy},
};

}  // namespace

std::span<const RouteRow> route_rows() { return rows; }
std::span<const SectionRow> section_rows() { return sections; }

}  // namespace firstline::wire
