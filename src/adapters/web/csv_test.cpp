#include "adapters/web/csv.hpp"

#include <gtest/gtest.h>

#include "adapters/web/report_csv.hpp"

namespace firstline::web {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

TEST(Csv, BeginsWithAByteOrderMarkAndEndsItsRows) {
  Csv csv({"queue", "answered"});
  csv.text("billing").number(3).end_row();
  EXPECT_EQ(csv.take(), std::string(mark) + "queue,answered\r\nbilling,3\r\n");
}

TEST(Csv, LeavesNoCellThatASpreadsheetWouldRun) {
  EXPECT_EQ(csv_cell("=1+1"), "'=1+1");
  EXPECT_EQ(csv_cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csv_cell("-2+3"), "'-2+3");
  EXPECT_EQ(csv_cell("  =cmd"), "'  =cmd");
  EXPECT_EQ(csv_cell("\t=cmd"), "'\t=cmd");
  EXPECT_EQ(csv_cell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
  EXPECT_EQ(csv_cell("plain - text"), "plain - text");
}

TEST(Csv, QuotesWhatWouldEndACell) {
  EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
  EXPECT_EQ(csv_cell("say \"hi\""), "\"say \"\"hi\"\"\"");
  EXPECT_EQ(csv_cell("two\nlines"), "\"two\nlines\"");
  EXPECT_EQ(csv_cell(""), "");
}

TEST(Csv, KeepsNumbersWhole) {
  Csv csv({"value"});
  csv.number(0.83).empty().number(-12).number(1690000000000.0).end_row();
  EXPECT_EQ(csv.take(), std::string(mark) + "value\r\n0.83,,-12,1690000000000\r\n");
}

TEST(Csv, WritesAReportWithItsFormulasInTheirOrder) {
  app::view::Report report;
  report.formulas = {{"SL-1", ""}, {"SL-2", ""}};
  app::view::ReportCell cell;
  cell.from = time_from_ms(0);
  cell.to = time_from_ms(1000);
  cell.queue = QueueId("billing");
  cell.values = {{"SL-1", 0.5}, {"SL-2", std::nullopt}};
  cell.counts = {{"answered", 2}};
  report.items = {cell};
  EXPECT_EQ(report_csv(report),
            std::string(mark) + "from,to,queue,agent,SL-1,SL-2,answered\r\n" +
                "1970-01-01T00:00:00.000Z,1970-01-01T00:00:01.000Z,billing,,0.5,,2\r\n");
}

TEST(Csv, WritesContacts) {
  app::view::Contacts contacts;
  app::view::Contact contact;
  contact.conversation = {3};
  contact.work = {4};
  contact.customer = {5};
  contact.queue = QueueId("general");
  contact.enqueued_at = time_from_ms(0);
  contact.wait = milliseconds(1500);
  contacts.items = {contact};
  EXPECT_NE(contacts_csv(contacts).find(
                "c-3,w-4,p-5,general,,1970-01-01T00:00:00.000Z,,,1500,0,0,0,,\r\n"),
            std::string::npos);
}

}  // namespace
}  // namespace firstline::web
