// The limits that an operator may choose: kept at the number, told past it.
#include "adapters/web/web_fixture.hpp"

namespace firstline::web {
namespace {

using testing::Opened;
using testing::WebTest;

class ChosenLimits : public WebTest {
 protected:
  ChosenLimits()
      : WebTest({.message_characters = 12, .file_bytes = 2048, .messages_per_window = 2}) {}

  std::string write(Opened& window, const std::string& text) {
    return say(window, "message.send",
               R"({"client_id":"g)" + std::to_string(++written_) + R"(","text":")" + text + "\"}");
  }
  net::Response upload(const std::string& token, std::size_t bytes) {
    const std::string body =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"pole.png\"\r\n\r\nPNG" +
        std::string(bytes - 3, '.') + "\r\n--x--\r\n";
    return ask(from_shop(with(by(request("POST", "/api/v1/widget/files", body), token),
                              "Content-Type", "multipart/form-data; boundary=x")));
  }

  int written_ = 0;
};

TEST_F(ChosenLimits, HoldForTheMessagesOfAVisitor) {
  auto window = open_window(visit());
  EXPECT_NE(write(window, "帐篷帐篷帐篷帐篷帐篷帐篷").find(R"("ok":true)"), std::string::npos);
  const std::string longer = write(window, "帐篷帐篷帐篷帐篷帐篷帐篷!");
  EXPECT_EQ(member(longer, "code"), "message.too_long");
  EXPECT_EQ(member(longer, "message"), "At most 12 characters.");
}

TEST_F(ChosenLimits, HoldForTheWritingOfAnAgent) {
  auto window = open_window(visit());
  auto desk = open_desk(sign_in("ann"));
  say(desk, "presence.set", R"({"presence":"ready"})");
  write(window, "hello");
  say(desk, "offers.accept", R"({"offer":"o-1"})");
  const auto code_of = [&](const std::string& what, const std::string& rest) {
    return member(say(desk, what, R"({"conversation":"c-1")" + rest + "}"), "code");
  };
  EXPECT_EQ(code_of("messages.send", R"(,"client_id":"a1","text":"123456789012")"), "");
  EXPECT_EQ(code_of("messages.send", R"(,"client_id":"a2","text":"1234567890123")"),
            "message.too_long");
  EXPECT_EQ(code_of("conversations.draft", R"(,"text":"123456789012")"), "");
  EXPECT_EQ(code_of("conversations.draft", R"(,"text":"1234567890123")"), "draft.too_long");
}

TEST_F(ChosenLimits, HoldForHowOftenAVisitorWrites) {
  auto window = open_window(visit());
  write(window, "one");
  EXPECT_NE(write(window, "two").find(R"("ok":true)"), std::string::npos);
  const std::string third = write(window, "three");
  EXPECT_EQ(member(third, "code"), "message.too_many");
  EXPECT_EQ(member(third, "message"), "At most 2 messages in 10 seconds.");
  clock_.advance(seconds(10));
  EXPECT_NE(write(window, "three").find(R"("ok":true)"), std::string::npos);
}

TEST_F(ChosenLimits, HoldForFiles) {
  const std::string token = visit();
  EXPECT_EQ(upload(token, 2048).status, 201);
  const auto larger = upload(token, 2049);
  EXPECT_EQ(larger.status, 413);
  EXPECT_EQ(member(larger.body, "code"), "file.too_large");
  EXPECT_EQ(member(larger.body, "message"), "A file has at most 2 kB.");
  // Besides the file, its form has to fit.
  EXPECT_EQ(handlers_.body_limit("POST", "/api/v1/widget/files"), 2048u + 64 * 1024);
}

TEST_F(ChosenLimits, AreToldToClients) {
  const std::string told = R"("limits":{"message_characters":12,"file_bytes":2048})";
  const auto visited = ask(from_shop(request("POST", "/api/v1/widget/shop/visits", "{}")));
  EXPECT_NE(visited.body.find(told), std::string::npos) << visited.body;
  auto desk = open_desk(sign_in("ann"));
  EXPECT_NE(say(desk, "snapshot").find(told), std::string::npos);
}

TEST_F(ChosenLimits, OfBodiesAreNeverMoreThanIsRead) {
  options_.body_bytes = 100 * 1024;
  restart_edge();
  EXPECT_EQ(handlers_.body_limit("POST", "/api/v1/session"), 100u * 1024);
  EXPECT_EQ(handlers_.body_limit("PUT", "/api/v1/queues"), 100u * 1024);
  options_.body_bytes = 64 * 1024 * 1024;
  restart_edge();
  EXPECT_EQ(handlers_.body_limit("POST", "/api/v1/session"), 256u * 1024);
  EXPECT_EQ(handlers_.body_limit("PUT", "/api/v1/queues"), 4u * 1024 * 1024);
}

}  // namespace
}  // namespace firstline::web
