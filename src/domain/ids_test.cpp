#include "domain/ids.hpp"

#include <gtest/gtest.h>

namespace firstline {
namespace {

TEST(Id, IsItsNumberBehindItsPrefix) {
  EXPECT_EQ(to_text(ConversationId{12}), "c-12");
  EXPECT_EQ(id_from_text<ConversationId>("c-12"), ConversationId{12});
}

TEST(Id, OfAnotherKindOrFormNamesNothing) {
  for (const char* bad :
       {"", "c-", "c", "12", "w-12", "c-012", "c-1x", "c--1", "c-1234567890123456789"}) {
    EXPECT_FALSE(id_from_text<ConversationId>(bad)) << bad;
  }
}

TEST(Id, KeepsTheLargestNumberThatSqlStores) {
  EXPECT_EQ(id_from_text<WorkId>("w-999999999999999999"), WorkId{999'999'999'999'999'999});
}

TEST(Key, WithoutTextNamesNothing) {
  EXPECT_FALSE(AgentId());
  EXPECT_TRUE(AgentId("ann"));
  EXPECT_EQ(agent_of(UserId("ann")), AgentId("ann"));
}

}  // namespace
}  // namespace firstline
