#include "adapters/sql/projection.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"

namespace firstline::sql {
namespace {

constexpr std::size_t first_text_characters = 120;

template <class T, class... Ts>
concept OneOf = (std::is_same_v<T, Ts> || ...);

// Events that no view is made of. Named one by one, so that a new event must be thought about.
template <class T>
concept NotViewed =
    OneOf<T, catalog::CatalogReplaced, app::EffectIssued, app::EffectDone,
          customer::CustomerRegistered, customer::CustomerBlocked, customer::CustomerUnblocked,
          conversation::MessagesRead, conversation::AgentLeft, conversation::CustomerCame,
          conversation::CustomerGone, conversation::IdleWarned, conversation::ConversationSettled,
          routing::OfferMade, routing::OfferDeclined, routing::OfferExpired,
          routing::OfferWithdrawn, routing::PreferenceEnded, routing::ExclusionEnded,
          routing::PauseEnded, routing::PresenceChanged, routing::AgentConnected,
          routing::AgentVanished>;

}  // namespace

// One overload per event; `at` is its time.
struct Projection::Folder {
  Projection& views;
  Time at;

  template <NotViewed T>
  Result<void> operator()(const T&) {
    return {};
  }

  Result<void> operator()(const conversation::ConversationOpened& event) {
    ConversationView view;
    view.line.conversation = event.conversation;
    view.line.customer = event.customer;
    view.line.channel = event.channel;
    view.line.queue = event.queue;
    view.line.entry_point = event.entry_point;
    view.line.opened_at = at;
    view.line.locale = event.locale;
    views.conversations_[event.conversation] = std::move(view);
    views.changed_conversations_.insert(event.conversation);
    return {};
  }

  Result<void> operator()(const conversation::MessageAdded& event) {
    FL_TRY(ConversationView* const view, views.conversation(event.conversation, Change::messages));
    if (view == nullptr) return {};
    view->line.last_seq = event.seq;
    if (event.visibility == conversation::Visibility::whisper) return {};
    FL_TRY(std::string text, views.source_.message_text(event.conversation, event.seq));
    if (view->line.first_text.empty() && event.author.kind == conversation::AuthorKind::customer) {
      view->line.first_text = first_characters(text, first_text_characters);
    }
    if (!text.empty()) views.texts_.push_back({event.conversation, std::move(text)});
    return {};
  }

  Result<void> operator()(const conversation::AgentJoined& event) {
    FL_TRY(ConversationView* const view, views.conversation(event.conversation));
    if (view != nullptr) view->line.agent = event.agent;
    return {};
  }

  Result<void> operator()(const conversation::ConversationQueued& event) {
    FL_TRY(ConversationView* const view, views.conversation(event.conversation));
    if (view != nullptr) view->line.queue = event.queue;
    return {};
  }

  Result<void> operator()(const conversation::ConversationClosed& event) {
    FL_TRY(ConversationView* const view, views.conversation(event.conversation));
    if (view == nullptr) return {};
    view->line.closed_at = at;
    view->line.close_reason = event.reason;
    view->line.outcome = event.outcome;
    return {};
  }

  Result<void> operator()(const conversation::ConversationReopened& event) {
    FL_TRY(ConversationView* const view, views.conversation(event.conversation));
    if (view == nullptr) return {};
    view->line.closed_at.reset();
    view->line.close_reason = {};
    view->line.outcome.clear();
    return {};
  }

  Result<void> operator()(const conversation::SurveyAsked& event) {
    FL_TRY(ConversationView* const view, views.conversation(event.conversation));
    if (view == nullptr) return {};
    view->line.survey = conversation::SurveyState::asked;
    FL_TRY(ContactView* const contact, views.contact(view->last_work));
    if (contact != nullptr) contact->line.was_asked = true;
    return {};
  }

  Result<void> operator()(const conversation::SurveyAnswered& event) {
    FL_TRY(ConversationView* const view, views.conversation(event.conversation));
    if (view == nullptr) return {};
    view->line.effort = event.effort;
    view->line.survey = event.effort == 0 ? conversation::SurveyState::skipped
                                          : conversation::SurveyState::answered;
    FL_TRY(ContactView* const contact, views.contact(view->last_work));
    if (contact != nullptr) contact->line.effort = event.effort;
    return {};
  }

  Result<void> operator()(const routing::WorkEnqueued& event) {
    ContactView contact;
    contact.line.work = event.work;
    contact.line.conversation = event.conversation;
    contact.line.queue = event.queue;
    contact.line.channel = event.channel;
    contact.line.enqueued_at = event.enqueued_at;
    contact.since = at;
    FL_TRY(ConversationView* const view, views.conversation(event.conversation));
    if (view != nullptr) {
      contact.line.customer = view->line.customer;
      view->last_work = event.work;
    }
    views.contacts_[event.work] = std::move(contact);
    views.changed_contacts_.insert(event.work);
    return {};
  }

  Result<void> operator()(const routing::OfferAccepted& event) {
    FL_TRY(ContactView* const contact, views.contact(event.work));
    if (contact != nullptr) views.answer(*contact, event.agent, at);
    return {};
  }

  Result<void> operator()(const routing::WorkTakenOver& event) {
    FL_TRY(ContactView* const contact, views.contact(event.work));
    if (contact == nullptr) return {};
    views.leave_agent(*contact, at);
    views.answer(*contact, event.by, at);
    return {};
  }

