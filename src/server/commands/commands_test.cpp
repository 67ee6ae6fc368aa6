// The commands over a real data directory, in this process.
#include "server/commands/commands.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "adapters/local/passwords.hpp"
#include "adapters/sql/connection.hpp"
#include "server/commands/backup_archive.hpp"
#include "server/commands/checks.hpp"
#include "server/commands/users.hpp"
#include "tests/contract/floor.hpp"

namespace firstline::server {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
namespace fs = std::filesystem;

constexpr const char* password = "a long password";

class CommandsTest : public ::testing::Test {
 protected:
  CommandsTest() {
    std::string pattern = (fs::temp_directory_path() / "firstline-commands-XXXXXX").string();
    folder = mkdtemp(pattern.data());
    config.data = folder + "/data";
    config.http.listen = "127.0.0.1:0";
  }
  ~CommandsTest() override { fs::remove_all(folder); }

  Report report() {
    return Report({.write = [this](std::string_view text) { written += text; }});
  }
  template <class T>
  int execute(const T& command) {
    written.clear();
    Report to = report();
    return run(command, config, to);
  }

  void add_boss() {
    const auto added = add_user(
        {.email = "Boss@Shop.test", .name = "Boss", .role = access::Role::admin}, config, password);
    ASSERT_TRUE(added) << added.error().message;
  }
  static std::string code_of(const Result<KnownUser>& result) {
    return result ? "done" : result.error().code;
  }
  std::vector<KnownUser> users() const {
    const auto listed = list_users({}, config);
    return listed ? *listed : std::vector<KnownUser>();
  }
  static bool is_password(const ports::UserRow& user, const std::string& guess) {
    testing::Floor floor;
    local::Argon2Passwords passwords({.post = floor.poster()});
    const auto answer =
        floor.wait<bool>([&](auto done) { passwords.verify(guess, user.password_hash, done); });
    return answer && *answer;
  }

