// Desks over their sockets: who gets in, what they are told, and how they catch up.
#include "adapters/web/web_fixture.hpp"

namespace firstline::web {
namespace {

using testing::Opened;
using testing::WebTest;

class LiveSocketTest : public WebTest {
 protected:
  // Grace writes; ann, who is ready, is offered the conversation and takes it.
  void begin_chat() {
    ann_ = sign_in("ann");
    desk_ = open_desk(ann_);
    ASSERT_NE(say(desk_, "presence.set", R"({"presence":"ready"})").find(R"("ok":true)"),
              std::string::npos);
    window_ = open_window(visit());
    ASSERT_NE(say(window_, "message.send", R"({"client_id":"g1","text":"hello"})")
                  .find(R"("conversation":"c-1")"),
              std::string::npos);
    ASSERT_EQ(desk_.socket->count("offer.made"), 1u);
    const std::string taken = say(desk_, "offers.accept", R"({"offer":"o-1"})");
    ASSERT_NE(taken.find(R"("ok":true)"), std::string::npos) << taken;
  }

  std::string write(const std::string& id) {
    return say(window_, "message.send",
               R"({"client_id":")" + id + R"(","text":"more )" + id + R"("})");
  }

  static std::uint64_t number(const std::string& frame, const std::string& name) {
    const auto at = frame.find("\"" + name + "\":");
    if (at == std::string::npos) return 0;
    std::uint64_t value = 0;
    for (std::size_t i = at + name.size() + 3; i < frame.size() && std::isdigit(frame[i]); ++i) {
      value = value * 10 + static_cast<std::uint64_t>(frame[i] - '0');
    }
    return value;
  }

  static std::vector<std::string> numbered(const Opened& opened) {
    std::vector<std::string> found;
    for (const auto& frame : opened.socket->frames) {
      if (frame->starts_with(R"({"seq":)")) found.push_back(*frame);
    }
    return found;
  }

  // Each frame names the one before it.
  static void expect_chain(const Opened& opened) {
    std::uint64_t before = 0;
    for (const std::string& frame : numbered(opened)) {
      EXPECT_EQ(number(frame, "prev"), before) << frame;
      EXPECT_GT(number(frame, "seq"), before) << frame;
      before = number(frame, "seq");
    }
  }

