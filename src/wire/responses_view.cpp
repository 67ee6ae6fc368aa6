// to_json for the values of app/view.hpp.
#include "wire/described/view.hpp"
#include "wire/json/to_json.hpp"

namespace firstline::wire {

namespace view = app::view;

template std::string to_json(const view::User&);
template std::string to_json(const view::AgentState&);
template std::string to_json(const view::Colleague&);
template std::string to_json(const view::WebPage&);
template std::string to_json(const view::CartItem&);
template std::string to_json(const view::Cart&);
template std::string to_json(const view::Customer&);
template std::string to_json(const view::WaitingFor&);
template std::string to_json(const view::Survey&);
template std::string to_json(const view::LastMessage&);
template std::string to_json(const view::Conversation&);
template std::string to_json(const view::Attachment&);
template std::string to_json(const view::MessageAuthor&);
template std::string to_json(const view::Message&);
template std::string to_json(const view::Offer&);
template std::string to_json(const view::Draft&);
template std::string to_json(const view::WorkItem&);
template std::string to_json(const view::ServiceLevelLive&);
template std::string to_json(const view::Wait&);
template std::string to_json(const view::MeasuredWait&);
template std::string to_json(const view::QueueLive&);
template std::string to_json(const view::FloorConversation&);
template std::string to_json(const view::FloorWork&);
template std::string to_json(const view::Floor&);
template std::string to_json(const view::Workspace&);
template std::string to_json(const view::DeskQueue&);
template std::string to_json(const view::DeskSnapshot&);

}  // namespace firstline::wire
