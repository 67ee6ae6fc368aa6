#include "app/workspace.hpp"

#include <algorithm>

#include "app/pushes.hpp"
#include "app/refusals.hpp"
#include "app/shown.hpp"
#include "base/check.hpp"
#include "base/log.hpp"
#include "base/overloaded.hpp"

namespace firstline::app {
namespace {

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t id_bytes = 15;

// The queue whose line moves by this event.
QueueId moved_queue(const State& state, const Event& event) {
  const auto of_work = [&](WorkId id) {
    const routing::Work* work = routing::find(state.routing, id);
    return work ? work->queue : QueueId{};
  };
  return std::visit(overloaded{
                        [](const routing::WorkEnqueued& e) { return e.queue; },
                        [&](const routing::OfferAccepted& e) { return of_work(e.work); },
                        [&](const routing::WorkTakenOver& e) { return of_work(e.work); },
                        [&](const routing::WorkReturned& e) { return of_work(e.work); },
                        [](const routing::WorkTransferred& e) { return e.queue; },
                        [](const routing::WorkEnded& e) { return e.agent ? QueueId{} : e.queue; },
                        [](const auto&) { return QueueId{}; },
                    },
                    event);
}

}  // namespace

Workspace::Workspace(ports::WorkspaceRow row, Ports ports, Engine::World world, Push& push)
    : row_(std::move(row)),
      ports_(ports),
      push_(push),
      engine_(row_.id, std::move(world),
              [this](const std::vector<Change>& changes) { return changed(changes); }) {}

Result<void> Workspace::recover() {
  FL_TRY_VOID(engine_.recover());
  directory_ = ports_.store.load_directory(row_.id, ports_.clock.now());
  people_.load(directory_.users);
  for (const ports::SecretRow& secret : directory_.secrets) secrets_[secret.name] = secret.secret;
  levels_.start_day(std::chrono::floor<std::chrono::days>(engine_.now()));
  levels_.restore_works(state());
  return {};
}

void Workspace::load_texts(std::function<void(Result<void>)> done) {
  // One answer outstanding for each, and one for ourselves so that it ends after all were asked.
  struct Progress {
    std::size_t open = 1;
    Result<void> result;
    std::function<void(Result<void>)> done;
    void step() {
      if (--open == 0) done(result);
    }
  };
  auto progress = std::make_shared<Progress>();
  progress->done = std::move(done);
  const auto failed = [progress](const Error& error) { progress->result = error; };

  for (const auto& [id, c] : state().conversations.conversations) {
    progress->open += 2;
    ports_.archive.messages(
        row_.id, {.conversation = id, .limit = tail_length},
        [this, progress, failed](Result<ports::Messages> messages) {
          if (!messages) {
            failed(messages.error());
          } else {
            for (ports::FileRow& file : messages->files) {
              transcripts_.put_file(std::move(file));
            }
            for (ports::MessageRow& row : messages->items) {
              transcripts_.add(std::make_shared<ports::MessageRow>(std::move(row)));
            }
          }
          progress->step();
        });
    ports_.archive.customer(
        row_.id, c.customer,
        [this, progress, failed](Result<std::optional<ports::CustomerRow>> row) {
          if (!row) {
            failed(row.error());
          } else if (*row) {
            customers_.put(std::move(**row));
          }
          progress->step();
        });
  }
  ports::ReportQuery today;
  today.from = levels_.day();
  today.to = today.from + hours(24);
  today.group = ports::GroupBy::queue;
  for (const catalog::Queue& queue : catalog().queues) {
    today.targets.emplace_back(queue.id, queue.target);
  }
  ++progress->open;
  ports_.archive.report(row_.id, today,
                        [this, progress, failed](Result<std::vector<ports::ReportRow>> rows) {
                          if (!rows) {
                            failed(rows.error());
                          } else {
                            for (const auto& row : *rows) levels_.restore(row.queue, row.counts);
                          }
                          progress->step();
                        });
  progress->step();
}

void Workspace::close_lost_windows() {
  std::vector<AgentId> agents;
  for (const auto& [id, agent] : state().routing.agents) {
    if (agent.is_connected) agents.push_back(id);
  }
  std::vector<ConversationId> conversations;
  for (const auto& [id, c] : state().conversations.conversations) {
    if (c.is_customer_here) conversations.push_back(id);
  }
  std::sort(agents.begin(), agents.end());
  std::sort(conversations.begin(), conversations.end());
  const auto submit = [this](Command command) {
    const auto result = engine_.submit(command);
    if (!result) log::warning("a lost window was not noted", {{"code", result.error().code}});
  };
  for (const AgentId& agent : agents) submit(routing::Command(routing::Vanish{agent}));
  for (ConversationId id : conversations) {
    submit(conversation::Command(conversation::CustomerHere{id, false}));
  }
}

std::string Workspace::secret(const std::string& name) {
  std::string& value = secrets_[name];
  if (value.empty()) {
    value = ports_.random.token(secret_bytes);
    engine_.add(ports::SecretRow{name, value});
  }
  return value;
}

void Workspace::set_secret(const std::string& name, std::string value) {
  engine_.add(ports::SecretRow{name, value});
  secrets_[name] = std::move(value);
}

void Workspace::audit(const Actor& actor, std::string what, std::string target,
                      std::string detail) {
  engine_.add(ports::AuditRow{ports_.random.token(id_bytes), engine_.now(), actor.user,
                              std::move(what), std::move(target), std::move(detail), actor.from});
}

Result<ports::MessageRow> Workspace::add_message(NewMessage message) {
  conversation::AddMessage add;
  add.conversation = message.conversation;
  add.author = message.author;
  add.visibility = message.visibility;
  add.kind = message.attachments.empty() ? conversation::MessageKind::text
                                         : conversation::MessageKind::file;
  add.client_id = message.client_id;
  FL_TRY(const std::vector<Event> events, engine_.submit(conversation::Command(add)));
  const auto& added = std::get<conversation::MessageAdded>(events.front());
  ports::MessageRow row{added.message,
                        added.conversation,
                        added.seq,
                        state().last_at,
                        added.author,
                        added.visibility,
                        added.kind,
                        std::move(message.text),
                        std::move(message.attachments),
                        added.client_id};
  engine_.add(row);
  return row;
}

void Workspace::with_customer(CustomerId id, std::function<void(Result<ports::CustomerRow>)> then) {
  if (const auto* row = customers_.find(id)) return then(*row);
  ports_.archive.customer(row_.id, id,
                          [then = std::move(then)](Result<std::optional<ports::CustomerRow>> row) {
                            if (!row) return then(row.error());
                            if (!*row) return then(unknown_customer());
                            then(std::move(**row));
                          });
}

Engine::Release Workspace::changed(const std::vector<Change>& changes) {
  // Texts first: the frames of this batch show them.
  for (const Change& change : changes) {
    if (change.message) transcripts_.add(change.message);
  }
  Pushes pushes;
  bool is_effect_issued = false;
  for (const Change& change : changes) {
    is_effect_issued |= std::holds_alternative<EffectIssued>(change.event);
    const Time midnight = std::chrono::floor<std::chrono::days>(change.at);
    if (midnight != levels_.day()) levels_.start_day(midnight);
    levels_.count(state(), change.event, change.at);
    told_waits_->notice(change.event);
    add_pushes(*this, change, pushes);
    if (QueueId queue = moved_queue(state(), change.event)) moved_queues_.insert(std::move(queue));
    if (const auto* settled = std::get_if<conversation::ConversationSettled>(&change.event)) {
      forget(*settled);
    }
  }
  if (!changes.empty() && !is_floor_dirty_) {
    is_floor_dirty_ = true;
    if (on_floor_changed) on_floor_changed();
  }
  return [this, is_effect_issued, pushes = std::move(pushes)] {
    for (const auto& push : pushes) push(push_);
    if (is_effect_issued && on_effect_issued) on_effect_issued();
  };
}

void Workspace::forget(const conversation::ConversationSettled& settled) {
  transcripts_.forget(settled.conversation);
  if (!conversation::find_of_customer(state().conversations, settled.customer)) {
    customers_.forget(settled.customer);
  }
}

void Workspace::refresh_floor() {
  if (!is_floor_dirty_) return;
  is_floor_dirty_ = false;
  Pushes pushes;
  for (const QueueId& queue : moved_queues_) add_places(*this, queue, pushes);
  moved_queues_.clear();
  if (push_.is_floor_watched()) {
    pushes.push_back([floor = view::signal::FloorChanged{shown::floor(*this)}](Push& push) {
      push.signal_floor(floor);
    });
  }
  // A floor is a view of the present: it may show what the disk does not have yet, so it waits.
  engine_.when_durable([this, pushes = std::move(pushes)](const Result<void>& durable) {
    if (!durable) return;
    for (const auto& push : pushes) push(push_);
  });
}

}  // namespace firstline::app
