// What the contract tests of the read models begin with.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "ports/archive.hpp"
#include "tests/contract/stores.hpp"
#include "tests/contract/story.hpp"

namespace firstline::testing {

using Numbers = std::vector<std::uint64_t>;

inline const WorkspaceId demo("demo");
inline const Time nine = time_from_ms(1'800'000'000'000);
inline const AgentId ann("ann"), bob("bob");
inline const QueueId general("general"), billing("billing");
inline const conversation::Author customer_said{conversation::AuthorKind::customer, {}};

inline conversation::Author said_by(const AgentId& agent) {
  return {conversation::AuthorKind::agent, agent};
}

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
    const auto written =
        it.floor().template wait<void>([&](auto done) { it.store().append({tale.take()}, done); });
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

}  // namespace firstline::testing
