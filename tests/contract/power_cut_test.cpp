// The power goes at a random moment under load: what the store had acknowledged is there, once, in
// order, and nothing is there by half.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <random>
#include <vector>

#include "adapters/sql/store.hpp"
#include "tests/contract/floor.hpp"
#include "tests/contract/temporary_directory.hpp"
#include "tests/support/power_cut_vfs.hpp"

namespace firstline::testing {
namespace {

using ports::Batch;
using ports::Record;

constexpr int workspace_count = 3;
constexpr int cuts_wanted = 150;

WorkspaceId workspace(int number) { return WorkspaceId("w" + std::to_string(number)); }

// Everything about a record follows from where it is, so that any record can be checked.
Record record(int number, std::uint64_t seq) {
  std::mt19937_64 random(seq * 8 + static_cast<std::uint64_t>(number));
  const std::size_t size = random() % 10 == 0 ? random() % 9000 : random() % 200;
  return {seq, time_from_ms(static_cast<std::int64_t>(random() % 2'000'000'000'000)),
          "message.added", std::string(size, static_cast<char>('a' + seq % 26))};
}

ports::MessageRow message(std::uint64_t seq) {
  return {.id = MessageId{seq}, .conversation = ConversationId{seq % 7 + 1}, .seq = seq};
}

// Three workspaces that write batches of 1 to 5 records, each with a message per record.
class Load {
 public:
  explicit Load(std::uint64_t seed) : random_(seed) {}

  Batch next(int number) {
    Batch batch{workspace(number), {}, {}};
    std::uint64_t& last = written_[number];
    const std::uint64_t size = random_() % 5 + 1;
    for (std::uint64_t i = 0; i < size; ++i) {
      ++last;
      batch.records.push_back(record(number, last));
      batch.rows.push_back(message(last));
    }
    batch.rows.push_back(ports::SecretRow{"last", std::to_string(last)});
    return batch;
  }

  std::uint64_t written(int number) const { return written_.at(number); }

 private:
  std::mt19937_64 random_;
  std::map<int, std::uint64_t> written_;
};

class PowerCut : public ::testing::Test {
 protected:
  // Opens what a cut left, and compares it with what was said to be durable.
  void check(const std::filesystem::path& left) {
    Floor floor;
    auto opened = sql::SqliteStore::open({.path = left / "store.db", .post = floor.poster()});
    ASSERT_TRUE(opened) << opened.error().message;
    for (int number = 0; number < workspace_count; ++number) {
      std::uint64_t last = 0;
      auto loaded = (*opened)->load_records(workspace(number), 0, [&](const Record& found) {
        ++last;
        EXPECT_EQ(found, record(number, last));
      });
      ASSERT_TRUE(loaded) << loaded.error().message;
      EXPECT_GE(last, acknowledged_at_cut_[number]) << "something acknowledged is gone";
      check_rows(left, number, last, **opened);
    }
  }

  // Rows came with the records of their batch, so the last record is the last of its batch.
  void check_rows(const std::filesystem::path& left, int number, std::uint64_t last,
                  sql::SqliteStore& store) {
    const auto secrets = store.load_directory(workspace(number), Time()).secrets;
    EXPECT_EQ(secrets.empty() ? "0" : secrets[0].secret, std::to_string(last));
    auto reader = sql::open_reader({left / "store.db"});
    ASSERT_TRUE(reader);
    const auto messages = (*reader)->number(
        {"count", "SELECT count(*) FROM messages WHERE workspace = ? AND id <= ?"},
        workspace(number), last);
    ASSERT_TRUE(messages);
    EXPECT_EQ(messages->value_or(0), static_cast<std::int64_t>(last));
  }

  // Called on the writer's thread before each operation of the disk.
  void maybe_cut(std::uint64_t operation) {
    if (operation < next_cut_ || cuts_ == cuts_wanted) return;
    for (int number = 0; number < workspace_count; ++number) {
      acknowledged_at_cut_[number] = acknowledged_[static_cast<std::size_t>(number)];
    }
    const auto left = directory_.path() / "left";
    std::optional<std::uint64_t> survivors;
    if (cuts_ % 3 != 0) survivors = random_();
    SCOPED_TRACE(::testing::Message() << "cut " << cuts_ << " before operation " << operation);
    vfs_.copy_after_cut(left, survivors);
    check(left);
    std::filesystem::remove_all(left);
    next_cut_ = operation + 1 + random_() % 40;
    ++cuts_;
  }

  static constexpr std::uint64_t seed = 20'261'121;
  std::mt19937_64 random_{seed};
  TemporaryDirectory directory_;
  PowerCutVfs vfs_{"power_cut"};
  std::array<std::atomic<std::uint64_t>, workspace_count> acknowledged_{};
  std::map<int, std::uint64_t> acknowledged_at_cut_;
  std::uint64_t next_cut_ = 1;
  std::atomic<int> cuts_ = 0;
};

TEST_F(PowerCut, LosesNothingAcknowledgedAndLeavesNothingByHalf) {
  Floor floor;
  auto opened = sql::SqliteStore::open({.path = directory_.file("store.db"),
                                        .vfs = vfs_.name(),
                                        .post = floor.poster(),
                                        .checkpoint_pages = 40});
  ASSERT_TRUE(opened) << opened.error().message;
  sql::SqliteStore& store = **opened;
  vfs_.before_each([this](std::uint64_t operation) { maybe_cut(operation); });

  Load load(seed);
  std::function<void(int)> write_next = [&](int number) {
    Batch batch = load.next(number);
    const std::uint64_t last = batch.records.back().seq;
    store.append({std::move(batch)}, [&, number, last](Result<void> result) {
      ASSERT_TRUE(result);
      acknowledged_[static_cast<std::size_t>(number)] = last;
      if (cuts_ < cuts_wanted && !HasFailure()) write_next(number);
    });
  };
  for (int number = 0; number < workspace_count; ++number) write_next(number);
  floor.run_until([&] {
    for (int number = 0; number < workspace_count; ++number) {
      if (acknowledged_[static_cast<std::size_t>(number)] < load.written(number)) return false;
    }
    return true;
  });
  opened->reset();
  EXPECT_EQ(cuts_, cuts_wanted);
}

}  // namespace
}  // namespace firstline::testing
