#include "adapters/sql/store.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <mutex>
#include <span>

#include "adapters/sql/migrations.hpp"
#include "tests/contract/floor.hpp"
#include "tests/contract/temporary_directory.hpp"
#include "tests/support/power_cut_vfs.hpp"

namespace firstline::sql {
namespace {

using testing::Floor;
using testing::PowerCutVfs;
using testing::TemporaryDirectory;

const WorkspaceId demo("demo");

ports::Batch records(std::uint64_t first, std::uint64_t last) {
  ports::Batch batch{demo, {}, {}};
  for (std::uint64_t seq = first; seq <= last; ++seq) {
    batch.records.push_back({seq, Time(), "offer.made", "{\"offer\":\"o-1\"}"});
  }
  return batch;
}

class SqliteStoreTest : public ::testing::Test {
 protected:
  // Threads do not survive a fork, so a death test starts the program anew.
  SqliteStoreTest() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }

  std::unique_ptr<SqliteStore> open(SqliteStore::Options options = {}) {
    options.path = path;
    if (!options.post) options.post = floor.poster();
    auto opened = SqliteStore::open(std::move(options));
    EXPECT_TRUE(opened) << opened.error().message;
    return opened ? std::move(*opened) : nullptr;
  }

  Result<void> append(SqliteStore& store, ports::Batch batch) {
    return floor.wait<void>([&](auto done) { store.append({std::move(batch)}, done); });
  }

  Result<void> load(SqliteStore& store) {
    return store.load_records(demo, 0, [](const ports::Record&) {});
  }

  // Changes the file behind the store's back.
  void damage(const std::string& script) {
    auto database = Database::open({.path = path});
    ASSERT_TRUE(database);
    const auto damaged = (*database)->execute("damage", script);
    ASSERT_TRUE(damaged) << damaged.error().message;
  }

  TemporaryDirectory directory;
  std::string path = directory.file("store.db");
  Floor floor;
};

TEST_F(SqliteStoreTest, NamesTheRecordThatDoesNotMatchItsChecksum) {
  for (const char* change : {"payload = '{}'", "type = 'offer.lost'", "at = at + 1", "crc = 1"}) {
    auto store = open();
    const auto last = floor.wait<void>([&](auto done) { store->probe(done); });
    ASSERT_TRUE(last);
    if (load(*store)) damage("DELETE FROM journal");
    store.reset();
    store = open();
    ASSERT_TRUE(append(*store, records(1, 9)));
    damage(std::string("UPDATE journal SET ") + change + " WHERE seq = 7");
    const auto loaded = load(*store);
    ASSERT_FALSE(loaded) << change;
    EXPECT_EQ(loaded.error().code, "journal.corrupt");
    EXPECT_NE(loaded.error().message.find("record 7 of demo"), std::string::npos)
        << loaded.error().message;
    damage("DELETE FROM journal");
  }
}

TEST_F(SqliteStoreTest, NamesTheFirstRecordThatIsMissing) {
  auto store = open();
  ASSERT_TRUE(append(*store, records(1, 9)));
  damage("DELETE FROM journal WHERE seq IN (4, 5)");
  const auto loaded = load(*store);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, "journal.corrupt");
  EXPECT_NE(loaded.error().message.find("record 4 of demo is missing"), std::string::npos);
}

TEST_F(SqliteStoreTest, DoesNotUseASnapshotWhoseChecksumIsWrong) {
  auto store = open();
  ASSERT_TRUE(append(*store, records(1, 2)));
  ASSERT_TRUE(floor.wait<void>([&](auto done) {
    store->save_snapshot(demo, {2, 1, "state"}, done);
  }));
  ASSERT_TRUE(store->load_snapshot(demo));
  damage("UPDATE snapshots SET state = 'stale'");
  EXPECT_FALSE(store->load_snapshot(demo));
}

TEST_F(SqliteStoreTest, RefusesAFileOfANewerProgram) {
  open();
  damage("INSERT INTO schema_version (version, name) VALUES (999, 'from the future')");
  const auto opened = SqliteStore::open({.path = path, .post = floor.poster()});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "store.newer");
  EXPECT_NE(opened.error().message.find("999"), std::string::npos);
}

TEST_F(SqliteStoreTest, RefusesAFileThatIsNoDatabase) {
  {
    std::FILE* file = std::fopen(path.c_str(), "w");
    ASSERT_NE(file, nullptr);
    for (int line = 0; line < 100; ++line) std::fputs("this is somebody's shopping list\n", file);
    std::fclose(file);
  }
  const auto opened = SqliteStore::open({.path = path, .post = floor.poster()});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "store.corrupt");
}

TEST_F(SqliteStoreTest, RefusesASecondWriter) {
  auto store = open();
  const auto second = SqliteStore::open({.path = path, .post = floor.poster()});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "store.in_use");
  EXPECT_EQ(migrate_store(path).error().code, "store.in_use");
  store.reset();
  EXPECT_TRUE(SqliteStore::open({.path = path, .post = floor.poster()}));
}

TEST_F(SqliteStoreTest, EndsTheProcessWhenASyncFails) {
  PowerCutVfs vfs("failing_sync");
  auto store = open({.vfs = vfs.name()});
  ASSERT_TRUE(append(*store, records(1, 1)));
  EXPECT_EXIT(
      {
        vfs.fail_next_sync();
        (void)append(*store, records(2, 2));
      },
      ::testing::ExitedWithCode(1), "");
}