  std::string ann_;
  Opened desk_;
  Opened window_;
};

TEST_F(LiveSocketTest, OpensForASessionAndSpeaksTheProtocol) {
  const auto desk = open_desk(sign_in("ann"));
  EXPECT_EQ(desk.subprotocol, "firstline.v1");
  EXPECT_FALSE(desk.socket->close_code);
}

TEST_F(LiveSocketTest, OpensByCookieFromOurOwnPageOnly) {
  const std::string token = sign_in("ann");
  const auto asked = [&] {
    return with(with(request("GET", "/api/v1/live"), "Sec-WebSocket-Protocol", "firstline.v1"),
                "Cookie", "firstline=" + token);
  };
  EXPECT_EQ(upgrade(asked()).refusal.value().status, 403);
  EXPECT_EQ(upgrade(with(asked(), "Origin", "https://evil.test")).refusal.value().status, 403);
  const auto own = upgrade(with(asked(), "Origin", "http://desk.test"));
  ASSERT_TRUE(own.socket);
  EXPECT_FALSE(own.socket->close_code);
}

TEST_F(LiveSocketTest, RefusesAForeignPageEvenWithAToken) {
  const auto refused = upgrade(with(live_request(sign_in("ann")), "Origin", "https://evil.test"));
  EXPECT_EQ(refused.refusal.value().status, 403);
}

TEST_F(LiveSocketTest, RefusesWhoSpeaksAnotherProtocol) {
  const auto refused = upgrade(by(request("GET", "/api/v1/live"), sign_in("ann")));
  EXPECT_EQ(refused.refusal.value().status, 400);
}

TEST_F(LiveSocketTest, TellsABrowserWithoutASessionToSignIn) {
  EXPECT_EQ(upgrade(live_request("demo.guess")).refusal.value().status, 401);
  const auto browser = upgrade(with(live_request("demo.guess"), "Origin", "http://desk.test"));
  ASSERT_TRUE(browser.socket);
  EXPECT_EQ(browser.socket->close_code, 4401);
}

TEST_F(LiveSocketTest, AnswersWhatItCannotReadUnderTheSameId) {
  auto desk = open_desk(sign_in("ann"));
  EXPECT_NE(say(desk, "make.coffee").find("do.unknown"), std::string::npos);
  EXPECT_NE(say(desk, "offers.accept", R"({"offer":7})").find("request.invalid"),
            std::string::npos);
  desk.events.on_text("{");
  EXPECT_NE(desk.socket->last().find("request.not_json"), std::string::npos);
  EXPECT_FALSE(desk.socket->close_code);
}

TEST_F(LiveSocketTest, LimitsHowOftenOneSocketAsks) {
  auto desk = open_desk(sign_in("ann"));
  for (int i = 0; i < 100; ++i)
    EXPECT_NE(say(desk, "ping").find(R"("ok":true)"), std::string::npos);
  EXPECT_NE(say(desk, "ping").find("socket.too_many"), std::string::npos);
  clock_.advance(milliseconds(20));
  EXPECT_NE(say(desk, "ping").find(R"("ok":true)"), std::string::npos);
}

TEST_F(LiveSocketTest, CarriesAChatFromTheFirstMessageToTheWrapUp) {
  begin_chat();
  const std::string sent =
      say(desk_, "messages.send", R"({"conversation":"c-1","client_id":"a1","text":"hi Grace"})");
  EXPECT_NE(sent.find(R"("seq":2)"), std::string::npos) << sent;
  EXPECT_EQ(window_.socket->count("hi Grace"), 1u);
  EXPECT_EQ(window_.socket->count("agent.joined"), 1u);
  const std::string closed =
      say(desk_, "conversations.close", R"({"conversation":"c-1","outcome":"Solved"})");
  EXPECT_NE(closed.find(R"("ok":true)"), std::string::npos) << closed;
  EXPECT_EQ(desk_.socket->count("wrap_up.started"), 1u);
  EXPECT_EQ(window_.socket->count("survey.asked"), 1u);
  EXPECT_NE(say(window_, "survey.answer", R"({"effort":2})").find(R"("ok":true)"),
            std::string::npos);
  EXPECT_NE(say(desk_, "work.complete", R"({"work":"w-1"})").find(R"("ok":true)"),
            std::string::npos);
  EXPECT_EQ(desk_.socket->count("work.ended"), 1u);
  expect_chain(desk_);
}

TEST_F(LiveSocketTest, TellsNothingThatIsNotDurable) {
  begin_chat();
  store_.hold();
  window_.events.on_text(
      R"({"id":"x","do":"message.send","args":{"client_id":"g9","text":"wait"}})");
  run();
  EXPECT_EQ(desk_.socket->count("\"wait\""), 0u);
  EXPECT_EQ(window_.socket->count(R"("re":"x")"), 0u);
  store_.release();
  run();
  EXPECT_EQ(desk_.socket->count("\"wait\""), 1u);
  EXPECT_EQ(window_.socket->count(R"("re":"x")"), 1u);
}

TEST_F(LiveSocketTest, NumbersTheFramesOfEachSocketInAChain) {
  begin_chat();
  auto second = open_desk(ann_);
  write("g2");
  write("g3");
  expect_chain(desk_);
  expect_chain(second);
  ASSERT_GE(numbered(second).size(), 2u);
  EXPECT_EQ(number(numbered(second).front(), "prev"), 0u);
  EXPECT_EQ(number(numbered(second).back(), "seq"), number(numbered(desk_).back(), "seq"));
  // Both were last sent the same, so they share the bytes.
  EXPECT_EQ(second.socket->frames.back().get(), desk_.socket->frames.back().get());
}

TEST_F(LiveSocketTest, SendsWhatANumberReachesTwiceOnce) {
  begin_chat();
  auto sue = open_desk(sign_in("sue"));
  ASSERT_NE(say(sue, "conversations.watch", R"({"conversation":"c-1"})").find(R"("ok":true)"),
            std::string::npos);
  ASSERT_NE(say(sue, "conversations.take_over", R"({"conversation":"c-1"})").find(R"("ok":true)"),
            std::string::npos);
  // Now sue both answers and watches it.
  write("g2");
  EXPECT_EQ(sue.socket->count(R"("client_id":"g2")"), 1u);
  expect_chain(sue);
}

TEST_F(LiveSocketTest, ReplaysWhatADeskMissed) {
  begin_chat();
  const std::uint64_t since = number(numbered(desk_).back(), "seq");
  desk_.events.on_closed();
  run();
  write("g2");
  write("g3");
  auto again = open_desk(ann_);
  const std::size_t before = again.socket->frames.size();
  const std::string answer = say(again, "resume", R"({"since":)" + std::to_string(since) + "}");
  EXPECT_NE(answer.find(R"("ok":true)"), std::string::npos) << answer;
  EXPECT_EQ(again.socket->count("more g2"), 1u);
  EXPECT_EQ(again.socket->count("more g3"), 1u);
  // The answer comes first, then the frames, then what happens now, without a gap.
  EXPECT_NE(again.socket->frames[before]->find("\"re\""), std::string::npos);
  write("g4");
  std::uint64_t last = since;
  for (std::size_t i = before + 1; i < again.socket->frames.size(); ++i) {
    const std::string& frame = *again.socket->frames[i];
    if (!frame.starts_with(R"({"seq":)")) continue;
    EXPECT_LE(number(frame, "prev"), last) << frame;
    last = std::max(last, number(frame, "seq"));
  }
  EXPECT_EQ(again.socket->count("more g4"), 1u);
}

TEST_F(LiveSocketTest, AsksForASnapshotWhenItHasForgotten) {
  begin_chat();
  auto second = open_desk(ann_);
  EXPECT_NE(say(second, "resume", R"({"since":0})").find("snapshot.needed"), std::string::npos);
  EXPECT_NE(say(second, "resume", R"({"since":999999})").find("snapshot.needed"),
            std::string::npos);
}

TEST_F(LiveSocketTest, ForgetsADeskThatStaysAway) {
  begin_chat();
  const std::uint64_t since = number(numbered(desk_).back(), "seq");
  desk_.events.on_closed();
  run();
  clock_.advance(minutes(6));
  web_->tick();
  write("g2");
  auto again = open_desk(ann_);
  EXPECT_NE(
      say(again, "resume", R"({"since":)" + std::to_string(since) + "}").find("snapshot.needed"),
      std::string::npos);
}

TEST_F(LiveSocketTest, GoesOnWithoutASlowSocket) {
  begin_chat();
  auto second = open_desk(ann_);
  second.socket->is_dropped = true;
  write("g2");
  EXPECT_EQ(desk_.socket->count("more g2"), 1u);
  second.events.on_closed();
  run();
  EXPECT_EQ(hub_.desk_count(), 1u);
}

TEST_F(LiveSocketTest, CountsTheDesksOfAnAgent) {
  begin_chat();
  auto second = open_desk(ann_);
  const auto is_connected = [&] {
    return routing::find(house().workspace.state().routing, AgentId("ann"))->is_connected;
  };
  desk_.events.on_closed();
  run();
  EXPECT_TRUE(is_connected());
  second.events.on_closed();
  run();
  EXPECT_FALSE(is_connected());
}

TEST_F(LiveSocketTest, ShowsASupervisorAConversationAndItsTyping) {
  begin_chat();
  auto sue = open_desk(sign_in("sue"));
  const std::string watched = say(sue, "conversations.watch", R"({"conversation":"c-1"})");
  EXPECT_NE(watched.find("\"hello\""), std::string::npos) << watched;
  say(window_, "typing", R"({"is_typing":true})");
  EXPECT_EQ(sue.socket->count(R"("type":"typing")"), 1u);
  write("g2");
  EXPECT_EQ(sue.socket->count("more g2"), 1u);
  say(sue, "conversations.unwatch", R"({"conversation":"c-1"})");
  write("g3");
  EXPECT_EQ(sue.socket->count("more g3"), 0u);
}

TEST_F(LiveSocketTest, ShowsNobodyElseAConversation) {
  begin_chat();
  auto bob = open_desk(sign_in("bob"));
  EXPECT_NE(say(bob, "conversations.watch", R"({"conversation":"c-1"})").find("permission.missing"),
            std::string::npos);
  write("g2");
  EXPECT_EQ(bob.socket->count("more g2"), 0u);
  EXPECT_FALSE(hub_.is_watched({1}));
}

TEST_F(LiveSocketTest, StopsShowingWhatSomebodyMayNoLongerSee) {
  begin_chat();
  auto sue = open_desk(sign_in("sue"));
  say(sue, "conversations.watch", R"({"conversation":"c-1"})");
  say(sue, "floor.watch");
  const std::string ada = sign_in("ada");
  ask(by(request("PATCH", "/api/v1/users/sue", R"({"role":"agent"})"), ada));
  for (int second = 0; second < 15; ++second) web_->tick();
  EXPECT_FALSE(hub_.is_watched({1}));
  EXPECT_FALSE(hub_.is_floor_watched());
}

TEST_F(LiveSocketTest, TellsTheFloorToThoseWhoWatchIt) {
  begin_chat();
  auto sue = open_desk(sign_in("sue"));
  EXPECT_NE(say(sue, "floor.watch").find(R"("queue":"general")"), std::string::npos);
  write("g2");
  house().workspace.refresh_floor();
  run();
  EXPECT_EQ(sue.socket->count(R"("type":"floor")"), 1u);
  EXPECT_EQ(desk_.socket->count(R"("type":"floor")"), 0u);
}

TEST_F(LiveSocketTest, TellsColleaguesChangesTogether) {
  begin_chat();
  auto bob = open_desk(sign_in("bob"));
  say(bob, "presence.set", R"({"presence":"ready"})");
  say(bob, "presence.set", R"({"presence":"break","reason":"meal"})");
  EXPECT_EQ(desk_.socket->count(R"("type":"agents")"), 0u);
  web_->tick();
  EXPECT_EQ(desk_.socket->count(R"("type":"agents")"), 1u);
  web_->tick();
  EXPECT_EQ(desk_.socket->count(R"("type":"agents")"), 1u);
}

TEST_F(LiveSocketTest, TellsOtherDesksOfADraftWithoutANumber) {
  begin_chat();
  auto second = open_desk(ann_);
  say(desk_, "conversations.draft", R"({"conversation":"c-1","text":"dear"})");
  const std::string told = second.socket->first_with("draft.saved");
  EXPECT_TRUE(told.starts_with(R"({"type":"draft.saved")")) << told;
}

}  // namespace
}  // namespace firstline::web
