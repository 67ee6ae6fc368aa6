// to_json for the answers of app/view_answers.hpp.
#include "wire/described/answers.hpp"
#include "wire/json/to_json.hpp"

namespace firstline::wire {

namespace view = app::view;

template std::string to_json(const view::Nothing&);
template std::string to_json(const view::Resumed&);
template std::string to_json(const view::PresenceSet&);
template std::string to_json(const view::WorkTaken&);
template std::string to_json(const view::Sent&);
template std::string to_json(const view::Messages&);
template std::string to_json(const view::DraftKept&);
template std::string to_json(const view::Watched&);
template std::string to_json(const view::Note&);
template std::string to_json(const view::Notes&);
template std::string to_json(const view::NoteAdded&);
template std::string to_json(const view::PastConversation&);
template std::string to_json(const view::History&);
template std::string to_json(const view::SignedIn&);
template std::string to_json(const view::Me&);
template std::string to_json(const view::WorkItems&);
template std::string to_json(const view::TotpSecret&);
template std::string to_json(const view::Users&);
template std::string to_json(const view::Invited&);
template std::string to_json(const view::PasswordLink&);
template std::string to_json(const view::PasswordToken&);
template std::string to_json(const view::WidgetSecret&);
template std::string to_json(const view::Conversations&);
template std::string to_json(const view::Customers&);
template std::string to_json(const view::AuditLine&);
template std::string to_json(const view::Audit&);
template std::string to_json(const view::Candidate&);
template std::string to_json(const view::Decision&);
template std::string to_json(const view::Explanation&);
template std::string to_json(const view::Formula&);
template std::string to_json(const view::ReportCell&);
template std::string to_json(const view::Report&);
template std::string to_json(const view::ReportKind&);
template std::string to_json(const view::ReportKinds&);
template std::string to_json(const view::Contact&);
template std::string to_json(const view::Contacts&);
template std::string to_json(const view::PublicEvent&);
template std::string to_json(const view::PublicEvents&);
template std::string to_json(const view::Staffing&);
template std::string to_json(const view::StaffingPlan&);

}  // namespace firstline::wire
