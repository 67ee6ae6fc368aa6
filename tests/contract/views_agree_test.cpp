// Random days, seen by the projector and computed from first principles: the same.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/contract/archive_views.hpp"

namespace firstline::testing {
namespace {

std::string shown(const std::optional<Time>& time) {
  return time ? to_clock(*time) : std::string("-");
}

std::string shown(const ports::ConversationLine& line) {
  return fmt::format("{} of {} {} queue {} agent {} {}..{} {} '{}' effort {} survey {} seq {} '{}'",
                     to_text(line.conversation), to_text(line.customer), line.customer_name,
                     line.queue.text, line.agent.text, to_clock(line.opened_at),
                     shown(line.closed_at), static_cast<int>(line.close_reason), line.outcome,
                     line.effort, static_cast<int>(line.survey), line.last_seq, line.first_text);
}

std::string shown(const ports::ContactLine& line) {
  return fmt::format(
      "{} {} {} queue {} agent {} {} {} {} abandoned {} wait {} talk {} wrap-up {} attention {} "
      "effort {} asked {}",
      to_text(line.work), to_text(line.conversation), to_text(line.customer), line.queue.text,
      line.agent.text, to_clock(line.enqueued_at), shown(line.answered_at), shown(line.ended_at),
      line.is_abandoned, line.wait.count(), line.talk.count(), line.wrap_up.count(),
      line.attention.count(), line.effort, line.was_asked);
}

std::string shown(const ports::ReportRow& row) {
  const metrics::Counts& c = row.counts;
  return fmt::format("{}..{} {} {}: A {} {} B {} {} {} waits {} {} handled {} {} {} {} asked {} {}",
                     to_clock(row.from), to_clock(row.to), row.queue.text, row.agent.text,
                     c.answered, c.answered_within, c.abandoned, c.abandoned_within,
                     c.abandoned_short, c.wait_of_answered.count(), c.longest_wait.count(),
                     c.handled, c.talk.count(), c.wrap_up.count(), c.attention.count(), c.asked,
                     fmt::join(c.effort, "/"));
}

template <class T>
std::vector<std::string> shown(const std::vector<T>& items) {
  std::vector<std::string> lines;
  for (const T& item : items) lines.push_back(shown(item));
  return lines;
}

// Tells a random day: every work goes a random way through the states it may go through.
class RandomDay {
 public:
  explicit RandomDay(std::uint64_t seed) : random_(seed) {}

