#include "bench/support/store_load.hpp"

#include <fmt/format.h>
#include <time.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "wire/event_codec.hpp"

namespace firstline::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t open_conversations = 5000;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

}  // namespace

double processor_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

StoreLoad::StoreLoad(const std::filesystem::path& directory) {
  auto opened = sql::SqliteStore::open(
      {.path = directory / "store.db", .post = [this](std::function<void()> answer) {
         const std::lock_guard guard(mutex_);
         answers_.push_back(std::move(answer));
         wake_.notify_one();
       }});
  FL_CHECK(opened.has_value());
  store_ = std::move(*opened);
  append(opening());
}

StoreLoad::Rate StoreLoad::messages_per_s(std::size_t group, double seconds) {
  std::size_t written = 0;
  const double cpu_before = processor_seconds();
  const auto begin = Clock::now();
  while (seconds_since(begin) < seconds) {
    append(next(group));
    written += group;
  }
  const auto count = static_cast<double>(written);
  return {count / seconds_since(begin), (processor_seconds() - cpu_before) / count * 1e6};
}

ports::Batch StoreLoad::opening() {
  ports::Batch batch{workspace_, {}, {}};
  for (std::size_t n = 1; n <= open_conversations; ++n) {
    add(batch, conversation::ConversationOpened{.conversation = {n},
                                                .customer = {n},
                                                .entry_point = EntryPointId("demo"),
                                                .queue = QueueId("general"),
                                                .locale = "en"});
  }
  return batch;
}

ports::Batch StoreLoad::next(std::size_t count) {
  ports::Batch batch{workspace_, {}, {}};
  for (std::size_t i = 0; i < count; ++i) add_message(batch);
  return batch;
}

void StoreLoad::add(ports::Batch& batch, const app::Event& event) {
  const Time at = time_from_ms(1'800'000'000'000 + static_cast<std::int64_t>(++seq_));
  batch.records.push_back(
      {seq_, at, std::string(wire::event_type(event)), wire::encode_event(event)});
}

void StoreLoad::add_message(ports::Batch& batch) {
  const std::uint64_t n = ++messages_;
  const ConversationId conversation{n % open_conversations + 1};
  const std::uint64_t seq = (n - 1) / open_conversations + 1;
  const conversation::Author author{conversation::AuthorKind::agent, AgentId("ann")};
  const std::string client_id = fmt::format("client-{}", n);
  add(batch, conversation::MessageAdded{.conversation = conversation,
                                        .message = {n},
                                        .seq = seq,
                                        .author = author,
                                        .client_id = client_id});
  add(batch, conversation::MessagesRead{.conversation = conversation, .up_to = seq});
  batch.rows.emplace_back(ports::MessageRow{
      .id = {n},
      .conversation = conversation,
      .seq = seq,
      .at = batch.records.back().at,
      .author = author,
      .text = fmt::format("Parcel {} left the warehouse this morning, it is on its way.", n),
      .attachments = {},
      .client_id = client_id});
}

void StoreLoad::append(ports::Batch batch) {
  std::vector<ports::Batch> group;
  group.push_back(std::move(batch));
  store_->append(std::move(group), [](Result<void> written) { FL_CHECK(written.has_value()); });
  std::function<void()> answer;
  {
    std::unique_lock guard(mutex_);
    wake_.wait(guard, [this] { return !answers_.empty(); });
    answer = std::move(answers_.front());
    answers_.pop_front();
  }
  answer();
}

}  // namespace firstline::bench
