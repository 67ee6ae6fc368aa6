// The contract of ports::Archive on what is made from events, on every implementation.
#include <gtest/gtest.h>

#include "ports/archive.hpp"
#include "tests/contract/stores.hpp"
#include "tests/contract/story.hpp"

namespace firstline::testing {
namespace {

using conversation::AuthorKind;
using conversation::CloseReason;

const WorkspaceId demo("demo");
const Time nine = time_from_ms(1'800'000'000'000);
const AgentId ann("ann"), bob("bob");
const QueueId general("general"), billing("billing");
const conversation::Author customer_said{AuthorKind::customer, {}};

conversation::Author said_by(const AgentId& agent) { return {AuthorKind::agent, agent}; }

template <class Fixture>
class ArchiveViews : public ::testing::Test {
 public:
  // A conversation of customer n, which asks for work n in the queue.
  Story& open(std::uint64_t n, const QueueId& queue = general) {
    tale.add(conversation::ConversationOpened{.conversation = {n},
                                               .customer = {n},
                                               .entry_point = EntryPointId("demo"),
                                               .queue = queue,
                                               .locale = "en"});
    return tale.add(routing::WorkEnqueued{
        .work = {n}, .conversation = {n}, .queue = queue, .enqueued_at = tale.now()});
  }

  Story& accept(std::uint64_t work, const AgentId& agent) {
    return tale.add(routing::OfferAccepted{.offer = {work}, .work = {work}, .agent = agent});
  }

  Story& wrap_up(std::uint64_t work, const AgentId& agent) {
    return tale.add(routing::WrapUpStarted{.work = {work}, .agent = agent});
  }

  Story& end(std::uint64_t work, const AgentId& agent,
             routing::WorkOutcome outcome = routing::WorkOutcome::handled) {
    return tale.add(routing::WorkEnded{.work = {work}, .agent = agent, .outcome = outcome});
  }

  // Makes it durable and waits until the views have it.
  void write() {
    const auto written = it.floor().template wait<void>(
        [&](auto done) { it.store().append({tale.take()}, done); });
    ASSERT_TRUE(written);
    it.wait_for_views(demo, tale.seq());
  }

  template <class T>
  T ask(const std::function<void(ports::Done<T>)>& start) {
    auto answer = it.floor().template wait<T>(start);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? std::move(*answer) : T();
  }

  ports::Page<ports::ConversationLine> conversations(ports::ConversationQuery query) {
    return ask<ports::Page<ports::ConversationLine>>(
        [&](auto done) { it.archive().conversations(demo, query, done); });
  }
  std::vector<std::uint64_t> found(ports::ConversationQuery query) {
    std::vector<std::uint64_t> ids;
    for (const auto& line : conversations(std::move(query)).items) {
      ids.push_back(line.conversation.value);
    }
    return ids;
  }

  ports::Page<ports::ContactLine> contacts(ports::ContactQuery query) {
    return ask<ports::Page<ports::ContactLine>>(
        [&](auto done) { it.archive().contacts(demo, query, done); });
  }
  ports::ContactLine contact(std::uint64_t work) {
    for (const auto& line : contacts({}).items) {
      if (line.work.value == work) return line;
    }
    ADD_FAILURE() << "no contact " << work;
    return {};
  }

  std::vector<ports::ReportRow> report(ports::ReportQuery query) {
    query.from = nine;
    query.to = nine + hours(1);
    return ask<std::vector<ports::ReportRow>>(
        [&](auto done) { it.archive().report(demo, query, done); });
  }