  ports::Batch next() {
    for (int i = 0; i < 12; ++i) {
      story.at(passed_ += Duration(pick(20'000)));
      step();
    }
    return story.take();
  }

  Story story{demo, nine};

 private:
  enum class State { waiting, active, wrap_up };
  struct Live {
    WorkId work;
    ConversationId conversation;
    State state = State::waiting;
    AgentId agent;
  };

  std::uint64_t pick(std::uint64_t below) { return random_() % below; }
  AgentId any_agent() { return AgentId(std::string(1, static_cast<char>('a' + pick(4)))); }
  QueueId any_queue() { return pick(3) == 0 ? billing : general; }

  void step() {
    if (live_.size() < 3 || pick(5) == 0) return open();
    Live& it = live_[pick(live_.size())];
    if (pick(4) == 0) {
      return void(story.say(it.conversation, ++seqs_[it.conversation],
                            pick(2) == 0 ? customer_said : said_by(any_agent()),
                            pick(3) == 0 ? "the parcel is late" : "退款 please"));
    }
    switch (it.state) {
      case State::waiting:
        return wait_on(it);
      case State::active:
        return talk_on(it);
      case State::wrap_up:
        return wrap_up_on(it);
    }
  }

  void open() {
    const std::uint64_t n = ++last_work_;
    const QueueId queue = any_queue();
    if (n > 3 && pick(4) == 0) {  // a customer comes back
      const ConversationId again = opened_[pick(opened_.size())];
      story.add(conversation::ConversationReopened{again, customer_said});
      return enqueue(n, again, queue);
    }
    story.row(ports::CustomerRow{.id = CustomerId{n % 7 + 1}, .name = fmt::format("No {}", n)});
    story.add(conversation::ConversationOpened{
        .conversation = {n}, .customer = {n % 7 + 1}, .queue = queue});
    opened_.push_back(ConversationId{n});
    enqueue(n, ConversationId{n}, queue);
  }

  void enqueue(std::uint64_t n, ConversationId conversation, const QueueId& queue) {
    story.add(routing::WorkEnqueued{.work = {n},
                                    .conversation = conversation,
                                    .queue = queue,
                                    .enqueued_at = story.now() - seconds(pick(5))});
    live_.push_back({WorkId{n}, conversation, State::waiting, {}});
  }

  void wait_on(Live& it) {
    const std::uint64_t way = pick(10);
    if (way == 0) return end(it, routing::WorkOutcome::abandoned);
    if (way == 1) {
      return void(story.add(routing::WorkTransferred{.work = it.work, .queue = any_queue()}));
    }
    it.agent = any_agent();
    it.state = State::active;
    if (way == 2) {
      story.add(routing::WorkTakenOver{.work = it.work, .from = {}, .by = it.agent});
    } else {
      story.add(routing::OfferAccepted{.work = it.work, .agent = it.agent});
    }
    story.add(conversation::AgentJoined{it.conversation, it.agent});
  }

  void talk_on(Live& it) {
    const std::uint64_t way = pick(10);
    if (way == 0) {
      story.add(routing::WorkReturned{.work = it.work, .agent = it.agent});
      it.state = State::waiting;
    } else if (way == 1) {
      story.add(routing::WorkTransferred{.work = it.work, .by = it.agent, .queue = any_queue()});
      it.state = State::waiting;
    } else if (way == 2) {
      const AgentId by = any_agent();
      story.add(routing::WorkTakenOver{.work = it.work, .from = it.agent, .by = by});
      it.agent = by;
    } else if (way == 3) {
      end(it, routing::WorkOutcome::handled);
    } else if (way < 7) {
      story.add(conversation::ConversationClosed{it.conversation, conversation::CloseReason::agent,
                                                 it.agent, "solved"});
      story.add(routing::WrapUpStarted{.work = it.work, .agent = it.agent});
      if (pick(3) > 0) story.add(conversation::SurveyAsked{it.conversation});
      it.state = State::wrap_up;
    }
  }

  void wrap_up_on(Live& it) {
    if (pick(3) == 0) {
      story.add(conversation::SurveyAnswered{it.conversation, static_cast<int>(pick(6))});
    }
    if (pick(2) == 0) end(it, routing::WorkOutcome::handled);
  }

  void end(Live& it, routing::WorkOutcome outcome) {
    story.add(routing::WorkEnded{.work = it.work, .agent = it.agent, .outcome = outcome});
    std::swap(it, live_.back());
    live_.pop_back();
  }

  std::mt19937_64 random_;
  Duration passed_{};
  std::uint64_t last_work_ = 0;
  std::vector<ConversationId> opened_;
  std::vector<Live> live_;
  std::map<ConversationId, std::uint64_t> seqs_;
};

class ViewsAgree : public ::testing::TestWithParam<std::uint64_t> {
 protected:
  template <class It>
  void write(It& it, const ports::Batch& batch) {
    ASSERT_TRUE(
        it.floor().template wait<void>([&](auto done) { it.store().append({batch}, done); }));
  }

  // Every line over all pages.
  template <class Line, class It, class Query, class Ask>
  std::vector<std::string> all(It& it, Query query, Ask ask) {
    std::vector<std::string> lines;
    do {
      auto page = it.floor().template wait<ports::Page<Line>>(
          [&](auto done) { (it.archive().*ask)(demo, query, done); });
      EXPECT_TRUE(page);
      for (const Line& line : page->items) lines.push_back(shown(line));
      query.cursor = page->next;
    } while (!query.cursor.empty());
    return lines;
  }

  void compare(const ports::ConversationQuery& query) {
    using Line = ports::ConversationLine;
    EXPECT_EQ(all<Line>(sqlite_, query, &ports::Archive::conversations),
              all<Line>(memory_, query, &ports::Archive::conversations));
  }
  void compare(const ports::ContactQuery& query) {
    using Line = ports::ContactLine;
    EXPECT_EQ(all<Line>(sqlite_, query, &ports::Archive::contacts),
              all<Line>(memory_, query, &ports::Archive::contacts));
  }
  void compare(const ports::ReportQuery& query) {
    using Rows = std::vector<ports::ReportRow>;
    const auto ask = [&](auto& it) {
      return shown(*it.floor().template wait<Rows>(
          [&](auto done) { it.archive().report(demo, query, done); }));
    };
    EXPECT_EQ(ask(sqlite_), ask(memory_));
  }

  InMemory memory_;
  InSqlite sqlite_;
};

TEST_P(ViewsAgree, OnARandomDay) {
  using ports::ContactKind;
  RandomDay day(GetParam());
  for (int part = 0; part < 40; ++part) {
    const ports::Batch batch = day.next();
    write(memory_, batch);
    write(sqlite_, batch);
    if (part % 8 == 3) sqlite_.reopen();
    sqlite_.wait_for_views(demo, 1);
  }
  sqlite_.reopen();
  write(sqlite_, {demo,
                  {{day.story.seq() + 1, day.story.now(), "agent.connected", R"({"agent":"ann"})"}},
                  {}});
  sqlite_.wait_for_views(demo, day.story.seq() + 1);

  compare(ports::ConversationQuery{.limit = 7});
  compare(ports::ConversationQuery{.phase = conversation::Phase::closed, .limit = 3});
  compare(ports::ConversationQuery{.queue = billing, .agent = AgentId("b"), .limit = 5});
  compare(ports::ConversationQuery{.text = "parcel", .limit = 2});
  for (const auto kind : {ContactKind::any, ContactKind::answered, ContactKind::answered_within,
                          ContactKind::abandoned, ContactKind::abandoned_within,
                          ContactKind::handled, ContactKind::asked, ContactKind::effort_answered}) {
    compare(ports::ContactQuery{.kind = kind, .limit = 9});
    compare(ports::ContactQuery{.queue = general, .kind = kind, .limit = 4});
    compare(ports::ContactQuery{
        .from = nine + minutes(10), .to = nine + minutes(50), .agent = AgentId("c"), .kind = kind});
  }
  const Time from = nine + minutes(5), to = nine + minutes(75);
  for (const auto group : {ports::GroupBy::none, ports::GroupBy::queue, ports::GroupBy::agent}) {
    for (const Duration interval : {Duration(0), Duration(minutes(15)), Duration(minutes(30))}) {
      compare(ports::ReportQuery{from, to, interval, group, {}, {}, seconds(20), {}});
      compare(ports::ReportQuery{from, to, interval, group, {}, {}, {}, {{general, seconds(9)}}});
      compare(ports::ReportQuery{from, to, interval, group, billing, {}, seconds(20), {}});
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ViewsAgree, ::testing::Range<std::uint64_t>(1, 9));

}  // namespace
}  // namespace firstline::testing
