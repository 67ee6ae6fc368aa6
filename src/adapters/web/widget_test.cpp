// Visitors: visits, sockets, files.
#include "adapters/web/web_fixture.hpp"

namespace firstline::web {
namespace {

using testing::WebTest;

class WidgetTest : public WebTest {
 protected:
  static net::Request form(const std::string& path, const std::string& name,
                           const std::string& bytes) {
    auto made = request("POST", path,
                        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
                            "\"\r\n\r\n" + bytes + "\r\n--x--\r\n");
    return with(std::move(made), "Content-Type", "multipart/form-data; boundary=x");
  }
};

TEST_F(WidgetTest, LetsTheListedPageVisitAndReadTheAnswer) {
  const auto answer = ask(from_shop(request("POST", "/api/v1/widget/shop/visits", "{}")));
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "https://shop.test");
  EXPECT_EQ(header(answer, "Vary"), "Origin");
  EXPECT_EQ(header(answer, "Access-Control-Allow-Credentials"), "");
}

TEST_F(WidgetTest, RefusesAnotherPage) {
  const auto answer =
      ask(with(request("POST", "/api/v1/widget/shop/visits", "{}"), "Origin", "https://evil.test"));
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(member(answer.body, "code"), "origin.refused");
  EXPECT_EQ(header(answer, "Access-Control-Allow-Origin"), "");
}

TEST_F(WidgetTest, LetsAnyPageUseAnOpenWidgetAndOurOwnEvery) {
  EXPECT_EQ(ask(with(request("POST", "/api/v1/widget/open/visits", "{}"), "Origin",
                     "https://anything.test"))
                .status,
            200);
  EXPECT_EQ(
      ask(with(request("POST", "/api/v1/widget/shop/visits", "{}"), "Origin", "http://desk.test"))
          .status,
      200);
}

TEST_F(WidgetTest, KnowsNoWidgetOfAnotherKey) {
  EXPECT_EQ(ask(from_shop(request("POST", "/api/v1/widget/none/visits", "{}"))).status, 404);
}

TEST_F(WidgetTest, AnswersThePreflightOfAPage) {
  const auto preflight = [&](const std::string& path, const std::string& origin) {
    return ask(with(request("OPTIONS", path), "Origin", origin));
  };
  const auto allowed = preflight("/api/v1/widget/shop/visits", "https://shop.test");
  EXPECT_EQ(allowed.status, 204);
  EXPECT_EQ(header(allowed, "Access-Control-Allow-Origin"), "https://shop.test");
  EXPECT_NE(header(allowed, "Access-Control-Allow-Headers").find("Content-Type"),
            std::string::npos);
  const auto refused = preflight("/api/v1/widget/shop/visits", "https://evil.test");
  EXPECT_EQ(header(refused, "Access-Control-Allow-Origin"), "");
  EXPECT_EQ(
      header(preflight("/api/v1/widget/files", "https://shop.test"), "Access-Control-Allow-Origin"),
      "https://shop.test");
}

TEST_F(WidgetTest, GreetsAWindowFirst) {
  auto window = open_window(visit());
  ASSERT_FALSE(window.socket->frames.empty());
  EXPECT_TRUE(window.socket->frames.front()->starts_with(R"({"type":"hello")"));
}

TEST_F(WidgetTest, SaysNothingBeforeTheGreetingIsDurable) {
  const std::string token = visit();
  auto first = open_window(token);
  store_.hold();
  say(first, "message.send", R"({"client_id":"g1","text":"hello"})");
  auto second = open_window(token);
  EXPECT_TRUE(second.socket->frames.empty());
  store_.release();
  run();
  ASSERT_FALSE(second.socket->frames.empty());
  EXPECT_TRUE(second.socket->frames.front()->starts_with(R"({"type":"hello")"));
}

TEST_F(WidgetTest, OpensForAVisitorOfTheListedPageOnly) {
  const std::string token = visit();
  const auto asked = with(request("GET", "/api/v1/widget/live"), "Sec-WebSocket-Protocol",
                          "firstline.v1, visitor." + token);
  EXPECT_EQ(upgrade(asked).refusal.value().status, 403);
  EXPECT_EQ(upgrade(with(asked, "Origin", "https://evil.test")).refusal.value().status, 403);
  const auto forged = with(request("GET", "/api/v1/widget/live"), "Sec-WebSocket-Protocol",
                           "firstline.v1, visitor." + token + "0");
  EXPECT_EQ(upgrade(forged).refusal.value().status, 401);
}

TEST_F(WidgetTest, TellsEveryWindowOfAVisitorAndNobodyElse) {
  const std::string token = visit();
  auto one = open_window(token);
  auto two = open_window(token);
  auto other = open_window(visit());
  EXPECT_EQ(hub_.visitor_count(), 3u);
  say(one, "message.send", R"({"client_id":"g1","text":"hello"})");
  EXPECT_EQ(one.socket->count(R"("type":"message")"), 1u);
  EXPECT_EQ(two.socket->count(R"("type":"message")"), 1u);
  EXPECT_EQ(other.socket->count(R"("type":"message")"), 0u);
  one.events.on_closed();
  run();
  EXPECT_TRUE(hub_.is_visitor_here({1}));
  two.events.on_closed();
  run();
  EXPECT_FALSE(hub_.is_visitor_here({1}));
  EXPECT_EQ(hub_.visitor_count(), 1u);
}

TEST_F(WidgetTest, LimitsTheWindowsOfOneVisitor) {
  const std::string token = visit();
  std::vector<testing::Opened> windows;
  for (int i = 0; i < 20; ++i) windows.push_back(open_window(token));
  const auto refused =
      upgrade(from_shop(with(request("GET", "/api/v1/widget/live"), "Sec-WebSocket-Protocol",
                             "firstline.v1, visitor." + token)));
  EXPECT_EQ(refused.refusal.value().status, 429);
}

TEST_F(WidgetTest, CatchesUpWithWhatItMissed) {
  const std::string token = visit();
  auto window = open_window(token);
  say(window, "message.send", R"({"client_id":"g1","text":"one"})");
  say(window, "message.send", R"({"client_id":"g2","text":"two"})");
  window.events.on_closed();
  auto again = open_window(token);
  const std::string answer = say(again, "since", R"({"seq":1})");
  EXPECT_EQ(answer.find("\"one\""), std::string::npos) << answer;
  EXPECT_NE(answer.find("\"two\""), std::string::npos) << answer;
}

TEST_F(WidgetTest, ReadsTheEarlierConversationsOfItsVisitorOnly) {
  const std::string token = visit();
  auto window = open_window(token);
  auto stranger = open_window(visit());
  say(window, "message.send", R"({"client_id":"g1","text":"one"})");
  say(window, "message.send", R"({"client_id":"g2","text":"two"})");
  say(window, "leave");
  const std::string asked = R"({"conversation":"c-1","after":0,"limit":1})";
  EXPECT_EQ(member(say(stranger, "messages.list", asked), "code"), "conversation.unknown");

  clock_.advance(hours(24 * 8));
  engine().wake();
  run();
  ASSERT_FALSE(conversation::find(house().workspace.state().conversations, {1})) << "is settled";
  say(window, "message.send", R"({"client_id":"g3","text":"three"})");
  EXPECT_NE(say(window, "messages.list").find("three"), std::string::npos);
  const std::string page = say(window, "messages.list", asked);
  EXPECT_NE(page.find(R"("one")"), std::string::npos) << page;
  EXPECT_EQ(page.find("three"), std::string::npos) << page;
  EXPECT_NE(page.find(R"("has_more":true)"), std::string::npos) << page;
  const std::string earlier =
      say(window, "messages.list", R"({"conversation":"c-1","before":3,"limit":1})");
  EXPECT_NE(earlier.find(R"("two")"), std::string::npos) << earlier;
  EXPECT_EQ(member(say(stranger, "messages.list", asked), "code"), "conversation.unknown");
  EXPECT_EQ(member(say(window, "messages.list", R"({"conversation":"c-9"})"), "code"),
            "conversation.unknown");
}

TEST_F(WidgetTest, KeepsFilesInASandbox) {
  const std::string token = visit();
  const auto stored = ask(from_shop(by(form("/api/v1/widget/files", "pole.png", "PNG..."), token)));
  ASSERT_EQ(stored.status, 201) << stored.body;
  EXPECT_EQ(header(stored, "Access-Control-Allow-Origin"), "https://shop.test");
  const std::string path = "/api/v1/widget/files/" + member(stored.body, "id");

  const auto shown = ask(request("GET", path + "?token=" + token));
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.file, "/data/demo/" + member(stored.body, "id"));
  EXPECT_EQ(header(shown, "Content-Type"), "image/png");
  EXPECT_EQ(header(shown, "Content-Disposition"), "inline; filename=\"pole.png\"");
  EXPECT_EQ(header(shown, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header(shown, "Content-Security-Policy"), "sandbox; default-src 'none'");
  EXPECT_EQ(header(shown, "Cross-Origin-Resource-Policy"), "cross-origin");
  EXPECT_NE(header(shown, "Cache-Control").find("private"), std::string::npos);

  EXPECT_EQ(ask(request("GET", path)).status, 401);
  EXPECT_EQ(ask(request("GET", path + "?token=" + visit())).status, 404);
  const auto inside =
      ask(by(request("GET", "/api/v1/files/" + member(stored.body, "id")), sign_in("ann")));
  EXPECT_EQ(inside.status, 200);
  EXPECT_EQ(header(inside, "Cross-Origin-Resource-Policy"), "same-origin");
}

TEST_F(WidgetTest, GivesEverythingElseAsADownload) {
  const std::string ann = sign_in("ann");
  const auto stored = ask(by(form("/api/v1/files", "notes.txt", "plain"), ann));
  ASSERT_EQ(stored.status, 201) << stored.body;
  const auto shown = ask(by(request("GET", "/api/v1/files/" + member(stored.body, "id")), ann));
  EXPECT_EQ(header(shown, "Content-Disposition"), "attachment; filename=\"notes.txt\"");
}

TEST_F(WidgetTest, RefusesFilesItDoesNotTake) {
  const std::string token = visit();
  const auto refused =
      ask(from_shop(by(form("/api/v1/widget/files", "a.svg", "<svg onload=x>"), token)));
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(member(refused.body, "code"), "file.type_refused");
  EXPECT_EQ(ask(from_shop(by(request("POST", "/api/v1/widget/files", "x"), token))).status, 400);
  EXPECT_EQ(ask(by(form("/api/v1/widget/files", "a.png", "PNG"), token)).status, 403);
}

TEST_F(WidgetTest, ShowsTheContactPageToAnybody) {
  const auto page = ask(request("GET", "/api/v1/contact/demo"));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(member(page.body, "name"), "Trailhouse");
  EXPECT_EQ(ask(request("GET", "/api/v1/contact/none")).status, 404);
}

}  // namespace
}  // namespace firstline::web
