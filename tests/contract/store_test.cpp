// The contract of ports::Store, on every implementation.
#include "ports/store.hpp"

#include <gtest/gtest.h>

#include "tests/contract/stores.hpp"

namespace firstline::testing {
namespace {

using ports::Batch;
using ports::Record;

const WorkspaceId demo("demo");
const WorkspaceId other("other");
const Time nine = time_from_ms(1'800'000'000'000);

Record record(std::uint64_t seq, std::string payload = "{}") {
  return {seq, nine + seconds(seq), "offer.made", std::move(payload)};
}

Batch batch(const WorkspaceId& workspace, std::uint64_t first, std::uint64_t last) {
  Batch made{workspace, {}, {}};
  for (std::uint64_t seq = first; seq <= last; ++seq) made.records.push_back(record(seq));
  return made;
}

Batch rows(std::vector<ports::Row> list) { return {demo, {}, std::move(list)}; }

template <class Fixture>
class StoreContract : public ::testing::Test {
 protected:
  // Threads do not survive a fork, so a death test starts the program anew.
  StoreContract() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }

  Result<void> append(std::vector<Batch> batches) {
    return it.floor().template wait<void>(
        [&](auto done) { it.store().append(std::move(batches), done); });
  }
  Result<void> append(Batch one) { return append(std::vector<Batch>{std::move(one)}); }

  std::vector<Record> load(const WorkspaceId& workspace, std::uint64_t since = 0) {
    std::vector<Record> found;
    auto loaded =
        it.store().load_records(workspace, since, [&](const Record& one) { found.push_back(one); });
    EXPECT_TRUE(loaded) << loaded.error().message;
    return found;
  }

  ports::Store::Directory directory(Time now = nine) {
    return it.store().load_directory(demo, now);
  }