  Fixture it;
  Story tale{demo, nine};
};

TYPED_TEST_SUITE(ArchiveViews, Stores);

using Numbers = std::vector<std::uint64_t>;

TYPED_TEST(ArchiveViews, ShowsAConversationFromItsOpeningToItsRating) {
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
  story.at(seconds(70)).add(
      conversation::ConversationClosed{{1}, CloseReason::agent, ann, "solved"});
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

TYPED_TEST(ArchiveViews, FiltersAndPagesConversationsNewestFirst) {
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

TYPED_TEST(ArchiveViews, FindsConversationsByTheirWords) {
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

TYPED_TEST(ArchiveViews, MeasuresAContact) {
  Story& story = this->tale;
  this->open(1);
  story.at(seconds(12));
  this->accept(1, ann);
  story.at(seconds(100));
  this->wrap_up(1, ann);
  story.at(seconds(130));
  this->end(1, ann);
  this->write();
  const auto contact = this->contact(1);
  EXPECT_EQ(contact.conversation, ConversationId{1});
  EXPECT_EQ(contact.customer, CustomerId{1});
  EXPECT_EQ(contact.agent, ann);
  EXPECT_EQ(contact.answered_at, nine + seconds(12));
  EXPECT_EQ(contact.ended_at, nine + seconds(130));
  EXPECT_EQ(contact.wait, seconds(12));
  EXPECT_EQ(contact.talk, seconds(88));
  EXPECT_EQ(contact.wrap_up, seconds(30));
  EXPECT_EQ(contact.attention, seconds(118)) << "nothing else to attend to";
  EXPECT_FALSE(contact.is_abandoned);
}

// Ann has 1 from 0 to 60 s and 2 from 20 to 50 s: 1 gets 20 + 15 + 10, 2 gets 15.
TYPED_TEST(ArchiveViews, SharesAttentionAmongWhatAnAgentHas) {
  Story& story = this->tale;
  this->open(1);
  this->open(2);
  this->open(3);
  this->accept(1, ann);
  this->accept(3, bob);
  story.at(seconds(20));
  this->accept(2, ann);
  this->write();
  this->it.reopen();  // the projector goes on where it was
  story.at(seconds(30));
  this->wrap_up(2, ann);
  story.at(seconds(50));
  this->end(2, ann);
  story.at(seconds(60));
  this->end(1, ann);
  this->end(3, bob);
  this->write();
  EXPECT_EQ(this->contact(1).attention, seconds(45));
  EXPECT_EQ(this->contact(2).attention, seconds(15));
  EXPECT_EQ(this->contact(2).talk, seconds(10));
  EXPECT_EQ(this->contact(2).wrap_up, seconds(20));
  EXPECT_EQ(this->contact(3).attention, seconds(60));
}

TYPED_TEST(ArchiveViews, KeepsATransferredOrReturnedWorkOneContact) {
  Story& story = this->tale;
  this->open(1);
  story.at(seconds(10));
  this->accept(1, ann);
  story.at(seconds(30)).add(routing::WorkTransferred{.work = {1}, .by = ann, .queue = billing});
  story.at(seconds(45));
  this->accept(1, bob);
  story.at(seconds(50)).add(routing::WorkReturned{.work = {1}, .agent = bob});
  story.at(seconds(55)).add(routing::WorkTakenOver{.work = {1}, .from = {}, .by = ann});
  story.at(seconds(57)).add(routing::WorkTakenOver{.work = {1}, .from = ann, .by = bob});
  story.at(seconds(60));
  this->end(1, bob);
  this->write();
  ASSERT_EQ(this->contacts({}).items.size(), 1u);
  const auto contact = this->contact(1);
  EXPECT_EQ(contact.wait, seconds(10)) << "until the first answer";
  EXPECT_EQ(contact.queue, general) << "where it was answered first";
  EXPECT_EQ(contact.agent, bob) << "who had it last";
  EXPECT_EQ(contact.talk, seconds(20 + 5 + 2 + 3)) << "waiting again is not talk";
  EXPECT_EQ(contact.attention, seconds(30));
}

TYPED_TEST(ArchiveViews, CountsAWorkThatNobodyAnsweredAsAbandonedWhereItWaited) {
  Story& story = this->tale;
  this->open(1);
  story.at(seconds(3)).add(routing::WorkTransferred{.work = {1}, .by = ann, .queue = billing});
  story.at(seconds(9));
  this->end(1, {}, routing::WorkOutcome::abandoned);
  this->write();
  const auto contact = this->contact(1);
  EXPECT_TRUE(contact.is_abandoned);
  EXPECT_EQ(contact.queue, billing);
  EXPECT_EQ(contact.wait, seconds(9));
  EXPECT_EQ(contact.answered_at, std::nullopt);
}

// Three answered (after 5, 20 and 21 s), two abandoned (after 4 and 30 s), one still waiting.
template <class Test>
void tell_an_hour(Test& test) {
  Story& story = test.tale;
  for (std::uint64_t n = 1; n <= 5; ++n) test.open(n, n == 3 || n == 5 ? billing : general);
  story.at(seconds(4));
  test.end(4, {}, routing::WorkOutcome::abandoned);
  story.at(seconds(5));
  test.accept(1, ann);
  story.at(seconds(20));
  test.accept(2, ann);
  story.at(seconds(21));
  test.accept(3, bob);
  story.at(seconds(30));
  test.end(5, {}, routing::WorkOutcome::abandoned);
  story.at(minutes(20));
  test.wrap_up(1, ann);
  story.add(conversation::SurveyAsked{{1}});
  story.at(minutes(21));
  test.end(1, ann);
  story.add(conversation::SurveyAnswered{{1}, 4});
  test.end(3, bob);
  story.add(conversation::SurveyAsked{{3}}).add(conversation::SurveyAnswered{{3}, 0});
  story.at(minutes(40));
  test.open(6);
  story.at(minutes(41));
  test.accept(6, bob);
  story.at(minutes(50));
  test.open(7);
  test.write();
}

TYPED_TEST(ArchiveViews, CountsWhatAReportIsMadeOf) {
  tell_an_hour(*this);
  const auto rows = this->report({.threshold = seconds(20)});
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].from, nine);
  EXPECT_EQ(rows[0].to, nine + hours(1));
  metrics::Counts expected;
  expected.answered = 4;
  expected.answered_within = 2;
  expected.abandoned = 2;
  expected.abandoned_within = 1;
  expected.abandoned_short = 1;
  expected.wait_of_answered = seconds(5 + 20 + 21 + 60);
  expected.longest_wait = seconds(60);
  expected.handled = 2;
  expected.talk = minutes(20) - seconds(5) + minutes(21) - seconds(21);
  expected.wrap_up = minutes(1);
  expected.attention = seconds(15) + (minutes(21) - seconds(20)) / 2 + minutes(21) - seconds(21);
  expected.asked = 2;
  expected.effort = {0, 0, 0, 1, 0};
  EXPECT_EQ(rows[0].counts, expected);
}

TYPED_TEST(ArchiveViews, DividesAReportByIntervalAndGroup) {
  tell_an_hour(*this);
  const auto halves = this->report({.interval = minutes(30), .threshold = seconds(20)});
  ASSERT_EQ(halves.size(), 2u);
  EXPECT_EQ(halves[0].to, nine + minutes(30));
  EXPECT_EQ(halves[0].counts.answered, 3u);
  EXPECT_EQ(halves[1].from, nine + minutes(30));
  EXPECT_EQ(halves[1].counts.answered, 1u);
  EXPECT_EQ(halves[1].counts.handled, 0u) << "still open";

  const auto queues =
      this->report({.group = ports::GroupBy::queue,
                    .targets = {{general, seconds(5)}, {billing, seconds(60)}}});
  ASSERT_EQ(queues.size(), 2u);
  EXPECT_EQ(queues[0].queue, billing);
  EXPECT_EQ(queues[0].counts.answered_within, 1u);
  EXPECT_EQ(queues[0].counts.abandoned_within, 1u);
  EXPECT_EQ(queues[1].queue, general);
  EXPECT_EQ(queues[1].counts.answered, 3u);
  EXPECT_EQ(queues[1].counts.answered_within, 1u);

  const auto agents = this->report({.group = ports::GroupBy::agent, .threshold = seconds(20)});
  ASSERT_EQ(agents.size(), 2u);
  EXPECT_EQ(agents[0].agent, ann);
  EXPECT_EQ(agents[0].counts.answered, 2u);
  EXPECT_EQ(agents[1].agent, bob);
  EXPECT_EQ(agents[1].counts.answered, 2u);
  EXPECT_EQ(agents[1].counts.abandoned, 0u);

  const auto one = this->report({.queue = billing, .agent = bob, .threshold = seconds(20)});
  ASSERT_EQ(one.size(), 1u);
  EXPECT_EQ(one[0].counts.answered, 1u);
}

TYPED_TEST(ArchiveViews, OpensTheContactsBehindEveryNumber) {
  using ports::ContactKind;
  tell_an_hour(*this);
  const auto works = [this](ports::ContactQuery query) {
    query.from = nine;
    query.to = nine + hours(1);
    Numbers list;
    for (const auto& line : this->contacts(query).items) list.push_back(line.work.value);
    return list;
  };
  EXPECT_EQ(works({}), (Numbers{6, 5, 3, 2, 1, 4})) << "the waiting one does not count yet";
  EXPECT_EQ(works({.kind = ContactKind::answered}), (Numbers{6, 3, 2, 1}));
  EXPECT_EQ(works({.kind = ContactKind::answered_within}), (Numbers{2, 1}));
  EXPECT_EQ(works({.kind = ContactKind::abandoned}), (Numbers{5, 4}));
  EXPECT_EQ(works({.kind = ContactKind::abandoned_within, .threshold = seconds(4)}),
            (Numbers{4}));
  EXPECT_EQ(works({.kind = ContactKind::handled}), (Numbers{3, 1}));
  EXPECT_EQ(works({.kind = ContactKind::asked}), (Numbers{3, 1}));
  EXPECT_EQ(works({.kind = ContactKind::effort_answered}), (Numbers{1}));
  EXPECT_EQ(works({.kind = ContactKind::effort_answered, .effort = 4}), (Numbers{1}));
  EXPECT_EQ(works({.kind = ContactKind::effort_answered, .effort = 5}), Numbers{});
  EXPECT_EQ(works({.queue = billing}), (Numbers{5, 3}));
  EXPECT_EQ(works({.agent = bob}), (Numbers{6, 3}));

  Numbers paged;
  std::string cursor;
  do {
    const auto page = this->contacts({.limit = 4, .cursor = cursor});
    for (const auto& line : page.items) paged.push_back(line.work.value);
    cursor = page.next;
  } while (!cursor.empty());
  EXPECT_EQ(paged, (Numbers{6, 5, 3, 2, 1, 4}));
}

TYPED_TEST(ArchiveViews, KnowsHowLongRecentAnswersTook) {
  tell_an_hour(*this);
  const auto waits = [this](const QueueId& queue, Time since) {
    return this->template ask<std::vector<Duration>>(
        [&](auto done) { this->it.archive().recent_waits(demo, queue, since, done); });
  };
  EXPECT_EQ(waits(general, nine),
            (std::vector<Duration>{seconds(5), seconds(20), seconds(60)}));
  EXPECT_EQ(waits(general, nine + minutes(1)), (std::vector<Duration>{seconds(60)}));
  EXPECT_EQ(waits(billing, nine), (std::vector<Duration>{seconds(21)}));
  EXPECT_TRUE(waits(QueueId("none"), nine).empty());
}

TYPED_TEST(ArchiveViews, GivesASurveyToTheLastContactOfItsConversation) {
  Story& story = this->tale;
  this->open(1);
  this->accept(1, ann);
  this->end(1, ann);
  this->write();
  story.at(minutes(5)).add(routing::WorkEnqueued{
      .work = {2}, .conversation = {1}, .queue = general, .enqueued_at = story.now()});
  this->accept(2, bob);
  this->end(2, bob);
  this->write();
  story.add(conversation::SurveyAsked{{1}}).add(conversation::SurveyAnswered{{1}, 5});
  this->write();
  EXPECT_EQ(this->contact(1).effort, 0);
  EXPECT_FALSE(this->contact(1).was_asked);
  EXPECT_EQ(this->contact(2).effort, 5);
  EXPECT_TRUE(this->contact(2).was_asked);
}

}  // namespace
}  // namespace firstline::testing
