// The contract of ports::Archive on what stands in rows, on every implementation.
#include <gtest/gtest.h>

#include "ports/archive.hpp"
#include "tests/contract/stores.hpp"

namespace firstline::testing {
namespace {

const WorkspaceId demo("demo");
const WorkspaceId other("other");
const Time nine = time_from_ms(1'800'000'000'000);

template <class Fixture>
class ArchiveRows : public ::testing::Test {
 protected:
  void write(std::vector<ports::Row> rows, const WorkspaceId& workspace = demo) {
    const auto written = it.floor().template wait<void>([&](auto done) {
      it.store().append({ports::Batch{workspace, {}, std::move(rows)}}, done);
    });
    ASSERT_TRUE(written);
  }

  template <class T>
  T ask(const std::function<void(ports::Done<T>)>& start) {
    auto answer = it.floor().template wait<T>(start);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? std::move(*answer) : T();
  }

  ports::Messages messages(ports::MessageQuery query) {
    query.conversation = ConversationId{7};
    return ask<ports::Messages>([&](auto done) { it.archive().messages(demo, query, done); });
  }

  ports::Page<ports::CustomerRow> customers(ports::CustomerQuery query) {
    return ask<ports::Page<ports::CustomerRow>>(
        [&](auto done) { it.archive().customers(demo, query, done); });
  }

  ports::Page<ports::AuditRow> audit(ports::AuditQuery query) {
    return ask<ports::Page<ports::AuditRow>>(
        [&](auto done) { it.archive().audit(demo, query, done); });
  }

