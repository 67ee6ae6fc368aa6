#include "wire/responses.hpp"

#include <gtest/gtest.h>

#include "wire/words.hpp"

namespace firstline::wire {
namespace {

namespace view = app::view;

TEST(Responses, PutTheNumbersOfASocketInFrontOfOneBody) {
  const std::string body =
      numbered_body(time_from_ms(1795251600000), view::frame::CatalogReplaced{5});
  EXPECT_EQ(numbered(812, 809, body),
            R"({"seq":812,"prev":809,"type":"catalog.replaced","at":"2026-11-21T09:00:00.000Z",)"
            R"("data":{"version":5}})");
}

TEST(Responses, EscapeWhatTheClientCalledItsRequest) {
  EXPECT_EQ(answer("c\"1"), R"({"re":"c\"1","ok":true,"data":{}})");
  EXPECT_EQ(refusal("c1", invalid("request.invalid", "No \"x\".", "a[0].b")),
            R"({"re":"c1","error":{"kind":"invalid","code":"request.invalid",)"
            R"("message":"No \"x\".","field":"a[0].b"}})");
}

TEST(Responses, SaveTheFieldWhenNoFieldIsToBlame) {
  EXPECT_EQ(error_body(conflict("offer.expired", "Gone.")),
            R"({"error":{"kind":"conflict","code":"offer.expired","message":"Gone."}})");
  EXPECT_EQ(problems_body({}), R"({"problems":[]})");
}

TEST(Responses, ShowNobodyAndNothingAsNull) {
  const std::string text = to_json(view::WaitingFor{});
  EXPECT_EQ(text, R"({"who":"nobody","since":null})");
  EXPECT_EQ(to_json(view::MessageAuthor{}), R"({"kind":"system","agent":null,"name":""})");
}

TEST(Responses, PassOnTheJsonOfOthersAsItIs) {
  view::PublicEvent event;
  EXPECT_NE(to_json(event).find(R"("data":{})"), std::string::npos);
  event.data.json = R"({"a":1})";
  EXPECT_NE(to_json(event).find(R"("data":{"a":1})"), std::string::npos);
}

TEST(Words, AreThoseOfTheProtocol) {
  EXPECT_EQ(word_of(routing::Presence::on_break), "break");
  EXPECT_EQ(from_word<routing::Presence>("break"), routing::Presence::on_break);
  EXPECT_FALSE(from_word<routing::Presence>("on_break"));
  EXPECT_EQ(word_of(conversation::Waiting::customer_waits), "customer");
  for (access::Permission permission : access::permissions_of(access::Role::admin).list()) {
    EXPECT_EQ(word_of(permission), access::to_text(permission));
  }
}

}  // namespace
}  // namespace firstline::wire