  Fixture it;
};

TYPED_TEST_SUITE(StoreContract, Stores);

TYPED_TEST(StoreContract, IsEmptyAtFirst) {
  EXPECT_TRUE(this->it.store().load_workspaces().empty());
  EXPECT_FALSE(this->it.store().load_snapshot(demo));
  EXPECT_TRUE(this->load(demo).empty());
  EXPECT_TRUE(this->directory().users.empty());
}

TYPED_TEST(StoreContract, GivesBackWhatWasAppendedInOrderAfterAReopening) {
  ASSERT_TRUE(this->append(batch(demo, 1, 3)));
  ASSERT_TRUE(this->append(batch(demo, 4, 5)));
  this->it.reopen();
  const std::vector<Record> expected{record(1), record(2), record(3), record(4), record(5)};
  EXPECT_EQ(this->load(demo), expected);
}

TYPED_TEST(StoreContract, KeepsEveryByteOfAPayload) {
  Batch one{demo,
            {record(1, std::string("{\"a\":\"é 退款 \xF0\x9F\x99\x82 \\u0000\"}")), record(2, ""),
             record(3, std::string(300'000, 'x'))},
            {}};
  ASSERT_TRUE(this->append(one));
  this->it.reopen();
  EXPECT_EQ(this->load(demo), one.records);
}

TYPED_TEST(StoreContract, LoadsOnlyWhatCameAfterTheGivenNumber) {
  ASSERT_TRUE(this->append(batch(demo, 1, 5)));
  EXPECT_EQ(this->load(demo, 3), (std::vector<Record>{record(4), record(5)}));
  EXPECT_TRUE(this->load(demo, 5).empty());
}

TYPED_TEST(StoreContract, KeepsWorkspacesApart) {
  ASSERT_TRUE(this->append({batch(demo, 1, 2), batch(other, 1, 1)}));
  ASSERT_TRUE(this->append({batch(other, 2, 2), batch(demo, 3, 3)}));
  EXPECT_EQ(this->load(demo).size(), 3u);
  EXPECT_EQ(this->load(other), (std::vector<Record>{record(1), record(2)}));
}

TYPED_TEST(StoreContract, AnswersOnceEachInTheOrderOfTheCalls) {
  std::vector<int> answered;
  for (int call = 0; call < 20; ++call) {
    const auto seq = static_cast<std::uint64_t>(call + 1);
    this->it.store().append({batch(demo, seq, seq)}, [&answered, call](Result<void> result) {
      ASSERT_TRUE(result);
      answered.push_back(call);
    });
  }
  EXPECT_TRUE(answered.empty()) << "an answer came inside the call";
  this->it.floor().run_until([&] { return answered.size() == 20; });
  for (int call = 0; call < 20; ++call) EXPECT_EQ(answered[static_cast<std::size_t>(call)], call);
}

TYPED_TEST(StoreContract, RefusesARecordThatIsNotTheNext) {
  ASSERT_TRUE(this->append(batch(demo, 1, 2)));
  EXPECT_DEATH((void)this->append(batch(demo, 4, 4)), "record.seq");
  EXPECT_DEATH((void)this->append(batch(demo, 2, 2)), "record.seq");
}

TYPED_TEST(StoreContract, KeepsTheLatestSnapshot) {
  const auto save = [this](std::uint64_t seq, std::string state) {
    return this->it.floor().template wait<void>([&](auto done) {
      this->it.store().save_snapshot(demo, {seq, 3, std::move(state)}, done);
    });
  };
  ASSERT_TRUE(this->append(batch(demo, 1, 9)));
  ASSERT_TRUE(save(4, "old"));
  ASSERT_TRUE(save(9, "new"));
  this->it.reopen();
  const auto snapshot = this->it.store().load_snapshot(demo);
  ASSERT_TRUE(snapshot);
  EXPECT_EQ(snapshot->seq, 9u);
  EXPECT_EQ(snapshot->version, 3);
  EXPECT_EQ(snapshot->state, "new");
  EXPECT_FALSE(this->it.store().load_snapshot(other));
  EXPECT_EQ(this->load(demo).size(), 9u) << "records up to the snapshot stay";
}

TYPED_TEST(StoreContract, ReplacesUsersByTheirKey) {
  ports::UserRow ann{.key = UserId("ann"),
                     .email = "ann@demo.test",
                     .name = "Ann",
                     .role = access::Role::supervisor,
                     .granted = {access::Permission::see_audit, access::Permission::manage_canned},
                     .revoked = {access::Permission::whisper},
                     .locale = "zh-CN",
                     .password_hash = "$argon2id$…",
                     .totp_secret = "ABC",
                     .is_totp_on = true,
                     .totp_last_step = 57'000'000,
                     .state = ports::UserState::invited,
                     .is_demo = true,
                     .settings = "{\"theme\":\"dark\"}",
                     .created_at = nine};
  ports::UserRow bob{.key = UserId("bob"), .email = "bob@demo.test", .created_at = nine};
  ASSERT_TRUE(this->append(rows({ann, bob})));
  EXPECT_EQ(this->directory().users, (std::vector{ann, bob}));
  ann.name = "Ann B.";
  ann.granted.clear();
  ASSERT_TRUE(this->append(rows({ann})));
  this->it.reopen();
  EXPECT_EQ(this->directory().users, (std::vector{ann, bob}));
  EXPECT_TRUE(this->it.store().load_directory(other, nine).users.empty());
}

TYPED_TEST(StoreContract, ListsWorkspaces) {
  const ports::WorkspaceRow one{demo, "Demo", "Asia/Shanghai", nine};
  const ports::WorkspaceRow two{other, "Other", "UTC", nine};
  ASSERT_TRUE(this->append({Batch{other, {}, {two}}, Batch{demo, {}, {one}}}));
  EXPECT_EQ(this->it.store().load_workspaces(), (std::vector{one, two}));
}

TYPED_TEST(StoreContract, EndsSessionsOneByOneOrAllOfAUser) {
  const UserId ann("ann"), bob("bob");
  const ports::SessionRow a1{"a1", ann, nine, nine + hours(1)},
      a2{"a2", ann, nine, nine + hours(2)}, b1{"b1", bob, nine, nine + hours(1)};
  ASSERT_TRUE(this->append(rows({a1, a2, b1})));
  EXPECT_EQ(this->directory().sessions, (std::vector{a1, a2, b1}));
  EXPECT_EQ(this->directory(nine + minutes(90)).sessions, (std::vector{a2}));
  ASSERT_TRUE(this->append(rows({ports::SessionGone{"a1", ann}})));
  EXPECT_EQ(this->directory().sessions, (std::vector{a2, b1}));
  ASSERT_TRUE(this->append(rows({ports::SessionGone{"", ann}})));
  EXPECT_EQ(this->directory().sessions, (std::vector{b1}));
}

TYPED_TEST(StoreContract, KeepsTokensUntilTheyAreUsedOrExpire) {
  const UserId ann("ann"), bob("bob");
  const ports::TokenRow one{"t1", ann, ports::TokenPurpose::reset, nine + hours(1)};
  const ports::TokenRow two{"t2", bob, ports::TokenPurpose::invite, nine + hours(48)};
  ASSERT_TRUE(this->append(rows({one, two})));
  EXPECT_EQ(this->directory().tokens, (std::vector{one, two}));
  EXPECT_EQ(this->directory(nine + hours(1)).tokens, (std::vector{two}));
  ASSERT_TRUE(this->append(rows({ports::TokenGone{bob}})));
  EXPECT_EQ(this->directory().tokens, (std::vector{one}));
}

TYPED_TEST(StoreContract, KeepsSecretsMailsAndFirstAnswers) {
  const ports::SecretRow secret{"widget:demo", "s3cret"};
  const ports::IdempotencyRow first{"ann", "k1", "hash", 201, "{}", nine};
  const ports::MailRow mail{EffectId{7}, "bob@demo.test", "Hello", "…"};
  ASSERT_TRUE(this->append(rows({secret, first, mail})));
  EXPECT_EQ(this->directory().secrets, std::vector{secret});
  EXPECT_EQ(this->directory().idempotency, std::vector{first});
  EXPECT_EQ(this->directory().mails, std::vector{mail});
  EXPECT_TRUE(this->directory(nine + hours(24)).idempotency.empty());
  const ports::IdempotencyRow later{"ann", "k2", "hash", 200, "{}", nine + hours(30)};
  ASSERT_TRUE(this->append(rows({later, ports::MailGone{EffectId{7}}})));
  EXPECT_EQ(this->directory(nine + hours(30)).idempotency, std::vector{later});
  EXPECT_TRUE(this->directory().mails.empty());
}

TYPED_TEST(StoreContract, AFullDiskWritesNothingOfTheGroupAndGoesOnWhenThereIsRoom) {
  const ports::SecretRow secret{"a", "1"};
  ASSERT_TRUE(this->append(batch(demo, 1, 2)));
  this->it.set_full(true);
  Batch big = batch(demo, 3, 4);
  big.records[0].payload = std::string(1 << 20, 'x');
  big.rows.push_back(secret);
  const auto refused = this->append(big);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::unavailable);
  EXPECT_EQ(refused.error().code, "store.full");
  EXPECT_EQ(this->load(demo).size(), 2u);
  EXPECT_TRUE(this->directory().secrets.empty());

  this->it.set_full(false);
  EXPECT_TRUE(
      this->it.floor().template wait<void>([&](auto done) { this->it.store().probe(done); }));
  ASSERT_TRUE(this->append(batch(demo, 3, 4)));
  this->it.reopen();
  EXPECT_EQ(this->load(demo), (std::vector<Record>{record(1), record(2), record(3), record(4)}));
}

}  // namespace
}  // namespace firstline::testing
