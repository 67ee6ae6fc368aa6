#include "tests/support/memory_views.hpp"

#include <algorithm>
#include <set>

#include "app/event.hpp"
#include "base/check.hpp"
#include "base/text.hpp"
#include "wire/event_codec.hpp"

namespace firstline::testing {
namespace {

// An agent had a work from then to then.
struct Stay {
  WorkId work;
  AgentId agent;
  Time from;
  std::optional<Time> until;
};

class Reader {
 public:
  explicit Reader(const MemoryRows& rows) : rows_(rows) {}

  MemoryViews read() {
    for (const ports::Record& record : rows_.records) {
      const auto event = wire::decode_event(record.type, record.payload);
      FL_CHECK(event.has_value());
      at_ = record.at;
      std::visit([this](const auto& it) { see(it); }, *event);
    }
    share_attention();
    return std::move(views_);
  }

 private:
  template <class Other>
  void see(const Other&) {}

  void see(const conversation::ConversationOpened& it) {
    ports::ConversationLine& line = views_.conversations[it.conversation];
    line.conversation = it.conversation;
    line.customer = it.customer;
    line.channel = it.channel;
    line.queue = it.queue;
    line.entry_point = it.entry_point;
    line.opened_at = at_;
    line.locale = it.locale;
    const auto customer = rows_.customers.find(it.customer);
    if (customer != rows_.customers.end()) line.customer_name = customer->second.name;
  }

  void see(const conversation::MessageAdded& it) {
    ports::ConversationLine& line = views_.conversations[it.conversation];
    line.last_seq = it.seq;
    const auto message = rows_.messages.find({it.conversation, it.seq});
    if (message == rows_.messages.end()) return;
    const std::string& text = message->second.text;
    if (it.visibility == conversation::Visibility::whisper) return;
    views_.texts[it.conversation].push_back(text);
    if (it.author.kind == conversation::AuthorKind::customer && line.first_text.empty()) {
      line.first_text = first_characters(text, 120);
    }
  }

  void see(const conversation::AgentJoined& it) {
    views_.conversations[it.conversation].agent = it.agent;
  }
  void see(const conversation::ConversationQueued& it) {
    views_.conversations[it.conversation].queue = it.queue;
  }

  void see(const conversation::ConversationClosed& it) {
    ports::ConversationLine& line = views_.conversations[it.conversation];
    line.closed_at = at_;
    line.close_reason = it.reason;
    line.outcome = it.outcome;
  }

  void see(const conversation::ConversationReopened& it) {
    ports::ConversationLine& line = views_.conversations[it.conversation];
    line.closed_at.reset();
    line.close_reason = {};
    line.outcome.clear();
  }

  void see(const conversation::SurveyAsked& it) {
    views_.conversations[it.conversation].survey = conversation::SurveyState::asked;
    if (auto* contact = last_contact(it.conversation)) contact->was_asked = true;
  }

  void see(const conversation::SurveyAnswered& it) {
    ports::ConversationLine& line = views_.conversations[it.conversation];
    line.effort = it.effort;
    line.survey =
        it.effort > 0 ? conversation::SurveyState::answered : conversation::SurveyState::skipped;
    if (auto* contact = last_contact(it.conversation)) contact->effort = it.effort;
  }

  void see(const routing::WorkEnqueued& it) {
    ports::ContactLine& contact = views_.contacts[it.work];
    contact.work = it.work;
    contact.conversation = it.conversation;
    contact.customer = views_.conversations[it.conversation].customer;
    contact.queue = it.queue;
    contact.channel = it.channel;
    contact.enqueued_at = it.enqueued_at;
    last_works_[it.conversation] = it.work;
  }

  void see(const routing::OfferAccepted& it) { begin(it.work, it.agent); }
  void see(const routing::WorkTakenOver& it) {
    end(it.work);
    begin(it.work, it.by);
  }
  void see(const routing::WorkTransferred& it) {
    end(it.work);
    ports::ContactLine& contact = views_.contacts.at(it.work);
    if (!contact.answered_at) contact.queue = it.queue;
  }
  void see(const routing::WorkReturned& it) { end(it.work); }
  void see(const routing::WrapUpStarted& it) {
    views_.contacts.at(it.work).talk += at_ - phase_since_.at(it.work);
    phase_since_[it.work] = at_;
    in_wrap_up_.insert(it.work);
  }