  Result<void> operator()(const routing::WorkTransferred& event) {
    FL_TRY(ContactView* const contact, views.contact(event.work));
    if (contact == nullptr) return {};
    views.leave_agent(*contact, at);
    if (!contact->line.answered_at) contact->line.queue = event.queue;
    return {};
  }

  Result<void> operator()(const routing::WorkReturned& event) {
    FL_TRY(ContactView* const contact, views.contact(event.work));
    if (contact != nullptr) views.leave_agent(*contact, at);
    return {};
  }

  Result<void> operator()(const routing::WrapUpStarted& event) {
    FL_TRY(ContactView* const contact, views.contact(event.work));
    if (contact == nullptr || contact->state != ContactState::active) return {};
    contact->line.talk += at - contact->since;
    contact->since = at;
    contact->state = ContactState::wrap_up;
    return {};
  }

  Result<void> operator()(const routing::WorkEnded& event) {
    FL_TRY(ContactView* const contact, views.contact(event.work));
    if (contact == nullptr) return {};
    views.leave_agent(*contact, at);
    contact->state = ContactState::ended;
    contact->line.ended_at = at;
    if (!contact->line.answered_at) {
      contact->line.wait = at - contact->line.enqueued_at;
      contact->line.is_abandoned = event.outcome == routing::WorkOutcome::abandoned;
    }
    return {};
  }
};

Projection::Projection(Source source, std::vector<ContactView> open) : source_(std::move(source)) {
  for (ContactView& contact : open) {
    if (contact.state == ContactState::active || contact.state == ContactState::wrap_up) {
      const AgentId& agent = contact.line.agent;
      items_[agent].insert(contact.line.work);
      // All items of an agent are brought up to date together, so the latest holds for all.
      Time& until = shared_until_[agent];
      until = std::max(until, contact.shared_until);
    }
    const WorkId work = contact.line.work;
    contacts_.emplace(work, std::move(contact));
  }
}

Result<void> Projection::apply(const app::Event& event, Time at) {
  return std::visit(Folder{*this, at}, event);
}

Projection::Changes Projection::take_changes() {
  Changes changes;
  for (ConversationId id : changed_conversations_) {
    changes.conversations.push_back(std::move(conversations_.at(id)));
  }
  for (ConversationId id : longer_conversations_) {
    if (!changed_conversations_.contains(id)) {
      changes.longer.push_back(std::move(conversations_.at(id)));
    }
  }
  for (WorkId id : changed_contacts_) changes.contacts.push_back(contacts_.at(id));
  changes.texts.swap(texts_);
  conversations_.clear();
  changed_conversations_.clear();
  longer_conversations_.clear();
  changed_contacts_.clear();
  std::erase_if(contacts_,
                [](const auto& entry) { return entry.second.state == ContactState::ended; });
  return changes;
}

Result<ConversationView*> Projection::conversation(ConversationId id, Change change) {
  auto found = conversations_.find(id);
  if (found == conversations_.end()) {
    FL_TRY(auto loaded, source_.conversation(id));
    if (!loaded) return nullptr;
    found = conversations_.emplace(id, std::move(*loaded)).first;
  }
  (change == Change::messages ? longer_conversations_ : changed_conversations_).insert(id);
  return &found->second;
}

Result<ContactView*> Projection::contact(WorkId id) {
  auto found = contacts_.find(id);
  if (found == contacts_.end()) {
    FL_TRY(auto loaded, source_.contact(id));
    if (!loaded) return nullptr;
    found = contacts_.emplace(id, std::move(*loaded)).first;
  }
  changed_contacts_.insert(id);
  return &found->second;
}

// Gives the time since the last change to everything the agent has, in equal parts.
void Projection::share_time(const AgentId& agent, Time now) {
  const std::set<WorkId>& items = items_[agent];
  Time& until = shared_until_[agent];
  for (WorkId id : items) {
    ContactView& item = contacts_.at(id);
    const std::chrono::microseconds passed = now - until;
    item.attention_us += passed.count() / static_cast<std::int64_t>(items.size());
    item.line.attention = Duration(item.attention_us / 1000);
    item.shared_until = now;
    changed_contacts_.insert(id);
  }
  until = now;
}

void Projection::answer(ContactView& contact, const AgentId& agent, Time now) {
  share_time(agent, now);
  items_[agent].insert(contact.line.work);
  contact.line.agent = agent;
  contact.state = ContactState::active;
  contact.since = now;
  contact.shared_until = now;
  if (!contact.line.answered_at) {
    contact.line.answered_at = now;
    contact.line.wait = now - contact.line.enqueued_at;
  }
}

// It has no agent any longer: it waits again, ends, or goes to another.
void Projection::leave_agent(ContactView& contact, Time now) {
  if (contact.state != ContactState::active && contact.state != ContactState::wrap_up) return;
  const AgentId& agent = contact.line.agent;
  share_time(agent, now);
  if (contact.state == ContactState::active) {
    contact.line.talk += now - contact.since;
  } else {
    contact.line.wrap_up += now - contact.since;
  }
  contact.since = now;
  contact.state = ContactState::waiting;
  items_[agent].erase(contact.line.work);
  if (items_[agent].empty()) {
    items_.erase(agent);
    shared_until_.erase(agent);
  }
}

}  // namespace firstline::sql
