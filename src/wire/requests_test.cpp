#include "wire/requests.hpp"

#include <gtest/gtest.h>

#include "tests/support/test_data.hpp"
#include "wire/json/primitives.hpp"
#include "wire/json/tape.hpp"
#include "wire/responses.hpp"

namespace firstline::wire {
namespace {

template <class Request>
std::string refused(std::string_view json) {
  const auto request = parse<Request>(json);
  if (request) return "accepted";
  return request.error().code + (request.error().field.empty() ? "" : " " + request.error().field);
}

const std::string send = R"({"conversation":"c-1","client_id":"a1","text":"hi"})";

TEST(Requests, TakeDefaultsForWhatMayBeLeftOut) {
  const auto request = parse<SendMessage>(send);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->conversation, ConversationId{1});
  EXPECT_EQ(request->visibility, conversation::Visibility::everyone);
  EXPECT_TRUE(request->attachments.empty());
}

TEST(Requests, ReadNullAsLeftOut) {
  const auto request = parse<SendMessage>(
      R"({"conversation":"c-1","client_id":"a1","text":"hi","attachments":null})");
  EXPECT_TRUE(request);
  const auto transfer = parse<TransferWork>(R"({"work":"w-1","queue":"vip","agent":null})");
  ASSERT_TRUE(transfer);
  EXPECT_FALSE(transfer->agent);
}

TEST(Requests, NameTheFieldThatIsMissing) {
  EXPECT_EQ(refused<SendMessage>(R"({"conversation":"c-1","text":"hi"})"),
            "request.missing_field client_id");
  EXPECT_EQ(refused<SendMessage>(R"({"conversation":"c-1","client_id":null,"text":"hi"})"),
            "request.missing_field client_id");
  EXPECT_EQ(refused<SendMessage>(""), "request.missing_field conversation");
}

TEST(Requests, NameTheFieldThatNobodyKnowsOrThatStandsTwice) {
  EXPECT_EQ(refused<MarkRead>(R"({"conversation":"c-1","up_to":3,"upto":3})"),
            "request.unknown_field upto");
  EXPECT_EQ(refused<MarkRead>(R"({"conversation":"c-1","up_to":3,"up_to":4})"),
            "request.duplicate_field up_to");
}

TEST(Requests, NameTheFieldOfTheWrongType) {
  EXPECT_EQ(refused<Typing>(R"({"conversation":"c-1","is_typing":1})"),
            "request.invalid is_typing");
  EXPECT_EQ(refused<Typing>(R"({"conversation":12,"is_typing":true})"),
            "request.invalid conversation");
  EXPECT_EQ(refused<Typing>(R"({"conversation":"w-1","is_typing":true})"),
            "request.invalid conversation");
  EXPECT_EQ(refused<SetPresence>(R"({"presence":"on_break"})"), "request.invalid presence");
  EXPECT_EQ(refused<VisitorSend>(R"({"client_id":"a","text":"","attachments":["f",null]})"),
            "request.invalid attachments[1]");
  EXPECT_EQ(refused<VisitorSend>(R"({"client_id":"a","text":"","attachments":[""]})"),
            "request.invalid attachments[0]");
  EXPECT_EQ(refused<Empty>("[]"), "request.invalid");
  EXPECT_EQ(refused<StartVisit>(R"({"cart":{"currency":"GBP","total":"1","items":[{"name":"x",
            "quantity":"2","price":"1"}]}})"),
            "request.invalid cart.items[0].quantity");
}

TEST(Requests, RefuseNumbersOutOfRange) {
  EXPECT_EQ(refused<Resume>(R"({"since":-1})"), "request.out_of_range since");
  EXPECT_EQ(refused<Resume>(R"({"since":1.5})"), "request.invalid since");
  EXPECT_EQ(refused<Resume>(R"({"since":18446744073709551615})"), "accepted");
  EXPECT_EQ(refused<AnswerSurvey>(R"({"effort":4294967297})"), "request.out_of_range effort");
  EXPECT_EQ(refused<VisitorList>(R"({"limit":0})"), "request.out_of_range limit");
  EXPECT_EQ(refused<VisitorList>(R"({"limit":100})"), "accepted");
  EXPECT_EQ(refused<VisitorList>(R"({"limit":101})"), "request.out_of_range limit");
}

TEST(Requests, CountCharactersAndNotBytes) {
  const auto name = [](std::size_t count) {
    std::string text = R"({"name":")";
    for (std::size_t i = 0; i < count; ++i) text += "名";
    return text + "\"}";
  };
  EXPECT_EQ(refused<VisitorName>(name(80)), "accepted");
  EXPECT_EQ(refused<VisitorName>(name(81)), "request.too_long name");
}

TEST(Requests, RefuseMoreThanTheyHaveRoomFor) {
  const auto files = [](int count) {
    std::string text = R"({"client_id":"a","text":"","attachments":[)";
    for (int i = 0; i < count; ++i) text += (i == 0 ? "\"f\"" : ",\"f\"");
    return text + "]}";
  };
  EXPECT_EQ(refused<VisitorSend>(files(10)), "accepted");
  EXPECT_EQ(refused<VisitorSend>(files(11)), "request.too_many attachments");
  const std::string big(body_bytes, 'x');
  EXPECT_EQ(refused<VisitorName>(R"({"name":")" + big + "\"}"), "request.too_big");
  EXPECT_EQ(
      refused<PutSettings>(R"({"settings":{"a":")" + std::string(settings_bytes, 'x') + "\"}}"),
      "request.too_long settings");
}