TEST_F(SqliteStoreTest, WaitsForSomebodyElsesLockAndThenRefusesWithoutHarm) {
  auto store = open({.busy_time = milliseconds(50)});
  ASSERT_TRUE(append(*store, records(1, 1)));
  {
    auto somebody = Database::open({.path = path});
    ASSERT_TRUE((*somebody)->execute("lock", "BEGIN IMMEDIATE"));
    const auto refused = append(*store, records(2, 2));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "store.busy");
  }
  EXPECT_TRUE(append(*store, records(2, 2)));
}

TEST_F(SqliteStoreTest, WritesWhatIsQueuedInOneTransaction) {
  PowerCutVfs vfs("group");
  int commits = 0;
  auto store = open({.vfs = vfs.name(), .on_records = [&commits] { ++commits; }});
  // While the disk is stopped before its first operation, everything else queues up behind it.
  std::mutex gate;
  gate.lock();
  std::atomic<bool> has_begun = false;
  vfs.before_each([&](std::uint64_t) {
    if (has_begun.exchange(true)) return;
    has_begun.notify_one();
    const std::lock_guard wait(gate);
  });
  int answered = 0;
  const auto count = [&answered](const Result<void>& result) {
    ASSERT_TRUE(result);
    ++answered;
  };
  store->append({records(1, 1)}, count);
  has_begun.wait(false);
  for (std::uint64_t seq = 2; seq <= 50; ++seq) store->append({records(seq, seq)}, count);
  gate.unlock();
  floor.run_until([&] { return answered == 50; });
  store.reset();
  EXPECT_EQ(commits, 2);
}

TEST_F(SqliteStoreTest, RefusesMoreThanItsQueueHolds) {
  PowerCutVfs vfs("queue");
  auto store = open({.vfs = vfs.name(), .queue_limit = 3});
  std::mutex gate;
  gate.lock();
  std::atomic<bool> has_begun = false;
  vfs.before_each([&](std::uint64_t) {
    if (has_begun.exchange(true)) return;
    has_begun.notify_one();
    const std::lock_guard wait(gate);
  });
  std::vector<std::string> answers;
  const auto note = [&answers](const Result<void>& result) {
    answers.push_back(result ? "ok" : result.error().code);
  };
  store->append({records(1, 1)}, note);
  has_begun.wait(false);
  for (int i = 0; i < 4; ++i) store->probe(note);
  gate.unlock();
  floor.run_until([&] { return answers.size() == 5; });
  EXPECT_EQ(std::count(answers.begin(), answers.end(), "ok"), 4);
  EXPECT_EQ(std::count(answers.begin(), answers.end(), "store.busy"), 1);
}

TEST_F(SqliteStoreTest, DoesNotLetTheLogGrowForEverUnderLoad) {
  auto store = open({.checkpoint_pages = 10});
  constexpr std::uint64_t commits = 1500;
  for (std::uint64_t seq = 1; seq <= commits; ++seq) {
    ports::Batch batch = records(seq, seq);
    batch.records[0].payload = std::string(4096, 'x');
    ASSERT_TRUE(append(*store, std::move(batch)));
  }
  // Each commit adds at least two pages to it.
  EXPECT_LT(std::filesystem::file_size(path + "-wal"), commits * 2 * 4096 / 2);
}

TEST_F(SqliteStoreTest, WritesWhatIsQueuedBeforeItStops) {
  auto store = open();
  for (std::uint64_t seq = 1; seq <= 100; ++seq) {
    store->append({records(seq, seq)}, [](const Result<void>&) {});
  }
  store.reset();
  store = open();
  std::uint64_t last = 0;
  ASSERT_TRUE(
      store->load_records(demo, 0, [&](const ports::Record& record) { last = record.seq; }));
  EXPECT_EQ(last, 100u);
}

TEST(Migrations, AreAppliedOnceEachInOrder) {
  auto database = Database::open({.path = ":memory:"});
  ASSERT_TRUE(database);
  const std::array<Migration, 2> steps{Migration{1, "one", "CREATE TABLE a (x INTEGER) STRICT"},
                                       Migration{2, "two", "ALTER TABLE a ADD COLUMN y INTEGER"}};
  auto first = migrate(**database, std::span(steps).first(1));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->from, 0);
  EXPECT_EQ(first->to, 1);
  auto second = migrate(**database, steps);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->from, 1);
  EXPECT_EQ(second->to, 2);
  auto third = migrate(**database, steps);
  ASSERT_TRUE(third);
  EXPECT_EQ(third->from, 2);
  EXPECT_EQ(third->to, 2);
}

TEST(Migrations, LeaveNothingBehindWhenOneFails) {
  auto database = Database::open({.path = ":memory:"});
  ASSERT_TRUE(database);
  const std::array<Migration, 1> steps{
      Migration{1, "half", "CREATE TABLE a (x INTEGER) STRICT; CREATE TABLE a (y TEXT) STRICT"}};
  const auto failed = migrate(**database, steps);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message.substr(0, 5), "half:");
  EXPECT_EQ(*schema_version(**database), 0);
  EXPECT_EQ((*database)->number({"count", "SELECT count(*) FROM sqlite_schema"})->value_or(-1), 0);
}

}  // namespace
}  // namespace firstline::sql