  std::string folder;
  std::string written;
  Config config;
};

using Commands = CommandsTest;

TEST_F(Commands, AddTheFirstUserToANewInstallation) {
  add_boss();
  const auto known = users();
  ASSERT_EQ(known.size(), 1u);
  EXPECT_EQ(known[0].workspace, WorkspaceId("main"));
  EXPECT_EQ(known[0].user.key, UserId("boss"));
  EXPECT_EQ(known[0].user.email, "boss@shop.test");
  EXPECT_EQ(known[0].user.role, access::Role::admin);
  EXPECT_EQ(known[0].user.state, ports::UserState::active);
  EXPECT_TRUE(is_password(known[0].user, password));
}

TEST_F(Commands, AddNobodyTwiceNorWithoutAProperPassword) {
  add_boss();
  EXPECT_EQ(code_of(add_user({.email = "boss@shop.test"}, config, password)), "email.taken");
  EXPECT_EQ(code_of(add_user({.email = "ann@shop.test"}, config, "short")), "password.too_short");
  EXPECT_EQ(code_of(add_user({.email = "ann"}, config, password)), "email.invalid");
  EXPECT_EQ(code_of(add_user({.email = "ann@shop.test", .workspace = WorkspaceId("other")}, config,
                             password)),
            "workspace.unknown");
  EXPECT_EQ(users().size(), 1u);
}

TEST_F(Commands, SetAPassword) {
  add_boss();
  EXPECT_EQ(code_of(set_password("BOSS@shop.test", config, "another password")), "done");
  EXPECT_TRUE(is_password(users()[0].user, "another password"));
  EXPECT_FALSE(is_password(users()[0].user, password));
  EXPECT_EQ(code_of(set_password("nobody@shop.test", config, password)), "user.unknown");
}

TEST_F(Commands, ListUsers) {
  EXPECT_EQ(execute(UserList{}), exit_code::failure);
  EXPECT_THAT(written, HasSubstr("store.missing"));
  add_boss();
  EXPECT_EQ(execute(UserList{}), exit_code::success);
  EXPECT_EQ(written,
            "{\"event\":\"user\",\"workspace\":\"main\",\"key\":\"boss\",\"email\":"
            "\"boss@shop.test\",\"name\":\"Boss\",\"role\":\"admin\",\"state\":\"active\","
            "\"has_second_factor\":false}\n");
}

TEST_F(Commands, DoNotTouchTheDataOfARunningServer) {
  add_boss();
  const auto lock = sql::Lock::take(store_path(config));
  ASSERT_TRUE(lock);
  EXPECT_EQ(code_of(add_user({.email = "ann@shop.test"}, config, password)), "store.in_use");
  EXPECT_EQ(execute(Migrate{}), exit_code::failure);
  EXPECT_THAT(written, HasSubstr("store.in_use"));
  EXPECT_EQ(execute(UserList{}), exit_code::success);
  EXPECT_EQ(execute(Backup{.file = folder + "/b.tar"}), exit_code::success) << written;
}

TEST_F(Commands, MigrateAndRebuildWhatIsThere) {
  EXPECT_EQ(execute(Migrate{}), exit_code::failure);
  EXPECT_THAT(written, HasSubstr("store.missing"));
  EXPECT_EQ(execute(RebuildViews{}), exit_code::failure);
  add_boss();
  EXPECT_EQ(execute(Migrate{}), exit_code::success);
  EXPECT_THAT(written, StartsWith("{\"event\":\"migrated\""));
  fs::remove(views_path(config));
  EXPECT_EQ(execute(RebuildViews{}), exit_code::success) << written;
  EXPECT_THAT(written, HasSubstr("{\"event\":\"rebuilt\",\"events\":"));
  EXPECT_TRUE(fs::exists(views_path(config)));
}

TEST_F(Commands, BackUpAndRestoreDatabaseAndFiles) {
  add_boss();
  const fs::path attachment = fs::path(config.data) / "files/main/ab/abc";
  fs::create_directories(attachment.parent_path());
  std::ofstream(attachment) << "bytes";
  std::ofstream(fs::path(config.data) / "files/.incoming/half") << "half";

  const std::string file = folder + "/backup.tar";
  EXPECT_EQ(execute(Backup{.file = file}), exit_code::success) << written;
  EXPECT_THAT(written, HasSubstr("\"files\":1"));
  EXPECT_FALSE(fs::exists(file + ".part"));

  config.data = folder + "/other";
  EXPECT_EQ(execute(Restore{.file = file}), exit_code::success) << written;
  EXPECT_EQ(users().size(), 1u);
  std::string bytes;
  std::ifstream(fs::path(config.data) / "files/main/ab/abc") >> bytes;
  EXPECT_EQ(bytes, "bytes");
  EXPECT_FALSE(fs::exists(fs::path(config.data) / ".restoring"));
  EXPECT_EQ(code_of(set_password("boss@shop.test", config, "another password")), "done");
}

TEST_F(Commands, BackUpIntoNewFilesOnly) {
  const std::string file = folder + "/backup.tar";
  EXPECT_EQ(execute(Backup{.file = file}), exit_code::failure);
  EXPECT_THAT(written, HasSubstr("store.missing"));
  EXPECT_FALSE(fs::exists(file));
  add_boss();
  std::ofstream(file) << "mine";
  EXPECT_EQ(execute(Backup{.file = file}), exit_code::failure);
  EXPECT_THAT(written, HasSubstr("backup.exists"));
  EXPECT_EQ(fs::file_size(file), 4u);
}

TEST_F(Commands, RestoreIntoEmptyDirectoriesOnly) {
  add_boss();
  const std::string file = folder + "/backup.tar";
  ASSERT_EQ(execute(Backup{.file = file}), exit_code::success);
  EXPECT_EQ(execute(Restore{.file = file}), exit_code::failure);
  EXPECT_THAT(written, HasSubstr("restore.exists"));

  config.data = folder + "/other";
  fs::create_directories(config.data + "/files/main/ab");
  std::ofstream(config.data + "/files/main/ab/abc") << "mine";
  EXPECT_EQ(execute(Restore{.file = file}), exit_code::failure);
  EXPECT_THAT(written, HasSubstr("restore.exists"));
  EXPECT_TRUE(fs::exists(config.data + "/files/main/ab/abc"));
}

TEST_F(Commands, RestoreNothingFromADamagedBackup) {
  add_boss();
  const std::string file = folder + "/backup.tar";
  ASSERT_EQ(execute(Backup{.file = file}), exit_code::success);
  {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(5000);
    bytes.put('X');
  }
  config.data = folder + "/other";
  EXPECT_EQ(execute(Restore{.file = file}), exit_code::failure);
  EXPECT_THAT(written, HasSubstr("archive.damaged"));
  EXPECT_FALSE(fs::exists(config.data));
  EXPECT_EQ(execute(Restore{.file = folder + "/missing"}), exit_code::failure);
}

TEST_F(Commands, RestoreOnlyTheNamesThatABackupHas) {
  const std::string outside = folder + "/evil";
  ASSERT_EQ(std::system(("cd " + folder +
                         " && mkdir -p in/x files/main/zz && echo a > evil.txt && "
                         "cp evil.txt firstline.db && cp evil.txt files/main/zz/abc && "
                         "tar -P --format=ustar -cf b.tar ../../tmp/nothing firstline.db "
                         "files/main/zz/abc 2>/dev/null; true")
                            .c_str()),
            0);
  config.data = folder + "/other";
  EXPECT_EQ(execute(Restore{.file = folder + "/b.tar"}), exit_code::failure);
  EXPECT_FALSE(fs::exists(outside));
}

TEST_F(Commands, ExamineTheMachine) {
  EXPECT_EQ(execute(Doctor{}), exit_code::failure);  // there is no data directory
  EXPECT_THAT(written, HasSubstr("\"check\":\"data_directory\",\"health\":\"bad\""));
  add_boss();
  EXPECT_EQ(execute(Doctor{}), exit_code::success) << written;
  for (const char* check : {"data_directory", "disk_space", "open_files", "http_port", "clock_kept",
                            "schema", "database", "journal", "clock", "mail"}) {
    EXPECT_THAT(written, HasSubstr(std::string("\"check\":\"") + check + "\""));
  }
  EXPECT_THAT(written, HasSubstr("{\"event\":\"examined\",\"bad\":0"));
}

TEST_F(Commands, FindDamageInTheDatabase) {
  add_boss();
  {
    const auto size = fs::file_size(store_path(config));
    std::fstream bytes(store_path(config), std::ios::in | std::ios::out | std::ios::binary);
    for (std::uintmax_t at = 4096; at + 64 < size; at += 4096) {
      bytes.seekp(static_cast<std::streamoff>(at));
      bytes << std::string(64, '\x7F');
    }
  }
  fs::remove(store_path(config) + "-wal");
  EXPECT_EQ(execute(Doctor{}), exit_code::failure);
  EXPECT_THAT(written, HasSubstr("\"health\":\"bad\""));
}

TEST(Checks, TellATakenPortFromAFreeOne) {
  EXPECT_EQ(check_port("127.0.0.1:0", false).health, Health::good);
  EXPECT_EQ(check_port("[::1]:0", false).check, "http_port");
  EXPECT_EQ(check_port("192.0.2.1:8080", false).health, Health::bad);
}

TEST(SmallCommands, SayTheirVersionAndWhatIsMissing) {
  std::string written;
  Report report({.write = [&](std::string_view text) { written += text; }});
  EXPECT_EQ(run(Version{}, report), exit_code::success);
  EXPECT_THAT(written, StartsWith("{\"event\":\"version\",\"version\":\""));
  EXPECT_EQ(run(Simulate{}, report), exit_code::usage);
  AskStaffing ask;
  ask.question.demand = {100, minutes(30), seconds(180)};
  EXPECT_EQ(run(ask, report), exit_code::success);
  ask.question.demand.handle_time = Duration(0);
  EXPECT_EQ(run(ask, report), exit_code::usage);
  EXPECT_THAT(written, HasSubstr("not in this version"));
}

}  // namespace
}  // namespace firstline::server
