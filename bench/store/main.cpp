// `./dev bench store`: the journal and the rows on this machine's disk, without server and engine.
//
// A message is what the engine writes for one: two journal records and one message row. They are
// given in groups, the next group when the one before is durable, as a busy floor does. Beside it:
// the same disk without SQLite (write and fsync), reading the journal back with its checksums, and
// making the views from it.
#include <fcntl.h>
#include <fmt/format.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>

#include "adapters/sql/projector.hpp"
#include "adapters/sql/store.hpp"
#include "base/check.hpp"
#include "bench/support/report.hpp"
#include "wire/event_codec.hpp"

namespace firstline::bench {
namespace {

using Clock = std::chrono::steady_clock;

const WorkspaceId demo("demo");
constexpr std::size_t open_conversations = 5000;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double processor_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// Answers of the store, taken one at a time by the thread that asked.
class Answers {
 public:
  std::function<void(std::function<void()>)> poster() {
    return [this](std::function<void()> task) {
      const std::lock_guard guard(mutex_);
      tasks_.push_back(std::move(task));
      wake_.notify_one();
    };
  }

  void run_one() {
    std::function<void()> task;
    {
      std::unique_lock guard(mutex_);
      wake_.wait(guard, [this] { return !tasks_.empty(); });
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
  }

 private:
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
};

// Messages that come in turn to all open conversations.
class Messages {
 public:
  ports::Batch opening() {
    ports::Batch batch{demo, {}, {}};
    for (std::size_t n = 1; n <= open_conversations; ++n) {
      add(batch, conversation::ConversationOpened{.conversation = {n},
                                                  .customer = {n},
                                                  .entry_point = EntryPointId("demo"),
                                                  .queue = QueueId("general"),
                                                  .locale = "en"});
    }
    return batch;
  }

  ports::Batch next(std::size_t count) {
    ports::Batch batch{demo, {}, {}};
    for (std::size_t i = 0; i < count; ++i) add_message(batch);
    return batch;
  }

  std::uint64_t records() const { return seq_; }

 private:
  void add(ports::Batch& batch, const app::Event& event) {
    const Time at = time_from_ms(1'800'000'000'000 + static_cast<std::int64_t>(++seq_));
    batch.records.push_back(
        {seq_, at, std::string(wire::event_type(event)), wire::encode_event(event)});
  }

  void add_message(ports::Batch& batch) {
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

  std::uint64_t seq_ = 0;
  std::uint64_t messages_ = 0;
};

void append(sql::SqliteStore& store, Answers& answers, ports::Batch batch) {
  std::vector<ports::Batch> group;
  group.push_back(std::move(batch));
  store.append(std::move(group), [](Result<void> written) { FL_CHECK(written.has_value()); });
  answers.run_one();
}

void measure_group(sql::SqliteStore& store, Answers& answers, Messages& messages,
                   std::size_t group) {
  constexpr double run_s = 4;
  std::size_t written = 0;
  const double cpu_before = processor_seconds();
  const auto begin = Clock::now();
  while (seconds_since(begin) < run_s) {
    append(store, answers, messages.next(group));
    written += group;
  }
  const double count = static_cast<double>(written);
  const double time = seconds_since(begin);
  const double cpu = processor_seconds() - cpu_before;
  report("store", fmt::format("messages_per_s_in_groups_of_{}", group), count / time, "1/s");
  report("store", fmt::format("rows_per_s_in_groups_of_{}", group), 3 * count / time, "1/s");
  report("store", fmt::format("cpu_per_message_in_groups_of_{}", group), cpu / count * 1e6, "us");
}

// What the disk gives without a database: a few pages appended and synced.
void measure_disk(const std::filesystem::path& directory) {
  constexpr double run_s = 2;
  const std::string path = directory / "raw";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  FL_CHECK(file >= 0);
  const std::string pages(4 * 4096, 'x');
  std::size_t count = 0;
  const auto begin = Clock::now();
  while (seconds_since(begin) < run_s) {
    FL_CHECK(::write(file, pages.data(), pages.size()) == static_cast<ssize_t>(pages.size()));
    FL_CHECK(::fdatasync(file) == 0);
    ++count;
  }
  ::close(file);
  report("store", "disk_syncs_per_s", static_cast<double>(count) / seconds_since(begin), "1/s");
}

void measure_reading(sql::SqliteStore& store, std::uint64_t records) {
  std::uint64_t read = 0;
  const auto begin = Clock::now();
  FL_CHECK(store.load_records(demo, 0, [&](const ports::Record&) { ++read; }).has_value());
  FL_CHECK(read == records);
  report("store", "records_read_per_s", static_cast<double>(read) / seconds_since(begin), "1/s");
}

void measure_views(const std::filesystem::path& directory, std::uint64_t records) {
  const double cpu_before = processor_seconds();
  const auto begin = Clock::now();
  const auto rebuilt = sql::rebuild_views({.path = directory / "store.db"},
                                          {.path = directory / "views.db"}, [](auto, auto) {});
  FL_CHECK(rebuilt.has_value());
  const double count = static_cast<double>(records);
  report("store", "records_projected_per_s", count / seconds_since(begin), "1/s");
  report("store", "cpu_per_record_projected", (processor_seconds() - cpu_before) / count * 1e6,
         "us");
}

void run() {
  std::string name = (std::filesystem::current_path() / "bench-store-XXXXXX").string();
  FL_CHECK(::mkdtemp(name.data()) != nullptr);
  const std::filesystem::path directory = name;
  measure_disk(directory);
  Messages messages;
  {
    Answers answers;
    auto store = sql::SqliteStore::open({.path = directory / "store.db", .post = answers.poster()});
    FL_CHECK(store.has_value());
    append(**store, answers, messages.opening());
    for (std::size_t group : {1, 10, 100, 1000}) {
      measure_group(**store, answers, messages, group);
    }
    measure_reading(**store, messages.records());
  }
  measure_views(directory, messages.records());
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace firstline::bench

int main() { firstline::bench::run(); }
