#include "adapters/sql/backup.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "adapters/sql/store.hpp"
#include "tests/contract/floor.hpp"
#include "tests/contract/temporary_directory.hpp"

namespace firstline::sql {
namespace {

const WorkspaceId demo("demo");

class Backup : public ::testing::Test {
 protected:
  std::unique_ptr<SqliteStore> open(const std::string& at) {
    auto opened = SqliteStore::open({.path = at, .post = floor.poster()});
    EXPECT_TRUE(opened) << opened.error().message;
    return std::move(*opened);
  }

  void append(SqliteStore& store, std::uint64_t first, std::uint64_t last) {
    ports::Batch batch{demo, {}, {}};
    for (std::uint64_t seq = first; seq <= last; ++seq) {
      batch.records.push_back({seq, Time(), "offer.made", std::string(5000, 'x')});
    }
    ASSERT_TRUE(floor.wait<void>([&](auto done) { store.append({std::move(batch)}, done); }));
  }

  static std::uint64_t count(SqliteStore& store) {
    std::uint64_t records = 0;
    const auto loaded = store.load_records(demo, 0, [&](const ports::Record&) { ++records; });
    EXPECT_TRUE(loaded);
    return records;
  }

  testing::TemporaryDirectory directory;
  testing::Floor floor;
  std::string path = directory.file("store.db");
  std::string copy = directory.file("copy.db");
  BackupProgress ignore = [](std::uint64_t, std::uint64_t) {};
};

TEST_F(Backup, IsOfOneMomentWhileTheStoreIsWrittenTo) {
  auto store = open(path);
  append(*store, 1, 2000);
  int steps = 0;
  std::uint64_t last_done = 0, last_total = 1;
  const auto made = backup({.path = path}, copy, [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_GE(done, last_done);
    last_done = done;
    last_total = total;
    const auto next = 2000 + static_cast<std::uint64_t>(++steps);
    append(*store, next, next);
  });
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_GE(steps, 2);
  EXPECT_EQ(last_done, last_total);
  ASSERT_EQ(made->workspaces.size(), 1u);
  EXPECT_EQ(made->workspaces[0].id, demo);
  EXPECT_EQ(made->workspaces[0].records, 2000u);
  EXPECT_FALSE(std::filesystem::exists(copy + ".part"));
  EXPECT_FALSE(std::filesystem::exists(copy + "-wal"));
  EXPECT_EQ(count(*store), 2000u + static_cast<std::uint64_t>(steps));
}

TEST_F(Backup, DoesNotOverwriteAFile) {
  open(path);
  std::ofstream(copy) << "something dear";
  EXPECT_EQ(backup({.path = path}, copy, ignore).error().code, "backup.exists");
  EXPECT_EQ(backup({.path = directory.file("none.db")}, directory.file("x"), ignore).error().code,
            "store.missing");
}

TEST_F(Backup, IsRestoredToAStoreThatGoesOn) {
  {
    auto store = open(path);
    append(*store, 1, 10);
    ASSERT_TRUE(backup({.path = path}, copy, ignore));
    append(*store, 11, 20);
    EXPECT_EQ(restore(copy, path, true, ignore).error().code, "store.in_use");
  }
  EXPECT_EQ(restore(copy, path, false, ignore).error().code, "restore.exists");
  const auto restored = restore(copy, path, true, ignore);
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ(restored->workspaces[0].records, 10u);
  auto store = open(path);
  EXPECT_EQ(count(*store), 10u);
  append(*store, 11, 12);
  EXPECT_EQ(count(*store), 12u);
}

TEST_F(Backup, OfADamagedStoreIsNotCalledGood) {
  {
    auto store = open(path);
    append(*store, 1, 10);
  }
  auto database = Database::open({.path = path});
  ASSERT_TRUE((*database)->execute("damage", "UPDATE journal SET at = 7 WHERE seq = 4"));
  const auto made = backup({.path = path}, copy, ignore);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, "journal.corrupt");
  EXPECT_FALSE(std::filesystem::exists(copy));
}

TEST_F(Backup, IsRefusedWhenItIsNoStoreOrHasDamagedPages) {
  {
    auto other = Database::open({.path = copy});
    ASSERT_TRUE((*other)->execute("other", "CREATE TABLE shopping (item TEXT)"));
  }
  EXPECT_EQ(check_backup(copy).error().code, "backup.not_a_store");
  {
    auto store = open(path);
    append(*store, 1, 500);
  }
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(200 * 4096);
    file << std::string(40'960, '\xEE');
  }
  const auto checked = check_backup(path);
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, "store.corrupt");
}

}  // namespace
}  // namespace firstline::sql
