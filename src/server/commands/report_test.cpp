#include "server/commands/report.hpp"

#include <gtest/gtest.h>

namespace firstline::server {
namespace {

class ReportTest : public ::testing::Test {
 protected:
  Report report(bool is_terminal) {
    return Report(
        {.is_terminal = is_terminal, .write = [this](std::string_view text) { written += text; }});
  }
  std::string written;
};

using Reports = ReportTest;

TEST_F(Reports, AreTextOnATerminal) {
  auto to = report(true);
  to.say("done", "All is well.", {{"count", std::int64_t{3}}});
  EXPECT_EQ(written, "All is well.\n");
}

TEST_F(Reports, AreJsonLinesOtherwise) {
  auto to = report(false);
  to.say("done", "All is well.",
         {{"count", std::int64_t{3}}, {"is_new", true}, {"path", "a \"b\"\xFF"}});
  EXPECT_EQ(written,
            "{\"event\":\"done\",\"count\":3,\"is_new\":true,\"path\":\"a \\\"b\\\"?\"}\n");
}

TEST_F(Reports, WriteProgressOverItselfOnATerminal) {
  auto to = report(true);
  to.progress("rebuilding", 0, 200);
  to.progress("rebuilding", 1, 200);
  to.progress("rebuilding", 100, 200);
  to.say("done", "Done.");
  EXPECT_EQ(written, "\r  0 %  rebuilding\r 50 %  rebuilding\nDone.\n");
}

TEST_F(Reports, TellProgressOncePerPercentAsJson) {
  auto to = report(false);
  for (std::uint64_t done = 0; done <= 1000; ++done) to.progress("rebuilding", done, 1000);
  EXPECT_EQ(std::count(written.begin(), written.end(), '\n'), 101);
  EXPECT_TRUE(written.ends_with("{\"event\":\"rebuilding\",\"done\":1000,\"total\":1000}\n"));
  written.clear();
  to.progress("nothing", 0, 0);
  EXPECT_EQ(written, "{\"event\":\"nothing\",\"done\":0,\"total\":0}\n");
}

TEST_F(Reports, EndWithWhatWentWrong) {
  auto to = report(false);
  to.fail(conflict("store.in_use", "Stop it first."));
  EXPECT_EQ(written,
            "{\"event\":\"error\",\"kind\":\"conflict\",\"code\":\"store.in_use\","
            "\"message\":\"Stop it first.\"}\n");
  written.clear();
  auto terminal = report(true);
  terminal.fail(conflict("store.in_use", "Stop it first."));
  EXPECT_EQ(written, "firstline: Stop it first. (store.in_use)\n");
}

}  // namespace
}  // namespace firstline::server
