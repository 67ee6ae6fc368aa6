#include "adapters/local/files.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>

#include "tests/contract/floor.hpp"

namespace firstline::local {
namespace {

namespace fs = std::filesystem;

class DiskFilesTest : public ::testing::Test {
 protected:
  DiskFilesTest() {
    std::string pattern = (fs::temp_directory_path() / "firstline-files-XXXXXX").string();
    data = mkdtemp(pattern.data());
  }
  ~DiskFilesTest() override { fs::remove_all(data); }

  std::unique_ptr<DiskFiles> open_files(std::size_t max_bytes = 1000) {
    auto opened = DiskFiles::open(
        {.data = data, .post = floor.poster(), .max_bytes = max_bytes, .queue_limit = 2});
    EXPECT_TRUE(opened) << opened.error().message;
    return std::move(*opened);
  }

  std::string save(DiskFiles& files, std::string_view workspace, std::string_view id,
                   std::string bytes) {
    const auto result = floor.wait<void>(
        [&](auto done) { files.save(WorkspaceId(workspace), FileId(id), bytes, done); });
    return result ? "saved" : result.error().code;
  }

  static std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  std::size_t count_files() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(data)) {
      if (!entry.is_directory()) ++count;
    }
    return count;
  }

  testing::Floor floor;
  std::string data;
};

using Files = DiskFilesTest;

TEST_F(Files, AreKeptUnderTheirWorkspaceAndTheBeginningOfTheirId) {
  const auto files = open_files();
  const std::string bytes("a\0b\xFF", 4);
  ASSERT_EQ(save(*files, "demo", "ab3xyz", bytes), "saved");
  EXPECT_EQ(files->path(WorkspaceId("demo"), FileId("ab3xyz")), data + "/files/demo/ab/ab3xyz");
  EXPECT_EQ(read(data + "/files/demo/ab/ab3xyz"), bytes);
  EXPECT_EQ(count_files(), 1u);
}

TEST_F(Files, MayBeEmptyAndAsLongAsTheLimitButNoLonger) {
  const auto files = open_files(10);
  EXPECT_EQ(save(*files, "demo", "aaa", ""), "saved");
  EXPECT_EQ(save(*files, "demo", "aab", "1234567890"), "saved");
  EXPECT_EQ(save(*files, "demo", "aac", "12345678901"), "file.too_large");
  EXPECT_EQ(count_files(), 2u);
}

TEST_F(Files, AreNotReplaced) {
  const auto files = open_files();
  ASSERT_EQ(save(*files, "demo", "abc", "first"), "saved");
  EXPECT_EQ(save(*files, "demo", "abc", "second"), "file.exists");
  EXPECT_EQ(read(files->path(WorkspaceId("demo"), FileId("abc"))), "first");
  EXPECT_EQ(save(*files, "other", "abc", "second"), "saved");
}

TEST_F(Files, HaveIdsThatLeadNowhereElse) {
  const auto files = open_files();
  for (const std::string id : {"", "a", "..", "../../x", "ab/cd", "ab/../../../x", "/etc/passwd",
                               ".incoming", "AB", "ab.txt", "ab\n", "ab cd", "äb"}) {
    EXPECT_EQ(files->path(WorkspaceId("demo"), FileId(id)), "") << id;
    EXPECT_EQ(save(*files, "demo", id, "x"), "file.id") << id;
  }
  EXPECT_EQ(save(*files, "demo", std::string("ab\0c", 4), "x"), "file.id");
  for (const std::string workspace : {"", ".", "..", "../x", ".incoming", "A"}) {
    EXPECT_EQ(files->path(WorkspaceId(workspace), FileId("abc")), "") << workspace;
    EXPECT_EQ(save(*files, workspace, "abc", "x"), "file.id") << workspace;
  }
  EXPECT_EQ(count_files(), 0u);
}

TEST_F(Files, DoNotFollowSymbolicLinks) {
  const auto files = open_files();
  const fs::path elsewhere = fs::path(data) / "elsewhere";
  fs::create_directory(elsewhere);

  fs::create_directory_symlink(elsewhere, fs::path(data) / "files" / "linked");
  EXPECT_EQ(save(*files, "linked", "abc", "x"), "files.failed");

  fs::create_directory(fs::path(data) / "files" / "demo");
  fs::create_directory_symlink(elsewhere, fs::path(data) / "files" / "demo" / "ab");
  EXPECT_EQ(save(*files, "demo", "abc", "x"), "files.failed");

  fs::create_directory(fs::path(data) / "files" / "demo" / "cd");
  fs::create_symlink(elsewhere / "new", fs::path(data) / "files" / "demo" / "cd" / "cde");
  EXPECT_EQ(save(*files, "demo", "cde", "x"), "file.exists");

  fs::create_symlink(elsewhere / "new", fs::path(data) / "files" / ".incoming" / "efg");
  EXPECT_EQ(save(*files, "demo", "efg", "x"), "saved");
  EXPECT_FALSE(fs::is_symlink(fs::path(data) / "files" / "demo" / "ef" / "efg"));
  EXPECT_TRUE(fs::is_empty(elsewhere));
}

TEST_F(Files, ThatACrashLeftUnfinishedAreRemoved) {
  open_files();
  const fs::path left = fs::path(data) / "files" / ".incoming" / "abc";
  std::ofstream(left) << "half";
  const auto files = open_files();
  EXPECT_FALSE(fs::exists(left));
  EXPECT_EQ(save(*files, "demo", "abc", "whole"), "saved");
}

TEST_F(Files, AreNotThereAfterAWriteFailed) {
  const auto files = open_files(1 << 20);
  // A limit on the size of files makes write() fail in its middle, as a broken disk does.
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = before;
  small.rlim_cur = 4096;
  setrlimit(RLIMIT_FSIZE, &small);
  const std::string code = save(*files, "demo", "abc", std::string(100'000, 'x'));
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(code, "files.failed");
  EXPECT_EQ(count_files(), 0u);
  EXPECT_EQ(save(*files, "demo", "abc", "small"), "saved");
}

TEST_F(Files, AreRefusedWhenTooManyWait) {
  std::promise<void> gate;
  const std::shared_future<void> opened = gate.get_future().share();
  std::promise<void> first;
  bool is_first = true;
  auto result =
      DiskFiles::open({.data = data,
                       .post =
                           [&, opened, post = floor.poster()](std::function<void()> task) {
                             if (std::exchange(is_first, false)) {
                               first.set_value();
                               opened.wait();
                             }
                             post(std::move(task));
                           },
                       .queue_limit = 1});
  ASSERT_TRUE(result);
  int answered = 0;
  std::string code;
  const auto count = [&](Result<void> saved) {
    ++answered;
    if (!saved) code = saved.error().code;
  };
  (*result)->save(WorkspaceId("demo"), FileId("aaa"), "x", count);
  first.get_future().wait();
  (*result)->save(WorkspaceId("demo"), FileId("aab"), "x", count);
  (*result)->save(WorkspaceId("demo"), FileId("aac"), "x", count);
  floor.run_until([&] { return answered == 1; });
  EXPECT_EQ(code, "files.busy");
  gate.set_value();
  floor.run_until([&] { return answered == 3; });
}

TEST_F(Files, NeedADirectoryForTheirData) {
  const auto opened = DiskFiles::open({.data = data + "/missing", .post = floor.poster()});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "files.failed");
}

}  // namespace
}  // namespace firstline::local
