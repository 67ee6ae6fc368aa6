// Signing in, who one is then, and what a foreign page cannot do with it.
#include "adapters/web/authentication.hpp"
#include "adapters/web/web_fixture.hpp"

namespace firstline::web {
namespace {

using testing::WebTest;

class SessionTest : public WebTest {
 protected:
  static net::Request login(const std::string& password = "secret") {
    return request("POST", "/api/v1/session",
                   R"({"email":" Ann@Demo.test","password":")" + password + R"("})");
  }
  static net::Request with_cookie(net::Request made, const std::string& token) {
    return with(std::move(made), "Cookie", "theme=dark; firstline=" + token);
  }
};

TEST_F(SessionTest, GivesATokenThatNamesItsWorkspace) {
  const auto answer = ask(login());
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(member(answer.body, "token").starts_with("demo.")) << answer.body;
  EXPECT_EQ(header(answer, "Cache-Control"), "no-store");
}

TEST_F(SessionTest, SetsACookieThatNoScriptCanRead) {
  const auto answer = ask(login());
  const std::string cookie = header(answer, "Set-Cookie");
  EXPECT_TRUE(cookie.starts_with("firstline=demo.")) << cookie;
  for (const char* part : {"; Path=/", "; HttpOnly", "; SameSite=Lax", "; Max-Age=2592000"}) {
    EXPECT_NE(cookie.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(cookie.find("Secure"), std::string::npos);
}

TEST_F(SessionTest, KeepsTheCookieToEncryptedConnectionsWhereThereAreSome) {
  net::Request secure = login();
  secure.is_secure = true;
  EXPECT_TRUE(header(ask(std::move(secure)), "Set-Cookie").ends_with("; Secure"));
}

TEST_F(SessionTest, RefusesAWrongPasswordAndAnUnknownUserAlike) {
  const auto wrong = ask(login("guess"));
  const auto unknown =
      ask(request("POST", "/api/v1/session", R"({"email":"zoe@demo.test","password":"secret"})"));
  EXPECT_EQ(wrong.status, 401);
  EXPECT_EQ(wrong.body, unknown.body);
  EXPECT_EQ(header(wrong, "Set-Cookie"), "");
}

TEST_F(SessionTest, LetsDemoUsersInFromThisMachineOnly) {
  net::Request forwarded = login();
  forwarded.is_forwarded = true;
  EXPECT_EQ(ask(std::move(forwarded)).status, 401);
  net::Request remote = login();
  remote.peer = remote.client = "192.0.2.1";
  EXPECT_EQ(ask(std::move(remote)).status, 401);
}

TEST_F(SessionTest, DoesNotSignAReaderOfAForeignPageIn) {
  const auto answer = ask(with(login(), "Origin", "https://evil.test"));
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(member(answer.body, "code"), "origin.refused");
}

TEST_F(SessionTest, KnowsWhoAsksByHeaderAndByCookie) {
  const std::string token = sign_in("ann");
  EXPECT_EQ(ask(by(request("GET", "/api/v1/me"), token)).status, 200);
  const auto by_cookie = ask(with_cookie(request("GET", "/api/v1/me"), token));
  EXPECT_EQ(by_cookie.status, 200);
  EXPECT_EQ(member(by_cookie.body, "key"), "ann");
  EXPECT_EQ(ask(request("GET", "/api/v1/me")).status, 401);
  EXPECT_EQ(ask(by(request("GET", "/api/v1/me"), "demo.guess")).status, 401);
  EXPECT_EQ(ask(by(request("GET", "/api/v1/me"), "other." + token.substr(5))).status, 401);
}

TEST_F(SessionTest, AcceptsAWriteByCookieFromOurOwnPageOnly) {
  const std::string token = sign_in("ann");
  const auto put = [&] {
    return with_cookie(request("PUT", "/api/v1/me", R"({"name":"Anna"})"), token);
  };
  EXPECT_EQ(member(ask(put()).body, "code"), "origin.refused");
  EXPECT_EQ(ask(with(put(), "Origin", "https://evil.test")).status, 403);
  EXPECT_EQ(ask(with(put(), "Origin", "http://desk.test")).status, 200);
  EXPECT_EQ(ask(with(put(), "Sec-Fetch-Site", "same-origin")).status, 200);
  EXPECT_EQ(ask(by(request("PUT", "/api/v1/me", R"({"name":"Ann"})"), token)).status, 200);
}

TEST_F(SessionTest, EndsWithItsSockets) {
  const std::string token = sign_in("ann");
  const std::string other = sign_in("ann");
  auto desk = open_desk(token);
  auto other_desk = open_desk(other);
  const auto answer = ask(by(request("DELETE", "/api/v1/session"), token));
  EXPECT_EQ(answer.status, 204);
  EXPECT_NE(header(answer, "Set-Cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(desk.socket->close_code, 4401);
  EXPECT_EQ(desk.socket->count("session.ended"), 1u);
  EXPECT_FALSE(other_desk.socket->close_code);
  EXPECT_EQ(ask(by(request("GET", "/api/v1/me"), token)).status, 401);
  EXPECT_EQ(ask(by(request("GET", "/api/v1/me"), other)).status, 200);
}

TEST_F(SessionTest, ExpiresWithItsSockets) {
  const std::string token = sign_in("ann");
  auto desk = open_desk(token);
  clock_.advance(hours(24 * 31));
  for (int second = 0; second < 15; ++second) web_->tick();
  EXPECT_EQ(desk.socket->close_code, 4401);
}

TEST_F(SessionTest, ClosesTheSocketsOfAUserWhoIsSwitchedOff) {
  auto desk = open_desk(sign_in("ann"));
  const std::string ada = sign_in("ada");
  const auto answer =
      ask(by(request("PATCH", "/api/v1/users/ann", R"({"state":"disabled"})"), ada));
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(desk.socket->close_code, 4401);
}

TEST_F(SessionTest, GoesOnWhereThePasswordWasChangedAndEndsElsewhere) {
  const std::string token = sign_in("ann");
  const std::string other = sign_in("ann");
  auto desk = open_desk(token);
  auto other_desk = open_desk(other);
  const auto answer =
      ask(by(request("PUT", "/api/v1/me/password", R"({"old":"secret","new":"a much longer one"})"),
             token));
  EXPECT_EQ(answer.status, 204) << answer.body;
  EXPECT_FALSE(desk.socket->close_code);
  EXPECT_EQ(other_desk.socket->close_code, 4401);
  EXPECT_EQ(ask(by(request("GET", "/api/v1/me"), token)).status, 200);
  EXPECT_EQ(ask(by(request("GET", "/api/v1/me"), other)).status, 401);
}

TEST_F(SessionTest, AsksForThePasswordAloneWhenTheSecondFactorWasTakenAway) {
  const std::string ann = sign_in("ann");
  EXPECT_EQ(ask(by(request("POST", "/api/v1/me/totp"), ann)).status, 200);
  EXPECT_EQ(ask(by(request("PUT", "/api/v1/me/totp", R"({"code":"123456"})"), ann)).status, 204);
  EXPECT_EQ(member(ask(login()).body, "code"), "totp.required");
  EXPECT_EQ(ask(by(request("DELETE", "/api/v1/users/ann/totp"), ann)).status, 403);

  const std::string ada = sign_in("ada");
  const auto own = ask(by(request("DELETE", "/api/v1/users/ada/totp"), ada));
  EXPECT_EQ(member(own.body, "code"), "user.self");
  const auto taken = ask(by(request("DELETE", "/api/v1/users/ann/totp"), ada));
  EXPECT_EQ(taken.status, 200) << taken.body;
  EXPECT_EQ(ask(by(request("GET", "/api/v1/me"), ann)).status, 401);
  EXPECT_EQ(ask(login()).status, 200);
}

TEST_F(SessionTest, ShowsALinkOnceAndLetsItsOwnerSetAPassword) {
  const std::string ada = sign_in("ada");
  const auto invite = [&] {
    return with(by(request("POST", "/api/v1/users/invite",
                           R"({"email":"dan@demo.test","name":"Dan","role":"agent"})"),
                   ada),
                "Idempotency-Key", "invite-dan");
  };
  const auto invited = ask(invite());
  ASSERT_EQ(invited.status, 201) << invited.body;
  const std::string link = member(invited.body, "link");
  const std::string token = link.substr(link.rfind('/') + 1);
  const auto again = ask(invite());
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body.find(token), std::string::npos);

  const auto shown = ask(request("GET", "/api/v1/password/tokens/" + token));
  EXPECT_EQ(member(shown.body, "email"), "dan@demo.test") << shown.body;
  const auto set = ask(
      request("POST", "/api/v1/password/set",
              R"({"token":")" + token + R"(","password":"a much longer one","name":"Daniel"})"));
  EXPECT_EQ(set.status, 204) << set.body;
  const auto me = ask(request("POST", "/api/v1/session",
                              R"({"email":"dan@demo.test","password":"a much longer one"})"));
  EXPECT_EQ(me.status, 200) << me.body;
  EXPECT_EQ(member(me.body, "name"), "Daniel");
  EXPECT_EQ(ask(request("GET", "/api/v1/password/tokens/" + token)).status, 404);
}

}  // namespace
}  // namespace firstline::web
