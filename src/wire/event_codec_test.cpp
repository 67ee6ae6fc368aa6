#include "wire/event_codec.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>

namespace firstline::wire {
namespace {

using app::Event;

const Time nine = time_from_ms(1795251600000);  // 2026-11-21T09:00:00Z

catalog::Catalog small_catalog() {
  catalog::Catalog catalog;
  catalog.version = 4;
  catalog::Queue queue;
  queue.id = QueueId("billing");
  queue.name = "Billing \"VAT\"\n退款";
  queue.is_open = false;
  queue.ring_time = seconds(25);
  queue.target_share = 0.7;
  queue.required = {{SkillId("vat"), 3}};
  queue.outcomes = {"paid", "owes"};
  catalog.queues = {queue};
  catalog.teams = {{TeamId("day"), "Day"}};
  catalog.skills = {{SkillId("vat"), "VAT"}};
  catalog::Agent agent;
  agent.id = AgentId("ann");
  agent.name = "Ann";
  agent.team = TeamId("day");
  agent.queues = {QueueId("billing")};
  agent.skills = {{SkillId("vat"), 5}};
  agent.capacity = {{catalog::Channel::chat, 25, 4}};
  catalog.agents = {agent};
  catalog::EntryPoint entry;
  entry.id = EntryPointId("demo");
  entry.kind = catalog::EntryPointKind::phone;
  entry.name = "Shop";
  entry.queue = QueueId("billing");
  entry.origins = {"https://shop.test"};
  entry.accent = "#2F4A33";
  entry.greeting = {{"en", "Hello"}, {"zh-CN", "你好"}};
  catalog.entry_points = {entry};
  catalog.canned_replies = {
      {CannedReplyId("hi"), "Hi", {{"en", "Hi {{customer.name}}"}}, {QueueId("billing")}}};
  catalog.policy.capacity = {{catalog::Channel::chat, 20, 5}, {catalog::Channel::message, 10, 8}};
  catalog.policy.unanswered_before_break = 3;
  catalog.policy.break_reasons = {"meal", "training"};
  return catalog;
}

// One of each event, no member at its default.
std::vector<Event> samples() {
  using namespace conversation;  // NOLINT: its events have names of their own
  const CustomerId customer{3};
  const ConversationId talk{12};
  const WorkId work{7};
  const OfferId offer{9};
  const AgentId ann("ann");
  const AgentId bob("bob");
  const routing::Requirement vat{{{SkillId("vat"), 3}}};
  const routing::Preference for_bob{bob, nine + minutes(1)};
  return {
      catalog::CatalogReplaced{small_catalog(), UserId("ada")},
      app::EffectIssued{EffectId{5}, app::EffectKind::send_mail},
      app::EffectDone{EffectId{5}, false},
      customer::CustomerRegistered{customer},
      customer::CustomerBlocked{customer, UserId("sue")},
      customer::CustomerUnblocked{customer, UserId("sue")},
      ConversationOpened{talk, customer, EntryPointId("demo"), catalog::Channel::message,
                         QueueId("billing"), "zh-CN", false},
      MessageAdded{talk,
                   MessageId{40},
                   2,
                   {AuthorKind::agent, ann},
                   Visibility::inside,
                   MessageKind::file,
                   "k-1"},
      MessagesRead{talk, AuthorKind::agent, 2},
      AgentJoined{talk, ann},
      AgentLeft{talk, ann, LeaveReason::taken_over},
      CustomerCame{talk},
      CustomerGone{talk},
      IdleWarned{talk, nine + minutes(5)},
      ConversationQueued{talk, QueueId("vip")},
      ConversationClosed{talk, CloseReason::idle, ann, "paid"},
      ConversationReopened{talk, {AuthorKind::customer, {}}},
      SurveyAsked{talk},
      SurveyAnswered{talk, 2},
      ConversationSettled{talk, customer},
      routing::WorkEnqueued{work, talk, catalog::Channel::message, QueueId("billing"), vat,
                            nine - seconds(30), seconds(90), for_bob},
      routing::OfferMade{offer, work, ann, nine + seconds(20), 20, routing::ChoiceReason::preferred,
                         4},
      routing::OfferAccepted{offer, work, ann, 2},
      routing::OfferDeclined{offer, work, ann, "not my language", nine + seconds(30)},
      routing::OfferExpired{offer, work, ann, nine + seconds(10), false},
      routing::OfferWithdrawn{offer, work, ann, routing::WithdrawalReason::taken_over},
      routing::WorkTransferred{work, ann, QueueId("vip"), vat, seconds(90), for_bob,
                               nine + seconds(30)},
      routing::WorkReturned{work, ann, routing::ReturnReason::agent_offline},
      routing::WorkTakenOver{work, ann, AgentId("sue"), 1, 20},
      routing::PreferenceEnded{work},
      routing::ExclusionEnded{work, ann},
      routing::PauseEnded{ann},
      routing::WrapUpStarted{work, ann, nine + seconds(30)},
      routing::WorkEnded{work, ann, routing::WorkOutcome::abandoned,
                         routing::WorkEndReason::customer_left, QueueId("billing")},
      routing::PresenceChanged{ann, routing::Presence::on_break, "meal",
                               routing::PresenceCause::unanswered},
      routing::AgentConnected{ann},
      routing::AgentVanished{ann},
  };
}

std::optional<std::string> golden(const std::string& type) {
  std::ifstream file(FL_SOURCE_DIR "/tests/golden/events/" + type + ".json", std::ios::binary);
  if (!file) return {};
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

TEST(EventCodec, HasAGoldenFileAndASampleForEveryEvent) {
  std::map<std::string, int> sampled;
  for (const Event& event : samples()) ++sampled[event_type(event)];
  for (std::string_view type : event_types()) {
    EXPECT_TRUE(golden(std::string(type))) << "tests/golden/events/" << type << ".json is missing";
    EXPECT_EQ(sampled[std::string(type)], 1) << type;
  }
}

TEST(EventCodec, ReadsAndWritesEveryGoldenFile) {
  for (const Event& event : samples()) {
    const std::string type = event_type(event);
    const auto text = golden(type);
    if (!text) continue;  // the test above says so
    const auto decoded = decode_event(type, *text);
    ASSERT_TRUE(decoded) << type << ": " << decoded.error().message;
    EXPECT_EQ(*decoded, event) << type;
    EXPECT_EQ(encode_event(event), *text) << type;
  }
}

// A new member changes what is written: the file of before is kept as <type>.1.json, .2.json …
TEST(EventCodec, StillReadsEveryOlderGoldenFile) {
  for (const auto& entry :
       std::filesystem::directory_iterator(FL_SOURCE_DIR "/tests/golden/events")) {
    std::string type = entry.path().stem().string();
    const auto dot = type.find_last_not_of("0123456789");
    const bool is_older = dot != std::string::npos && dot + 1 < type.size() && type[dot] == '.';
    const auto text = golden(type);
    if (is_older) type.resize(dot);
    const auto types = event_types();
    EXPECT_NE(std::find(types.begin(), types.end(), type), types.end()) << entry.path();
    EXPECT_TRUE(text && decode_event(type, *text)) << entry.path();
  }
}

TEST(EventCodec, GivesMembersThatAnOldEventLacksTheirDefaults) {
  const auto event = decode_event("offer.expired", R"({"offer":"o-1","work":"w-2","agent":"ann"})");
  ASSERT_TRUE(event);
  EXPECT_EQ(*event, Event(routing::OfferExpired{OfferId{1}, WorkId{2}, AgentId("ann"), {}, true}));
}

TEST(EventCodec, PassesOverMembersItDoesNotKnow) {
  const auto event = decode_event("pause.ended", R"({"later":{"x":[1,2]},"agent":"ann"})");
  ASSERT_TRUE(event);
  EXPECT_EQ(*event, Event(routing::PauseEnded{AgentId("ann")}));
}

TEST(EventCodec, SaysWhatIsWrongWithAPayloadAndWhere) {
  const auto event = decode_event("work.enqueued", R"({"requirement":{"skills":[{"level":"x"}]}})");
  ASSERT_FALSE(event);
  EXPECT_EQ(event.error().code, "journal.bad_payload");
  EXPECT_EQ(event.error().field, "requirement.skills[0].level");
}

TEST(EventCodec, RefusesATypeItDoesNotKnow) {
  EXPECT_EQ(decode_event("offer.eaten", "{}").error().code, "journal.unknown_type");
}

TEST(EventCodec, RefusesAPayloadThatIsCutShort) {
  EXPECT_FALSE(decode_event("pause.ended", R"({"agent":"an)"));
  EXPECT_FALSE(decode_event("pause.ended", ""));
}

TEST(EventCodec, KeepsEveryBitOfAShareAndOfAnInstant) {
  for (double share : {0.1, 0.7, 1.0 / 3.0, 0.8123456789012345}) {
    catalog::Catalog catalog = small_catalog();
    catalog.queues[0].target_share = share;
    const Event event = catalog::CatalogReplaced{catalog, {}};
    EXPECT_EQ(*decode_event(event_type(event), encode_event(event)), event);
  }
  for (Time until : {Time(), never, time_from_ms(-1)}) {
    const Event event = routing::WrapUpStarted{WorkId{1}, AgentId("ann"), until};
    EXPECT_EQ(*decode_event(event_type(event), encode_event(event)), event);
  }
}

TEST(EventCodec, ShowsPeopleTimesAndUnits) {
  const Event event =
      routing::WorkEnqueued{.work = WorkId{7}, .enqueued_at = nine, .priority = seconds(90)};
  const std::string text = encode_public_event(event);
  EXPECT_NE(text.find(R"("enqueued_at":"2026-11-21T09:00:00.000Z")"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("priority_ms":90000)"), std::string::npos) << text;
}

}  // namespace
}  // namespace firstline::wire
