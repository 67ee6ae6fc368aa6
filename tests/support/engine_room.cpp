#include "tests/support/engine_room.hpp"

#include <algorithm>
#include <utility>

#include "base/check.hpp"
#include "wire/codec.hpp"

namespace firstline::testing {

EngineRoom::EngineRoom(Options options)
    : clock(options.begin),
      store([this](std::function<void()> task) { posted_.push_back(std::move(task)); }),
      options_(options) {
  const auto recovered = restart();
  FL_CHECK(recovered);
}

void EngineRoom::begin_engine() {
  engine_ = std::make_unique<app::Engine>(
      workspace,
      app::Engine::World{
          .clock = clock,
          .store = store,
          .codec = wire::codec(),
          .post = [this](std::function<void()> task) { posted_.push_back(std::move(task)); },
          .arm = [this](Time at) { armed_ = at; },
          .snapshot_every = options_.snapshot_every},
      [this](const std::vector<app::Change>& changes) {
        ++batches_;
        if (on_batch) on_batch(changes);
        return
            [this, changes] { released_.insert(released_.end(), changes.begin(), changes.end()); };
      });
}

Result<void> EngineRoom::restart() {
  engine_.reset();
  posted_.clear();
  store.lose_held();
  armed_ = never;
  begin_engine();
  return engine_->recover();
}

bool EngineRoom::run_one() {
  if (posted_.empty()) return false;
  const auto task = std::move(posted_.front());
  posted_.pop_front();
  task();
  return true;
}

void EngineRoom::run_posted() {
  while (run_one()) {
  }
}

Result<std::vector<app::Event>> EngineRoom::submit(const app::Command& command) {
  auto events = engine_->submit(command);
  if (!events) return events;
  for (const app::Event& event : *events) {
    const auto* added = std::get_if<conversation::MessageAdded>(&event);
    if (!added) continue;
    engine_->add(ports::MessageRow{.id = added->message,
                                   .conversation = added->conversation,
                                   .seq = added->seq,
                                   .at = state().last_at,
                                   .author = added->author,
                                   .visibility = added->visibility,
                                   .kind = added->kind,
                                   .text = to_text(added->message),
                                   .client_id = added->client_id});
  }
  return events;
}

std::vector<app::Event> EngineRoom::must(const app::Command& command) {
  auto events = submit(command);
  FL_CHECK(events);
  run_posted();
  return std::move(*events);
}

void EngineRoom::use(catalog::Catalog catalog) {
  catalog.version = state().catalog->version;
  must(catalog::Replace{std::move(catalog), UserId("ada")});
}

void EngineRoom::pass_until(Time end) {
  // An engine that wants to be woken again and again at one instant never gets anywhere.
  constexpr int most_wakeups = 1'000'000;
  run_posted();
  for (int i = 0; armed_ <= end; ++i) {
    FL_CHECK(i < most_wakeups);
    clock.set(std::max(clock.now(), armed_));
    armed_ = never;
    engine_->wake();
    run_posted();
  }
  clock.set(end);
}

Result<app::State> EngineRoom::replay() {
  app::State replayed;
  const app::Codec codec = wire::codec();
  Result<void> decoded;
  FL_TRY_VOID(store.load_records(workspace, 0, [&](const ports::Record& record) {
    const auto event = codec.decode_event(record.type, record.payload);
    if (!event) {
      decoded = event.error();
    } else {
      app::evolve(replayed, *event, record.at);
    }
  }));
  FL_TRY_VOID(decoded);
  return replayed;
}

}  // namespace firstline::testing