TEST(Requests, SayThatTheTextIsNoJson) {
  EXPECT_EQ(refused<Empty>("{"), "request.not_json");
  EXPECT_EQ(refused<VisitorName>("{\"name\":\"\xFF\"}"), "request.not_utf8");
  EXPECT_EQ(refused<VisitorName>(R"({"name":"\ud800"})"), "request.not_utf8");
}

TEST(Requests, TransferToAQueueOrAnAgentAndNotToBoth) {
  EXPECT_EQ(refused<TransferWork>(R"({"work":"w-1"})"), "request.invalid queue");
  EXPECT_EQ(refused<TransferWork>(R"({"work":"w-1","queue":"a","agent":"b"})"),
            "request.invalid queue");
  EXPECT_EQ(refused<TransferWork>(R"({"work":"w-1","agent":"b"})"), "accepted");
}

TEST(Requests, TellSetToNothingFromNotMentioned) {
  EXPECT_FALSE(parse<UpdateMe>(R"({"name":"Ann"})")->locale.has_value());
  const auto cleared = parse<UpdateMe>(R"({"locale":null})");
  ASSERT_TRUE(cleared && cleared->locale.has_value());
  EXPECT_FALSE(cleared->locale->has_value());
  EXPECT_EQ(**parse<UpdateMe>(R"({"locale":"en"})")->locale, "en");
}

TEST(Requests, TakeTheirIdFromTheAddress) {
  const auto request = parse<MarkRead>(R"({"up_to":3})", "c-12");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->conversation, ConversationId{12});
  EXPECT_EQ(parse<MarkRead>(R"({"conversation":"c-1","up_to":3})", "c-12").error().code,
            "request.unknown_field");
  EXPECT_EQ(parse<MarkRead>(R"({"up_to":3})", "c-x").error(),
            not_found("conversation.unknown", "There is no conversation of this name."));
  EXPECT_EQ(parse<UpdateUser>(R"({"name":"A"})", "ann")->key, UserId("ann"));
  EXPECT_TRUE(parse<OnWork>("", "w-7"));
}

TEST(Frames, KeepTheirArgsForTheOneWhoKnowsThem) {
  const auto frame =
      parse_frame(R"( {"id":"c1","do":"messages.send","args":{"b":[1, 2.5],"a":"x"}} )");
  ASSERT_TRUE(frame);
  EXPECT_EQ(frame->id, "c1");
  EXPECT_EQ(frame->do_, "messages.send");
  EXPECT_EQ(frame->args, R"({"b":[1,2.5],"a":"x"})");
  EXPECT_EQ(parse_frame(R"({"id":"c1","do":"snapshot"})")->args, "{}");
}

TEST(Frames, AreRefusedWithTheirIdWhereItCanBeMadeOut) {
  const std::string unknown = R"({"id":"c7","do":"x","args":{},"more":1})";
  EXPECT_EQ(parse_frame(unknown).error().code, "request.unknown_field");
  EXPECT_EQ(id_of_broken_frame(unknown), "c7");
  EXPECT_EQ(parse_frame(R"({"id":"","do":"x"})").error().field, "id");
  EXPECT_EQ(parse_frame(R"({"id":"c1","do":"x","args":[]})").error().field, "args");
  EXPECT_EQ(parse_frame(R"([1])").error().code, "request.invalid");
  EXPECT_EQ(id_of_broken_frame(R"({"id":7})"), "");
  EXPECT_EQ(id_of_broken_frame(R"({"id":"c1")"), "");
  const std::string long_id(65, 'x');
  EXPECT_EQ(parse_frame(R"({"id":")" + long_id + R"(","do":"x"})").error().code,
            "request.too_long");
  EXPECT_EQ(id_of_broken_frame(R"({"id":")" + long_id + "\"}"), "");
  const std::string big = R"({"id":"c1","do":"x","args":{"t":")" + std::string(frame_bytes, 'x');
  EXPECT_EQ(parse_frame(big + "\"}}").error().code, "request.too_big");
}

// From a visitor's frame to a desk's frame, as a browser and the server do it.
TEST(Requests, CarryNaughtyStringsByteForByte) {
  const auto text = test::test_data("naughty-strings/blns.json");
  if (!text) GTEST_SKIP() << "no naughty strings here";
  const auto strings = json::parse(*text, {1 << 20, 4});
  ASSERT_TRUE(strings);
  strings->root().for_each_item([&](json::Node item) {
    std::string args = R"({"client_id":"a","text":)";
    json::append_string(args, item.text());
    const auto frame = parse_frame(R"({"id":"c1","do":"message.send","args":)" + args + "}}");
    ASSERT_TRUE(frame);
    const auto request = parse<VisitorSend>(frame->args);
    ASSERT_TRUE(request);
    EXPECT_EQ(request->text, item.text());
    const auto shown = json::parse(to_json(app::view::Draft{request->text, {}}), {1 << 20, 4});
    ASSERT_TRUE(shown);
    shown->root().for_each_member([&](std::string_view name, json::Node value) {
      if (name != "text") return;
      EXPECT_EQ(value.text(), item.text());
    });
  });
}

}  // namespace
}  // namespace firstline::wire
