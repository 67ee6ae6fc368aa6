// Why was it offered to whom: asked over REST, answered from the journal.
#include "adapters/web/web_fixture.hpp"

namespace firstline::web {
namespace {

using testing::Opened;
using testing::WebTest;

class ExplanationTest : public WebTest {
 protected:
  net::Response explain(const std::string& work, const std::string& user = "sue") {
    return ask(by(request("GET", "/api/v1/work-items/" + work + "/explain"), sign_in(user)));
  }
  Opened ready(const std::string& user) {
    Opened desk = open_desk(sign_in(user));
    say(desk, "presence.set", R"({"presence":"ready"})");
    return desk;
  }
  static std::string of(const std::string& agent, const std::string& json) {
    const auto at = json.find(R"({"agent":")" + agent + "\",\"name\"");
    return at == std::string::npos ? "" : json.substr(at, json.find('}', at) - at);
  }
};

TEST_F(ExplanationTest, SaysWhoCouldHaveHadItAndWhyTheOthersNot) {
  auto ann = ready("ann");
  auto window = open_window(visit());
  say(window, "message.send", R"({"client_id":"g1","text":"hello"})");
  const auto answer = explain("w-1");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(member(answer.body, "queue"), "general");
  EXPECT_NE(of("ann", answer.body).find(R"("reason":"chosen")"), std::string::npos) << answer.body;
  EXPECT_NE(of("bob", answer.body).find(R"("is_eligible":false,"reason":"not_ready")"),
            std::string::npos)
      << answer.body;
  EXPECT_EQ(of("sue", answer.body), "") << "sue serves no queue";
  EXPECT_NE(answer.body.find(R"("outcome":"open")"), std::string::npos);
}

TEST_F(ExplanationTest, ExplainsEachOfferByWhatWasTrueThen) {
  auto ann = ready("ann");
  clock_.advance(seconds(5));
  auto bob = ready("bob");
  auto window = open_window(visit());
  say(window, "message.send", R"({"client_id":"g1","text":"hello"})");
  ASSERT_EQ(ann.socket->count("offer.made"), 1u) << "the longest idle comes first";
  say(ann, "offers.decline", R"({"offer":"o-1","reason":"not now"})");
  say(bob, "offers.accept", R"({"offer":"o-2"})");
  const auto answer = explain("w-1");
  const auto second = answer.body.find(R"("offer":"o-2")");
  ASSERT_NE(second, std::string::npos) << answer.body;
  const std::string first_half = answer.body.substr(0, second);
  const std::string second_half = answer.body.substr(second);
  EXPECT_NE(first_half.find(R"("outcome":"declined")"), std::string::npos);
  EXPECT_NE(of("bob", first_half).find(R"("is_eligible":true,"reason":"later_in_order")"),
            std::string::npos);
  EXPECT_NE(second_half.find(R"("outcome":"accepted")"), std::string::npos);
  EXPECT_NE(of("ann", second_half).find(R"("is_eligible":false,"reason":"declined")"),
            std::string::npos)
      << second_half;
}

TEST_F(ExplanationTest, IsForSupervisorsAndForWorksThatExist) {
  EXPECT_EQ(explain("w-1").status, 404);
  EXPECT_EQ(explain("x").status, 404);
  EXPECT_EQ(explain("w-1", "ann").status, 403);
}

}  // namespace
}  // namespace firstline::web