  Fixture it;
};

TYPED_TEST_SUITE(ArchiveRows, Stores);

ports::MessageRow message(std::uint64_t seq, ConversationId conversation = {7}) {
  return {.id = MessageId{conversation.value * 1000 + seq},
          .conversation = conversation,
          .seq = seq,
          .at = nine + seconds(seq),
          .author = {conversation::AuthorKind::agent, AgentId("ann")},
          .visibility =
              seq % 3 == 0 ? conversation::Visibility::whisper : conversation::Visibility::everyone,
          .text = "message " + std::to_string(seq),
          .client_id = "client-" + std::to_string(seq)};
}

std::vector<std::uint64_t> numbers(const std::vector<ports::MessageRow>& rows) {
  std::vector<std::uint64_t> list;
  for (const auto& row : rows) list.push_back(row.seq);
  return list;
}

std::vector<std::uint64_t> numbers(const std::vector<ports::CustomerRow>& rows) {
  std::vector<std::uint64_t> list;
  for (const auto& row : rows) list.push_back(row.id.value);
  return list;
}

using Numbers = std::vector<std::uint64_t>;

TYPED_TEST(ArchiveRows, PagesThroughMessagesInBothDirections) {
  std::vector<ports::Row> rows;
  for (std::uint64_t seq = 1; seq <= 10; ++seq) rows.emplace_back(message(seq));
  rows.emplace_back(message(1, {8}));
  this->write(std::move(rows));

  const auto latest = this->messages({.limit = 3});
  EXPECT_EQ(numbers(latest.items), (Numbers{8, 9, 10}));
  EXPECT_TRUE(latest.has_more);
  EXPECT_EQ(latest.items.front(), message(8));
  const auto before = this->messages({.before = 3, .limit = 3});
  EXPECT_EQ(numbers(before.items), (Numbers{1, 2}));
  EXPECT_FALSE(before.has_more);
  const auto after = this->messages({.after = 4, .limit = 3});
  EXPECT_EQ(numbers(after.items), (Numbers{5, 6, 7}));
  EXPECT_TRUE(after.has_more);
  EXPECT_EQ(numbers(this->messages({.after = 7}).items), (Numbers{8, 9, 10}));
  EXPECT_TRUE(this->messages({.after = 10}).items.empty());
  const auto first = this->messages({.after = 0, .limit = 3});
  EXPECT_EQ(numbers(first.items), (Numbers{1, 2, 3}));
  EXPECT_TRUE(first.has_more);
}

TYPED_TEST(ArchiveRows, ShowsACustomerPublicMessagesOnly) {
  this->write({message(1), message(2), message(3), message(4)});
  EXPECT_EQ(numbers(this->messages({.is_public_only = true}).items), (Numbers{1, 2, 4}));
}

TYPED_TEST(ArchiveRows, GivesTheFilesOfMessages) {
  const ports::FileRow photo{.id = FileId("f1"),
                             .name = "pole.jpg",
                             .type = "image/jpeg",
                             .size = 1'843'200,
                             .width = 800,
                             .height = 600,
                             .by_customer = CustomerId{3},
                             .conversation = ConversationId{7},
                             .created_at = nine};
  ports::FileRow unused = photo;
  unused.id = FileId("f2");
  unused.by_customer = {};
  unused.by_user = UserId("ann");
  ports::MessageRow with_file = message(1);
  with_file.attachments = {FileId("f1"), FileId("f2")};
  with_file.kind = conversation::MessageKind::file;
  this->write({photo, unused, with_file, message(2)});
  const auto found = this->messages({});
  EXPECT_EQ(found.files, (std::vector{photo, unused}));
  EXPECT_EQ(found.items[0], with_file);
  const auto one = this->template ask<std::optional<ports::FileRow>>(
      [&](auto done) { this->it.archive().file(demo, FileId("f1"), done); });
  EXPECT_EQ(one, photo);
  const auto elsewhere = this->template ask<std::optional<ports::FileRow>>(
      [&](auto done) { this->it.archive().file(other, FileId("f1"), done); });
  EXPECT_EQ(elsewhere, std::nullopt);
}

TYPED_TEST(ArchiveRows, FindsCustomersByNameAndExternalId) {
  const auto customer = [](std::uint64_t id, std::string name, std::string external_id = {}) {
    return ports::CustomerRow{.id = CustomerId{id},
                              .name = std::move(name),
                              .identity = customer::Identity::hinted,
                              .external_id = std::move(external_id),
                              .email = "x@y.test",
                              .page = "{}",
                              .cart = "",
                              .entry_point = EntryPointId("demo"),
                              .first_seen = nine,
                              .last_seen = nine + hours(1)};
  };
  this->write({customer(1, "Grace"), customer(2, "grant", "shop-9"), customer(3, "Ada", "gr"),
               customer(4, "Grace"), customer(5, "王小明")});
  this->write({customer(1, "Grace Elsewhere")}, other);

  EXPECT_EQ(numbers(this->customers({}).items), (Numbers{5, 4, 3, 2, 1}));
  EXPECT_EQ(numbers(this->customers({.text = "GR"}).items), (Numbers{1, 4, 2}));
  EXPECT_EQ(numbers(this->customers({.text = "gr"}).items), (Numbers{3, 1, 4, 2}));
  EXPECT_EQ(numbers(this->customers({.text = "王"}).items), (Numbers{5}));
  EXPECT_EQ(numbers(this->customers({.text = "100%_"}).items), Numbers{});
  EXPECT_EQ(numbers(this->customers({.ids = {{4}, {99}, {2}}}).items), (Numbers{4, 2}));

  const auto first = this->customers({.text = "gr", .limit = 2});
  EXPECT_EQ(numbers(first.items), (Numbers{3, 1}));
  const auto second = this->customers({.text = "gr", .limit = 2, .cursor = first.next});
  EXPECT_EQ(numbers(second.items), (Numbers{4, 2}));
  EXPECT_TRUE(second.next.empty());
  const auto newest = this->customers({.limit = 3});
  EXPECT_EQ(numbers(this->customers({.limit = 3, .cursor = newest.next}).items), (Numbers{2, 1}));

  const auto by_id = [this](std::string external_id) {
    return this->template ask<std::optional<ports::CustomerRow>>(
        [&](auto done) { this->it.archive().customer_by_external_id(demo, external_id, done); });
  };
  EXPECT_EQ(by_id("shop-9"), customer(2, "grant", "shop-9"));
  EXPECT_EQ(by_id("shop-10"), std::nullopt);
  EXPECT_EQ(by_id(""), std::nullopt);
  const auto one = this->template ask<std::optional<ports::CustomerRow>>(
      [&](auto done) { this->it.archive().customer(demo, CustomerId{5}, done); });
  EXPECT_EQ(one, customer(5, "王小明"));
}

TYPED_TEST(ArchiveRows, GivesNotesDraftsAndComments) {
  const ConversationId conversation{7};
  const UserId ann("ann");
  const ports::NoteRow late{"n2", CustomerId{3}, ann, "called back", nine + hours(1)};
  const ports::NoteRow early{"n1", CustomerId{3}, ann, "wants a refund", nine};
  ports::DraftRow draft{conversation, ann, "Dear Gr", nine};
  const ports::SurveyRow comment{conversation, "quick!", nine};
  this->write({late, early, draft, comment});

  const auto notes = this->template ask<std::vector<ports::NoteRow>>(
      [&](auto done) { this->it.archive().notes(demo, CustomerId{3}, done); });
  EXPECT_EQ(notes, (std::vector{early, late}));
  const auto survey = this->template ask<std::optional<ports::SurveyRow>>(
      [&](auto done) { this->it.archive().survey(demo, conversation, done); });
  EXPECT_EQ(survey, comment);
  const auto saved = [&] {
    return this->template ask<std::optional<ports::DraftRow>>(
        [&](auto done) { this->it.archive().draft(demo, conversation, ann, done); });
  };
  EXPECT_EQ(saved(), draft);
  draft.text = "Dear Grace";
  this->write({draft});
  EXPECT_EQ(saved(), draft);
  draft.text.clear();
  this->write({draft});
  EXPECT_EQ(saved(), std::nullopt);
}

TYPED_TEST(ArchiveRows, PagesThroughTheAuditNewestFirst) {
  const auto row = [](int number, std::string who, std::string what) {
    return ports::AuditRow{.id = "a" + std::to_string(number),
                           .at = nine + seconds(number / 2),
                           .who = UserId(who),
                           .what = std::move(what),
                           .target = "c-1",
                           .from = "192.0.2.1"};
  };
  const auto a1 = row(1, "ann", "user.invited"), a2 = row(2, "bob", "conversation.watched"),
             a3 = row(3, "ann", "conversation.watched"), a4 = row(4, "", "login.failed");
  this->write({a1, a2, a3, a4});
  EXPECT_EQ(this->audit({}).items, (std::vector{a4, a3, a2, a1}));
  EXPECT_EQ(this->audit({.who = UserId("ann")}).items, (std::vector{a3, a1}));
  EXPECT_EQ(this->audit({.what = "conversation.watched"}).items, (std::vector{a3, a2}));
  EXPECT_EQ(this->audit({.from = nine + seconds(1), .to = nine + seconds(2)}).items,
            (std::vector{a3, a2}));
  const auto first = this->audit({.limit = 2});
  EXPECT_EQ(first.items, (std::vector{a4, a3}));
  const auto second = this->audit({.limit = 2, .cursor = first.next});
  EXPECT_EQ(second.items, (std::vector{a2, a1}));
  EXPECT_TRUE(second.next.empty());
}

TYPED_TEST(ArchiveRows, GivesTheJournalInPieces) {
  ports::Batch batch{demo, {}, {}};
  for (std::uint64_t seq = 1; seq <= 9; ++seq) {
    batch.records.push_back({seq, nine, "agent.connected", R"({"agent":"ann"})"});
  }
  ASSERT_TRUE(this->it.floor().template wait<void>(
      [&](auto done) { this->it.store().append({batch}, done); }));
  const auto records = [this](std::uint64_t since, std::size_t limit) {
    return this->template ask<std::vector<ports::Record>>(
        [&](auto done) { this->it.archive().records(demo, since, limit, done); });
  };
  EXPECT_EQ(records(0, 100), batch.records);
  EXPECT_EQ(records(4, 2), (std::vector{batch.records[4], batch.records[5]}));
  EXPECT_TRUE(records(9, 2).empty());
  EXPECT_TRUE(records(99, 2).empty());
}

}  // namespace
}  // namespace firstline::testing
