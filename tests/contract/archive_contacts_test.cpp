// The contract of ports::Archive on contacts and reports, on every implementation.
#include "tests/contract/archive_views.hpp"

namespace firstline::testing {
namespace {

template <class Fixture>
class ArchiveContacts : public ArchiveViews<Fixture> {};

TYPED_TEST_SUITE(ArchiveContacts, Stores);

TYPED_TEST(ArchiveContacts, MeasuresAContact) {
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
TYPED_TEST(ArchiveContacts, SharesAttentionAmongWhatAnAgentHas) {
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

TYPED_TEST(ArchiveContacts, KeepsATransferredOrReturnedWorkOneContact) {
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

TYPED_TEST(ArchiveContacts, CountsAWorkThatNobodyAnsweredAsAbandonedWhereItWaited) {
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

TYPED_TEST(ArchiveContacts, CountsWhatAReportIsMadeOf) {
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

TYPED_TEST(ArchiveContacts, DividesAReportByIntervalAndGroup) {
  tell_an_hour(*this);
  const auto halves = this->report({.interval = minutes(30), .threshold = seconds(20)});
  ASSERT_EQ(halves.size(), 2u);
  EXPECT_EQ(halves[0].to, nine + minutes(30));
  EXPECT_EQ(halves[0].counts.answered, 3u);
  EXPECT_EQ(halves[1].from, nine + minutes(30));
  EXPECT_EQ(halves[1].counts.answered, 1u);
  EXPECT_EQ(halves[1].counts.handled, 0u) << "still open";

  const auto queues = this->report(
      {.group = ports::GroupBy::queue, .targets = {{general, seconds(5)}, {billing, seconds(60)}}});
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

TYPED_TEST(ArchiveContacts, OpensTheContactsBehindEveryNumber) {
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
  EXPECT_EQ(works({.kind = ContactKind::abandoned_within, .threshold = seconds(4)}), (Numbers{4}));
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

TYPED_TEST(ArchiveContacts, KnowsHowLongRecentAnswersTook) {
  tell_an_hour(*this);
  const auto waits = [this](const QueueId& queue, Time since) {
    return this->template ask<std::vector<Duration>>(
        [&](auto done) { this->it.archive().recent_waits(demo, queue, since, done); });
  };
  EXPECT_EQ(waits(general, nine), (std::vector<Duration>{seconds(5), seconds(20), seconds(60)}));
  EXPECT_EQ(waits(general, nine + minutes(1)), (std::vector<Duration>{seconds(60)}));
  EXPECT_EQ(waits(billing, nine), (std::vector<Duration>{seconds(21)}));
  EXPECT_TRUE(waits(QueueId("none"), nine).empty());
}

TYPED_TEST(ArchiveContacts, GivesASurveyToTheLastContactOfItsConversation) {
  Story& story = this->tale;
  this->open(1);
  this->accept(1, ann);
  this->end(1, ann);
  this->write();
  story.at(minutes(5))
      .add(routing::WorkEnqueued{
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
