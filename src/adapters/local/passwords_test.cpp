#include "adapters/local/passwords.hpp"

#include <gtest/gtest.h>

#include <future>

#include "tests/contract/floor.hpp"

namespace firstline::local {
namespace {

using testing::Floor;

// Cheap, so that a test takes no longer than it must.
Argon2Passwords::Options cheap(Floor& floor) {
  return {.post = floor.poster(), .passes = 1, .memory_bytes = 64 * 1024};
}

Result<std::string> hash(Floor& floor, Argon2Passwords& passwords, std::string password) {
  return floor.wait<std::string>([&](auto done) { passwords.hash(password, done); });
}
bool is_right(Floor& floor, Argon2Passwords& passwords, std::string password, std::string text) {
  const auto answer = floor.wait<bool>([&](auto done) { passwords.verify(password, text, done); });
  EXPECT_TRUE(answer.has_value());
  return answer && *answer;
}

TEST(Argon2Passwords, KnowsAPasswordByItsHash) {
  Floor floor;
  Argon2Passwords passwords(cheap(floor));
  const auto text = hash(floor, passwords, "correct horse");
  ASSERT_TRUE(text);
  EXPECT_TRUE(text->starts_with("$argon2id$v=19$"));
  EXPECT_TRUE(is_right(floor, passwords, "correct horse", *text));
  EXPECT_FALSE(is_right(floor, passwords, "correct horsf", *text));
  EXPECT_FALSE(is_right(floor, passwords, "", *text));
}

TEST(Argon2Passwords, SaltsEachHash) {
  Floor floor;
  Argon2Passwords passwords(cheap(floor));
  EXPECT_NE(*hash(floor, passwords, "same"), *hash(floor, passwords, "same"));
}

TEST(Argon2Passwords, UsesSixtyFourMebibytesWhenNothingElseIsSaid) {
  Floor floor;
  Argon2Passwords passwords({.post = floor.poster()});
  const auto text = hash(floor, passwords, "x");
  ASSERT_TRUE(text);
  EXPECT_NE(text->find("$m=65536,t=3,p=1$"), std::string::npos);
}

TEST(Argon2Passwords, TakesATextThatIsNoHashForAWrongPassword) {
  Floor floor;
  Argon2Passwords passwords(cheap(floor));
  for (const std::string text : {"", "x", "$argon2id$v=19$m=1,t=1,p=1$$", "$2b$10$abcdefghijk"}) {
    EXPECT_FALSE(is_right(floor, passwords, "", text)) << text;
  }
  EXPECT_FALSE(is_right(floor, passwords, "x", std::string(1000, '$')));
}

TEST(Argon2Passwords, TakesPasswordsUpToTheLimitAndNoLongerOnes) {
  Floor floor;
  Argon2Passwords passwords(cheap(floor));
  const std::string longest(limits::password_bytes, 'x');
  const auto text = hash(floor, passwords, longest);
  ASSERT_TRUE(text);
  EXPECT_TRUE(is_right(floor, passwords, longest, *text));
  EXPECT_FALSE(is_right(floor, passwords, longest + "x", *text));
  const auto refused = hash(floor, passwords, longest + "x");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "password.too_long");
}

TEST(Argon2Passwords, AnswersBusyWhenTooManyWait) {
  Floor floor;
  auto options = cheap(floor);
  options.threads = 1;
  options.queue_limit = 1;
  // The floor's door is closed, so the first answer keeps the only thread.
  std::promise<void> gate;
  const std::shared_future<void> opened = gate.get_future().share();
  std::promise<void> first;
  bool is_first = true;
  options.post = [&, opened, post = floor.poster()](std::function<void()> task) {
    if (std::exchange(is_first, false)) {
      first.set_value();
      opened.wait();
    }
    post(std::move(task));
  };
  Argon2Passwords passwords(options);

  int answered = 0;
  std::string code;
  passwords.hash("1", [&](auto) { ++answered; });
  first.get_future().wait();
  passwords.hash("2", [&](auto) { ++answered; });
  passwords.verify("3", "", [&](auto result) {
    ++answered;
    code = result.error().code;
  });
  floor.run_until([&] { return answered == 1; });
  EXPECT_EQ(code, "login.busy");
  gate.set_value();
  floor.run_until([&] { return answered == 3; });
}

}  // namespace
}  // namespace firstline::local
