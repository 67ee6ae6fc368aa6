// to_json for what visitors see of app/view_visitor.hpp.
#include "wire/described/visitor.hpp"
#include "wire/json/to_json.hpp"

namespace firstline::wire {

namespace view = app::view;

template std::string to_json(const view::VisitorAgent&);
template std::string to_json(const view::VisitorSurvey&);
template std::string to_json(const view::VisitorConversation&);
template std::string to_json(const view::VisitorAuthor&);
template std::string to_json(const view::VisitorMessage&);
template std::string to_json(const view::Place&);
template std::string to_json(const view::VisitorQueue&);
template std::string to_json(const view::VisitorCustomer&);
template std::string to_json(const view::VisitorEntryPoint&);
template std::string to_json(const view::VisitResult&);
template std::string to_json(const view::VisitorSent&);
template std::string to_json(const view::VisitorMessages&);
template std::string to_json(const view::VisitorSince&);
template std::string to_json(const view::VisitorReopened&);
template std::string to_json(const view::ContactWorkspace&);
template std::string to_json(const view::ContactEntryPoint&);
template std::string to_json(const view::ContactPage&);

}  // namespace firstline::wire
