#include "tests/simulation/watcher.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/notation.hpp"
#include "tests/support/routing_rules.hpp"
#include "wire/codec.hpp"

namespace firstline::testing {
namespace {

constexpr std::size_t lines_kept = 30;

// Where two texts part, with a little of what is around.
std::string difference(const std::string& replayed, const std::string& state) {
  constexpr std::size_t around = 160;
  const auto parts = std::mismatch(replayed.begin(), replayed.end(), state.begin(), state.end());
  const auto at = static_cast<std::size_t>(parts.first - replayed.begin());
  const std::size_t from = at > around ? at - around : 0;
  return "\n  replayed …" + replayed.substr(from, 2 * around) + "\n  state    …" +
         state.substr(from, 2 * around);
}

}  // namespace

std::string Watcher::look() {
  std::string fault;
  const app::Codec codec = wire::codec();
  const auto read =
      room_.store.load_records(room_.workspace, replayed_.seq, [&](const ports::Record& record) {
        if (!fault.empty()) return;
        const auto event = codec.decode_event(record.type, record.payload);
        if (!event) {
          fault = "a record cannot be read: " + event.error().message;
          return;
        }
        if (record.at < replayed_.last_at) fault = "time goes backwards";
        app::evolve(replayed_, *event, record.at);
        lines_.push_back(app::to_notation(*event, record.at));
        if (lines_.size() > lines_kept) lines_.pop_front();
        if (fault.empty()) fault = look_at(*event);
      });
  if (!read) return "the journal cannot be read";
  if (fault.empty()) fault = look_at_released();
  if (fault.empty() && room_.state().seq != floor_seq_) {
    fault = look_at_floor();
    floor_seq_ = room_.state().seq;
  }
  return fault;
}

// The state is the one right after the event.
std::string Watcher::look_at(const app::Event& event) {
  seen_.set(event.index());
  if (const auto* made = std::get_if<routing::OfferMade>(&event)) {
    std::string fault = broken_offer_rule(replayed_.routing, *made);
    if (!fault.empty()) return fault;
  }
  if (const auto* enqueued = std::get_if<routing::WorkEnqueued>(&event)) {
    ++arrived_;
    if (!works_.emplace(enqueued->work, false).second) return "a work was enqueued twice";
  }
  if (const auto* ended = std::get_if<routing::WorkEnded>(&event)) {
    const auto at = works_.find(ended->work);
    if (at == works_.end() || at->second) return "a work ended twice, or never began";
    at->second = true;
    if (ended->outcome == routing::WorkOutcome::handled && !ended->agent) {
      return "a work was handled by nobody";
    }
  }
  return broken_rule(replayed_.routing);
}

// The world is told every durable event once and in order; a restart may swallow some.
std::string Watcher::look_at_released() {
  for (; released_ < room_.released().size(); ++released_) {
    const app::Change& change = room_.released()[released_];
    if (change.seq <= released_seq_) return "the world was told an event twice";
    released_seq_ = change.seq;
    if (change.seq > replayed_.seq) return "the world was told what is not on the disk";
  }
  return {};
}

// Between two commands: every open conversation is exactly one work that waits or is with somebody,
// and every work is of a conversation that is open, or in its wrap-up.
std::string Watcher::look_at_floor() const {
  const app::State& state = room_.state();
  std::size_t open = 0;
  for (const auto& [id, c] : state.conversations.conversations) {
    if (c.phase != conversation::Phase::open) continue;
    ++open;
    const routing::Work* work = routing::find_of_conversation(state.routing, id);
    if (!work || work->state == routing::WorkState::wrap_up) {
      return to_text(id) + " is open and nobody's work";
    }
    if (work->agent != c.agent) return to_text(id) + " is with another agent than its work";
    if (work->queue != c.queue) return to_text(id) + " is in another queue than its work";
  }
  const auto works_open = static_cast<std::size_t>(std::count_if(
      state.routing.works.begin(), state.routing.works.end(),
      [](const auto& entry) { return entry.second.state != routing::WorkState::wrap_up; }));
  if (works_open != open) return "a work has no open conversation";
  return {};
}

std::string Watcher::compare() {
  std::string fault = look();
  if (!fault.empty()) return fault;
  const app::Codec codec = wire::codec();
  if (!app::has_same_facts(replayed_, room_.state())) {
    return "replay(journal) is not the state" +
           difference(codec.encode_state(replayed_), codec.encode_state(room_.state()));
  }
  for (const auto& [id, is_over] : works_) {
    if (is_over == (routing::find(room_.state().routing, id) != nullptr)) {
      return to_text(id) + (is_over ? " is over and still there" : " is lost");
    }
  }
  return difference_to_rebuilt(room_.state().routing, room_.engine().now());
}

std::string Watcher::check_drained() const {
  const app::State& state = room_.state();
  if (!state.routing.works.empty()) {
    return fmt::format("{} works are left when all is quiet", state.routing.works.size());
  }
  if (!state.routing.offers.empty()) return "an offer is left when all is quiet";
  if (!state.conversations.conversations.empty()) {
    return fmt::format("{} conversations never settled", state.conversations.conversations.size());
  }
  return {};
}

std::string Watcher::last_lines() const {
  std::string text;
  for (const std::string& line : lines_) text += "    " + line + "\n";
  return text;
}

}  // namespace firstline::testing
