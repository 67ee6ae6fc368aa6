#include "adapters/sql/search_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace firstline::sql {
namespace {

TEST(SearchText, CutsChineseIntoPairs) {
  EXPECT_EQ(search_tokens("退款单"), "退款 款单 单");
  EXPECT_EQ(search_tokens("退"), "退");
  EXPECT_EQ(search_tokens("我要退 款"), "我要 要退 退 款");
}

TEST(SearchText, LeavesWordsAsTheyAreAndApartFromChinese) {
  EXPECT_EQ(search_tokens("Order A-12 退款ok"), "order a-12 退款 款 ok");
  EXPECT_EQ(search_tokens(" \t\n"), "");
  EXPECT_EQ(search_tokens(""), "");
}

TEST(SearchText, FoldsFullWidthFormsAndCase) {
  EXPECT_EQ(fold("ＡＢＣ１２３！Ärger"), "abc123!Ärger");
}

TEST(SearchText, LooksForAllWordsAndTheBeginningOfTheLast) {
  EXPECT_EQ(search_expression("Late PARCEL"), R"("late" AND "parcel" *)");
  EXPECT_EQ(search_expression("退款单 shop"), R"("退款 款单" AND "shop" *)");
  EXPECT_EQ(search_expression("退"), R"("退" *)");
}

TEST(SearchText, TakesNothingTypedForSyntax) {
  EXPECT_EQ(search_expression(R"(say "hi" OR)"), R"("say" AND """hi""" AND "or" *)");
  EXPECT_EQ(search_expression("*** ( ) -"), std::nullopt);
  EXPECT_EQ(search_expression("   "), std::nullopt);
}

TEST(SearchText, LooksAtABoundedNumberOfWords) {
  std::string many;
  for (int i = 0; i < 40; ++i) many += "a ";
  const std::string expression = search_expression(many).value();
  EXPECT_EQ(std::count(expression.begin(), expression.end(), 'a'), 16);
}

TEST(SearchText, MakesAScopeOfLettersAndDigitsOnly) {
  EXPECT_EQ(search_scope("demo-2"), "w64656d6f2d32");
}

}  // namespace
}  // namespace firstline::sql
