#include "adapters/sql/projector.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/contract/archive_views.hpp"

namespace firstline::sql {
namespace {

using testing::demo;
using testing::InSqlite;
using testing::nine;
using testing::Story;

// A conversation with a message for each of 1 to n.
ports::Batch conversations(Story& story, std::uint64_t first, std::uint64_t last) {
  for (std::uint64_t n = first; n <= last; ++n) {
    story.at(seconds(n));
    story.add(conversation::ConversationOpened{.conversation = {n}, .customer = {n}});
    story.say({n}, 1, testing::customer_said, "parcel");
  }
  return story.take();
}

class ProjectorTest : public ::testing::Test {
 protected:
  void write(InSqlite& it, ports::Batch batch) {
    ASSERT_TRUE(
        it.floor().wait<void>([&](auto done) { it.store().append({std::move(batch)}, done); }));
  }

  std::size_t count(InSqlite& it, std::string text = {}) {
    const ports::ConversationQuery query{.text = std::move(text), .limit = 500};
    const auto page = it.floor().wait<ports::Page<ports::ConversationLine>>(
        [&](auto done) { it.archive().conversations(demo, query, done); });
    EXPECT_TRUE(page) << page.error().message;
    return page ? page->items.size() : 0;
  }

  // Closes everything and gives the paths for a while.
  static File journal(InSqlite& it) { return {it.store_path(), it.vfs()}; }
  static File views(InSqlite& it) { return {it.views_path(), it.vfs()}; }

  Story story{demo, nine};
};

TEST_F(ProjectorTest, MakesTheViewsAnewWhileTheServerRuns) {
  InSqlite it;
  write(it, conversations(story, 1, 400));
  it.wait_for_views(demo, story.seq());
  std::vector<std::pair<std::uint64_t, std::uint64_t>> steps;
  bool is_done = false;
  it.projector().rebuild([&](std::uint64_t done, std::uint64_t total) {
    it.floor().poster()([&steps, &is_done, done, total] {
      steps.emplace_back(done, total);
      is_done = done == total && !steps.empty();
    });
  });
  it.floor().run_until([&] { return is_done; });
  EXPECT_EQ(steps.back().second, 800u);
  EXPECT_EQ(count(it), 400u);
  EXPECT_EQ(count(it, "parcel"), 400u);
  write(it, conversations(story, 401, 402));
  it.wait_for_views(demo, story.seq());
  EXPECT_EQ(count(it), 402u);
}

TEST_F(ProjectorTest, MakesTheViewsAnewForTheCommandLine) {
  InSqlite it;
  write(it, conversations(story, 1, 1200));
  it.wait_for_views(demo, story.seq());
  EXPECT_EQ(rebuild_views(journal(it), views(it), [](auto, auto) {}).error().code, "store.in_use");
  it.close();
  std::uint64_t last_done = 0, last_total = 0;
  int calls = 0;
  const auto rebuilt =
      rebuild_views(journal(it), views(it), [&](std::uint64_t done, std::uint64_t total) {
        EXPECT_GE(done, last_done);
        last_done = done;
        last_total = total;
        ++calls;
      });
  ASSERT_TRUE(rebuilt) << rebuilt.error().message;
  EXPECT_EQ(last_done, 2400u);
  EXPECT_EQ(last_total, 2400u);
  EXPECT_GT(calls, 2);
  it.reopen();
  EXPECT_EQ(count(it, "parcel"), 500u) << "a page at most";
}

TEST_F(ProjectorTest, MakesDamagedViewsAndThoseOfAnotherVersionAnew) {
  InSqlite it;
  write(it, conversations(story, 1, 3));
  it.wait_for_views(demo, story.seq());
  it.close();
  std::ofstream(it.views_path()) << std::string(10'000, 'x');
  it.reopen();
  it.wait_for_views(demo, story.seq());
  EXPECT_EQ(count(it), 3u);
  it.close();
  {
    auto database = Database::open({.path = it.views_path()});
    ASSERT_TRUE((*database)->execute("age", "DELETE FROM conversations; PRAGMA user_version = 77"));
  }
  it.reopen();
  it.wait_for_views(demo, story.seq());
  EXPECT_EQ(count(it), 3u);
}

TEST_F(ProjectorTest, StopsAtAnEventThatItDoesNotKnowAndKeepsWhatCameBefore) {
  InSqlite it;
  write(it, conversations(story, 1, 3));
  it.wait_for_views(demo, story.seq());
  const WorkspaceId other("other");
  write(it, {demo, {{story.seq() + 1, nine, "from.the_future", "{}"}}, {}});
  Story elsewhere(other, nine);
  elsewhere.add(conversation::ConversationOpened{.conversation = {1}, .customer = {1}});
  write(it, elsewhere.take());
  it.wait_for_views(other, 1);
  EXPECT_EQ(count(it), 3u);
}

TEST_F(ProjectorTest, WritesNothingByHalfWhenThereIsNoRoomAndGoesOnWhenThereIs) {
  InSqlite it;
  write(it, conversations(story, 1, 300));
  it.close();
  {
    auto writer = ViewWriter::open(journal(it), views(it), true);
    ASSERT_TRUE(writer) << writer.error().message;
    ASSERT_TRUE((*writer)->advance(demo, 100));
    it.set_room(10'000);
    const auto refused = (*writer)->advance(demo, 400);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "store.full");
    EXPECT_EQ((*writer)->progress(demo)->done, 100u);
    it.set_full(false);
    EXPECT_TRUE(*(*writer)->advance(demo, 400));
    EXPECT_TRUE(*(*writer)->advance(demo, 400));
    EXPECT_FALSE(*(*writer)->advance(demo, 400));
  }
  it.reopen();
  EXPECT_EQ(count(it, "parcel"), 300u);
}

TEST(SqliteArchiveLimits, SaysBusyWhenTooManyQuestionsWait) {
  InSqlite it;
  testing::Floor floor;
  auto archive = SqliteArchive::open({.store_path = it.store_path(),
                                      .views_path = it.views_path(),
                                      .vfs = it.vfs(),
                                      .post = floor.poster(),
                                      .threads = 1,
                                      .queue_limit = 2});
  ASSERT_TRUE(archive) << archive.error().message;
  // More than one thread and a queue of two can take before the floor looks.
  std::map<std::string, int> answers;
  int count = 0;
  constexpr int asked = 20'000;
  for (int i = 0; i < asked; ++i) {
    (*archive)->survey(demo, ConversationId{1}, [&](const auto& answer) {
      ++count;
      ++answers[answer ? "ok" : answer.error().code];
    });
  }
  floor.run_until([&] { return count == asked; });
  EXPECT_GT(answers["ok"], 0);
  EXPECT_GT(answers["archive.busy"], 0);
  EXPECT_EQ(answers.size(), 2u);
}

TEST(SqliteArchiveLimits, RefusesACursorThatItDidNotGive) {
  InSqlite it;
  for (const char* cursor : {"x", "1", "1.x", "99999999999999999999.1", "1.2.3"}) {
    const auto page = it.floor().wait<ports::Page<ports::ConversationLine>>(
        [&](auto done) { it.archive().conversations(demo, {.cursor = cursor}, done); });
    ASSERT_FALSE(page) << cursor;
    EXPECT_EQ(page.error().kind, ErrorKind::invalid);
    EXPECT_EQ(page.error().code, "cursor.invalid");
  }
}

}  // namespace
}  // namespace firstline::sql
