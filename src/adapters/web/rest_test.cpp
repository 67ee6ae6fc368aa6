// REST beyond the desk: the catalog with its versions, reports, the journal's events, the audit.
#include "adapters/web/web_fixture.hpp"

namespace firstline::web {
namespace {

using testing::WebTest;

class RestTest : public WebTest {
 protected:
  static net::Request at_version(net::Request made, const std::string& version) {
    return with(std::move(made), "If-Match", version);
  }
  static constexpr const char* one_skill = R"({"items":[{"id":"billing","name":"Billing"}]})";
};

TEST_F(RestTest, GivesASectionWithItsVersion) {
  const auto answer = ask(by(request("GET", "/api/v1/queues"), sign_in("ann")));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(header(answer, "ETag"), "\"1\"");
  EXPECT_TRUE(answer.body.starts_with(R"({"version":1,"items":[{"id":"general")")) << answer.body;
}

TEST_F(RestTest, CallsAnAgentWhatTheUserIsCalled) {
  const std::string ann = sign_in("ann");
  EXPECT_EQ(ask(by(request("PUT", "/api/v1/me", R"({"name":"Ann Lee"})"), ann)).status, 200);
  const auto agents = ask(by(request("GET", "/api/v1/agents"), ann));
  EXPECT_NE(agents.body.find(R"("id":"ann","name":"Ann Lee")"), std::string::npos) << agents.body;
}

TEST_F(RestTest, ReplacesASectionOfTheVersionItWasMadeFrom) {
  const std::string ada = sign_in("ada");
  const auto put = [&](const std::string& version) {
    return ask(at_version(by(request("PUT", "/api/v1/skills", one_skill), ada), version));
  };
  const auto first = put("\"1\"");
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(header(first, "ETag"), "\"2\"");
  const auto late = put("\"1\"");
  EXPECT_EQ(late.status, 412);
  EXPECT_EQ(member(late.body, "code"), "catalog.changed");
  EXPECT_EQ(put("2").status, 200);
}

TEST_F(RestTest, WantsToKnowWhichVersionAChangeWasMadeFrom) {
  const std::string ada = sign_in("ada");
  const auto missing = ask(by(request("PUT", "/api/v1/skills", one_skill), ada));
  EXPECT_EQ(missing.status, 400);
  EXPECT_EQ(member(missing.body, "field"), "If-Match");
  for (const char* version : {"\"x\"", "*", "\"1", "1 2"}) {
    EXPECT_EQ(ask(at_version(by(request("PUT", "/api/v1/skills", one_skill), ada), version)).status,
              400)
        << version;
  }
}

TEST_F(RestTest, NamesEveryFieldThatIsWrong) {
  const std::string ada = sign_in("ada");
  const std::string bad = R"({"items":[{"id":"A B","name":""},{"id":"ok","name":"Fine"}]})";
  const auto put = ask(at_version(by(request("PUT", "/api/v1/skills", bad), ada), "\"1\""));
  EXPECT_EQ(put.status, 400);
  EXPECT_NE(put.body.find(R"("field":"items[0])"), std::string::npos) << put.body;
  EXPECT_NE(put.body.find(R"("problems":[)"), std::string::npos);
  const auto validated = ask(by(request("POST", "/api/v1/skills/validate", bad), ada));
  EXPECT_EQ(validated.status, 200);
  EXPECT_NE(validated.body.find(R"("field":"items[0])"), std::string::npos);
  EXPECT_EQ(ask(by(request("POST", "/api/v1/skills/validate", one_skill), ada)).body,
            R"({"problems":[]})");
}

TEST_F(RestTest, LetsOnlyThoseChangeTheCatalogWhoMay) {
  const std::string ann = sign_in("ann");
  EXPECT_EQ(ask(at_version(by(request("PUT", "/api/v1/skills", one_skill), ann), "\"1\"")).status,
            403);
  EXPECT_EQ(ask(by(request("POST", "/api/v1/skills/validate", one_skill), ann)).status, 403);
}

TEST_F(RestTest, ShowsANewWidgetSecretOnce) {
  const std::string ada = sign_in("ada");
  const auto asked = [&] {
    return ask(
        with(by(request("POST", "/api/v1/widgets/shop/secret"), ada), "Idempotency-Key", "s"));
  };
  const auto first = asked();
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_GE(member(first.body, "secret").size(), 40u);
  EXPECT_EQ(asked().body, R"({"secret":""})");
}

TEST_F(RestTest, GivesTheJournalsEventsPageByPage) {
  auto window = open_window(visit());
  say(window, "message.send", R"({"client_id":"g1","text":"hello"})");
  const std::string ada = sign_in("ada");
  const auto first = ask(by(request("GET", "/api/v1/events?since=0&limit=2"), ada));
  EXPECT_EQ(first.status, 200);
  EXPECT_NE(first.body.find(R"("type":"catalog.replaced")"), std::string::npos) << first.body;
  EXPECT_TRUE(first.body.ends_with(R"("next":2})")) << first.body;
  const auto rest = ask(by(request("GET", "/api/v1/events?since=2&limit=1000"), ada));
  EXPECT_NE(rest.body.find(R"("type":"message.added")"), std::string::npos) << rest.body;
  EXPECT_EQ(rest.body.find("hello"), std::string::npos) << "events hold no text";
  const auto end = ask(by(request("GET", "/api/v1/events?since=9999"), ada));
  EXPECT_EQ(end.body, R"({"items":[],"next":9999})");
  EXPECT_EQ(ask(by(request("GET", "/api/v1/events"), sign_in("ann"))).status, 403);
  EXPECT_EQ(ask(by(request("GET", "/api/v1/events?limit=1001"), ada)).status, 400);
}

TEST_F(RestTest, GivesAReportAsATable) {
  const std::string period = "?from=2026-11-21T00:00:00.000Z&to=2026-11-22T00:00:00.000Z";
  const std::string sue = sign_in("sue");
  const auto table = ask(by(
      request("GET", "/api/v1/reports/service-level" + period + "&format=csv&group=queue"), sue));
  EXPECT_EQ(table.status, 200) << table.body;
  EXPECT_TRUE(header(table, "Content-Type").starts_with("text/csv"));
  EXPECT_EQ(header(table, "Content-Disposition"), "attachment; filename=\"service-level.csv\"");
  EXPECT_TRUE(
      table.body.starts_with("\xEF\xBB\xBF"
                             "from,to,queue,agent,SL-1,"))
      << table.body;
  const auto contacts =
      ask(by(request("GET", "/api/v1/reports/contacts" + period + "&format=csv"), sue));
  EXPECT_TRUE(
      contacts.body.starts_with("\xEF\xBB\xBF"
                                "conversation,work,"))
      << contacts.body;
  EXPECT_EQ(ask(by(request("GET", "/api/v1/reports/service-level" + period), sue)).status, 200);
}

TEST_F(RestTest, RefusesAReportItCannotMake) {
  const std::string sue = sign_in("sue");
  const auto refused = [&](const std::string& target) {
    const auto answer = ask(by(request("GET", target), sue));
    return member(answer.body, "field");
  };
  EXPECT_EQ(refused("/api/v1/reports/waits"), "from");
  EXPECT_EQ(refused("/api/v1/reports/waits?from=yesterday"), "from");
  const std::string period = "?from=2026-11-21T00:00:00.000Z&to=2026-11-22T00:00:00.000Z";
  EXPECT_EQ(refused("/api/v1/reports/waits" + period + "&interval=5m"), "interval");
  EXPECT_EQ(refused("/api/v1/reports/waits" + period + "&threshold_ms=0"), "threshold_ms");
  EXPECT_EQ(refused("/api/v1/reports/contacts" + period + "&kind=lost"), "kind");
}

TEST_F(RestTest, ReadsTheParametersOfAList) {
  const std::string sue = sign_in("sue");
  const auto field = [&](const std::string& query) {
    return member(ask(by(request("GET", "/api/v1/conversations" + query), sue)).body, "field");
  };
  EXPECT_EQ(field("?limit=0"), "limit");
  EXPECT_EQ(field("?limit=101"), "limit");
  EXPECT_EQ(field("?limit=1x"), "limit");
  EXPECT_EQ(field("?customer=c-1"), "customer");
  EXPECT_EQ(field("?phase=ajar"), "phase");
  EXPECT_EQ(field("?from=2026-11-21"), "from");
  EXPECT_EQ(field("?limit=100&phase=open&customer=p-1"), "");
}

TEST_F(RestTest, FindsNoConversationUnderAnIdThatIsNone) {
  const std::string sue = sign_in("sue");
  for (const char* path : {"/api/v1/conversations/x", "/api/v1/conversations/c-0",
                           "/api/v1/conversations/c-99", "/api/v1/conversations/x/messages"}) {
    EXPECT_EQ(ask(by(request("GET", path), sue)).status, 404) << path;
  }
}

TEST_F(RestTest, CarriesAConversationOverRestAlone) {
  const std::string ann = sign_in("ann");
  auto desk = open_desk(ann);
  EXPECT_EQ(ask(by(request("PUT", "/api/v1/me/presence", R"({"presence":"ready"})"), ann)).status,
            200);
  auto window = open_window(visit());
  say(window, "message.send", R"({"client_id":"g1","text":"hello"})");
  EXPECT_NE(ask(by(request("GET", "/api/v1/me/work-items"), ann)).body.find("\"o-1\""),
            std::string::npos);
  EXPECT_EQ(ask(by(request("POST", "/api/v1/offers/o-1/accept"), ann)).status, 200);
  const auto sent = ask(
      by(request("POST", "/api/v1/conversations/c-1/messages", R"({"client_id":"a1","text":"hi"})"),
         ann));
  EXPECT_EQ(sent.status, 201) << sent.body;
  EXPECT_EQ(
      ask(by(request("POST", "/api/v1/conversations/c-1/close", R"({"outcome":"Solved"})"), ann))
          .status,
      204);
  EXPECT_EQ(ask(by(request("POST", "/api/v1/work-items/w-1/complete"), ann)).status, 204);
  const auto list = ask(by(request("GET", "/api/v1/conversations/c-1/messages"), ann));
  EXPECT_NE(list.body.find("\"hi\""), std::string::npos) << list.body;
}

TEST_F(RestTest, RemembersWhoDidWhat) {
  const std::string ada = sign_in("ada");
  const auto audit = ask(by(request("GET", "/api/v1/audit?who=ada"), ada));
  EXPECT_EQ(audit.status, 200);
  EXPECT_NE(audit.body.find("session.started"), std::string::npos) << audit.body;
  EXPECT_EQ(ask(by(request("GET", "/api/v1/audit"), sign_in("ann"))).status, 403);
}

}  // namespace
}  // namespace firstline::web
