// The contract of ports::Archive on lists of conversations, on every implementation.
#include "tests/contract/archive_views.hpp"

namespace firstline::testing {
namespace {

using conversation::CloseReason;

template <class Fixture>
class ArchiveConversations : public ArchiveViews<Fixture> {};

TYPED_TEST_SUITE(ArchiveConversations, Stores);

TYPED_TEST(ArchiveConversations, ShowsAConversationFromItsOpeningToItsRating) {
  Story& story = this->tale;
  story.row(ports::CustomerRow{.id = CustomerId{1}, .name = "Grace"});
  this->open(1);
  story.say({1}, 1, customer_said, "Hello, my parcel is late");
  this->write();
  auto line = this->conversations({}).items.at(0);
  EXPECT_EQ(line.conversation, ConversationId{1});
  EXPECT_EQ(line.customer, CustomerId{1});
  EXPECT_EQ(line.customer_name, "Grace");
  EXPECT_EQ(line.queue, general);
  EXPECT_EQ(line.entry_point, EntryPointId("demo"));
  EXPECT_EQ(line.opened_at, nine);
  EXPECT_EQ(line.closed_at, std::nullopt);
  EXPECT_EQ(line.last_seq, 1u);
  EXPECT_EQ(line.first_text, "Hello, my parcel is late");
  EXPECT_EQ(line.locale, "en");
  EXPECT_FALSE(line.agent);

  story.at(seconds(10));
  this->accept(1, ann);
  story.add(conversation::AgentJoined{{1}, ann});
  story.say({1}, 2, said_by(ann), "Let me look").say({1}, 3, customer_said, "Thanks");
  story.at(seconds(70))
      .add(conversation::ConversationClosed{{1}, CloseReason::agent, ann, "solved"});
  story.add(conversation::SurveyAsked{{1}});
  this->wrap_up(1, ann);
  this->it.reopen();
  this->write();
  line = this->conversations({}).items.at(0);
  EXPECT_EQ(line.agent, ann);
  EXPECT_EQ(line.closed_at, nine + seconds(70));
  EXPECT_EQ(line.close_reason, CloseReason::agent);
  EXPECT_EQ(line.outcome, "solved");
  EXPECT_EQ(line.last_seq, 3u);
  EXPECT_EQ(line.first_text, "Hello, my parcel is late");
  EXPECT_EQ(line.survey, conversation::SurveyState::asked);

  story.at(seconds(90)).add(conversation::SurveyAnswered{{1}, 2});
  story.row(ports::CustomerRow{.id = CustomerId{1}, .name = "Grace H."});
  this->write();
  line = this->conversations({}).items.at(0);
  EXPECT_EQ(line.survey, conversation::SurveyState::answered);
  EXPECT_EQ(line.effort, 2);
  EXPECT_EQ(line.customer_name, "Grace H.") << "names are looked up, not projected";

  story.at(seconds(95)).add(conversation::ConversationReopened{{1}, customer_said});
  this->write();
  line = this->conversations({}).items.at(0);
  EXPECT_EQ(line.closed_at, std::nullopt);
  EXPECT_EQ(line.outcome, "");
}

TYPED_TEST(ArchiveConversations, FiltersAndPagesConversationsNewestFirst) {
  Story& story = this->tale;
  for (std::uint64_t n = 1; n <= 6; ++n) {
    story.at(minutes(n / 2));  // two each minute
    this->open(n, n % 3 == 0 ? billing : general);
    if (n % 2 == 0) story.add(conversation::AgentJoined{{n}, n == 4 ? ann : bob});
  }
  story.at(minutes(5)).add(conversation::ConversationClosed{{2}, CloseReason::idle, {}, ""});
  story.add(conversation::ConversationQueued{{1}, billing});
  this->write();
  EXPECT_EQ(this->found({}), (Numbers{6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(this->found({.queue = billing}), (Numbers{6, 3, 1}));
  EXPECT_EQ(this->found({.agent = bob}), (Numbers{6, 2}));
  EXPECT_EQ(this->found({.customer = CustomerId{5}}), (Numbers{5}));
  EXPECT_EQ(this->found({.id = ConversationId{3}}), (Numbers{3}));
  EXPECT_EQ(this->found({.id = ConversationId{3}, .customer = CustomerId{5}}), Numbers{});
  EXPECT_EQ(this->found({.phase = conversation::Phase::closed}), (Numbers{2}));
  EXPECT_EQ(this->found({.phase = conversation::Phase::open, .agent = bob}), (Numbers{6}));
  EXPECT_EQ(this->found({.from = nine + minutes(1), .to = nine + minutes(3)}),
            (Numbers{5, 4, 3, 2}));

  const auto first = this->conversations({.limit = 4});
  EXPECT_EQ(first.items.size(), 4u);
  story.at(minutes(9));
  this->open(7);  // does not move the pages that follow
  this->write();
  const auto second = this->conversations({.limit = 4, .cursor = first.next});
  EXPECT_EQ(second.items.size(), 2u);
  EXPECT_EQ(second.items.at(0).conversation, ConversationId{2});
  EXPECT_TRUE(second.next.empty());
}

TYPED_TEST(ArchiveConversations, FindsConversationsByTheirWords) {
  Story& story = this->tale;
  for (std::uint64_t n = 1; n <= 4; ++n) this->open(n);
  story.say({1}, 1, customer_said, "My Parcel from 王府井 is late: 我要退款单");
  story.say({1}, 2, said_by(ann), "Sorry about that");
  story.say({2}, 1, customer_said, "Where is the parcel shop?");
  story.say({3}, 1, said_by(ann), "parcel", conversation::Visibility::whisper);
  story.say({4}, 1, customer_said, "款退了吗");
  this->write();
  EXPECT_EQ(this->found({.text = "parcel"}), (Numbers{2, 1})) << "a whisper is not searched";
  EXPECT_EQ(this->found({.text = "PARCEL late"}), (Numbers{1}));
  EXPECT_EQ(this->found({.text = "退款"}), (Numbers{1}));
  EXPECT_EQ(this->found({.text = "退款单"}), (Numbers{1}));
  EXPECT_EQ(this->found({.text = "款退"}), (Numbers{4}));
  EXPECT_EQ(this->found({.text = "单"}), (Numbers{1}));
  EXPECT_EQ(this->found({.text = "parcel 退款"}), (Numbers{1}));
  EXPECT_EQ(this->found({.text = "par"}), (Numbers{2, 1})) << "the last word may go on";
  EXPECT_EQ(this->found({.text = "nothing"}), Numbers{});
  EXPECT_EQ(this->found({.text = "\" OR *"}), Numbers{});
}

}  // namespace
}  // namespace firstline::testing