  void see(const routing::WorkEnded& it) {
    end(it.work);
    ports::ContactLine& contact = views_.contacts.at(it.work);
    contact.ended_at = at_;
    if (contact.answered_at) return;
    contact.wait = at_ - contact.enqueued_at;
    contact.is_abandoned = it.outcome == routing::WorkOutcome::abandoned;
  }

  void begin(WorkId work, const AgentId& agent) {
    ports::ContactLine& contact = views_.contacts.at(work);
    contact.agent = agent;
    if (!contact.answered_at) {
      contact.answered_at = at_;
      contact.wait = at_ - contact.enqueued_at;
    }
    phase_since_[work] = at_;
    stays_.push_back({work, agent, at_, {}});
  }

  void end(WorkId work) {
    const auto since = phase_since_.find(work);
    if (since == phase_since_.end()) return;
    ports::ContactLine& contact = views_.contacts.at(work);
    (in_wrap_up_.erase(work) > 0 ? contact.wrap_up : contact.talk) += at_ - since->second;
    phase_since_.erase(since);
    for (Stay& stay : stays_) {
      if (stay.work == work && !stay.until) stay.until = at_;
    }
  }

  ports::ContactLine* last_contact(ConversationId conversation) {
    const auto work = last_works_.find(conversation);
    return work == last_works_.end() ? nullptr : &views_.contacts.at(work->second);
  }

  // Between two changes of what an agent has, each of their works gets an equal part.
  void share_attention() {
    std::map<AgentId, std::set<Time>> changes;
    for (const Stay& stay : stays_) {
      changes[stay.agent].insert(stay.from);
      if (stay.until) changes[stay.agent].insert(*stay.until);
    }
    std::map<WorkId, std::chrono::microseconds> attention;
    for (const auto& [agent, times] : changes) {
      for (auto from = times.begin(); std::next(from) != times.end(); ++from) {
        share(agent, *from, *std::next(from), attention);
      }
    }
    for (const auto& [work, time] : attention) {
      views_.contacts.at(work).attention = std::chrono::duration_cast<Duration>(time);
    }
  }

  void share(const AgentId& agent, Time from, Time until,
             std::map<WorkId, std::chrono::microseconds>& attention) {
    std::vector<WorkId> present;
    for (const Stay& stay : stays_) {
      const bool is_there = stay.from <= from && (!stay.until || *stay.until >= until);
      if (stay.agent == agent && is_there) present.push_back(stay.work);
    }
    for (WorkId work : present) {
      attention[work] += std::chrono::microseconds(until - from) / present.size();
    }
  }

  const MemoryRows& rows_;
  MemoryViews views_;
  Time at_;
  std::map<ConversationId, WorkId> last_works_;
  std::map<WorkId, Time> phase_since_;  // talk or wrap-up began
  std::set<WorkId> in_wrap_up_;
  std::vector<Stay> stays_;
};

}  // namespace

MemoryViews views_of(const MemoryRows& rows) { return Reader(rows).read(); }

std::optional<Time> counts_at(const ports::ContactLine& contact) {
  return contact.answered_at ? contact.answered_at : contact.ended_at;
}

metrics::Counts counts_of(const ports::ContactLine& contact, Duration threshold) {
  metrics::Counts counts;
  const bool is_within = contact.wait <= threshold;
  if (contact.answered_at) {
    counts.answered = 1;
    counts.answered_within = is_within;
    counts.wait_of_answered = contact.wait;
  }
  if (contact.is_abandoned) {
    counts.abandoned = 1;
    counts.abandoned_within = is_within;
    counts.abandoned_short = contact.wait < metrics::short_abandon;
  }
  if (contact.answered_at || contact.is_abandoned) counts.longest_wait = contact.wait;
  if (contact.answered_at && contact.ended_at) {
    counts.handled = 1;
    counts.talk = contact.talk;
    counts.wrap_up = contact.wrap_up;
    counts.attention = contact.attention;
  }
  counts.asked = contact.was_asked;
  if (contact.effort > 0) counts.effort[static_cast<std::size_t>(contact.effort) - 1] = 1;
  return counts;
}

}  // namespace firstline::testing
