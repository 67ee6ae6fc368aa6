#include "adapters/local/mailer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/local/fake_smtp_server.hpp"
#include "tests/contract/floor.hpp"

namespace firstline::local {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class FixedClock final : public ports::Clock {
 public:
  Time now() const override { return *time_from_rfc3339("2026-11-21T09:00:05.250Z"); }
};

using Replies = FakeSmtpServer::Replies;

const ports::Mail mail{.id = "e-12.demo", .to = "ann@shop.test", .subject = "Hello", .text = "Hi"};

class MailerTest : public ::testing::Test {
 protected:
  SmtpMailer::Options options(std::string url) {
    return {.url = std::move(url),
            .from = "Shop <no-reply@shop.test>",
            .is_plain_allowed = true,
            .post = floor.poster()};
  }
  std::unique_ptr<SmtpMailer> mailer(SmtpMailer::Options with) {
    auto created = SmtpMailer::create(clock, std::move(with));
    EXPECT_TRUE(created) << created.error().message;
    return std::move(*created);
  }
  std::string send(SmtpMailer& by, const ports::Mail& what = mail) {
    const auto sent = floor.wait<void>([&](auto done) { by.send(what, done); });
    if (!sent) why = sent.error().message;
    return sent ? "sent" : sent.error().code;
  }

  FixedClock clock;
  testing::Floor floor;
  std::string why;
};

using Mailer = MailerTest;

TEST_F(Mailer, SendsOneMailToOneServer) {
  FakeSmtpServer server;
  auto by = mailer(options(server.url()));
  EXPECT_TRUE(by->is_configured());
  EXPECT_EQ(send(*by), "sent") << why;
  by.reset();
  EXPECT_THAT(
      server.lines(),
      ElementsAre("EHLO shop.test", "MAIL FROM:<no-reply@shop.test>", "RCPT TO:<ann@shop.test>",
                  "DATA", "Date: Sat, 21 Nov 2026 09:00:05 +0000",
                  "From: \"Shop\" <no-reply@shop.test>", "To: ann@shop.test", "Subject: Hello",
                  "Message-ID: <e-12.demo@shop.test>", "Auto-Submitted: auto-generated",
                  "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8",
                  "Content-Transfer-Encoding: base64", "", "SGk=", ".", "QUIT"));
}

TEST_F(Mailer, SaysNothingBeforeTheConnectionIsEncrypted) {
  const Certificate certificate;
  FakeSmtpServer server({}, &certificate);
  auto with = options(server.url());
  with.is_plain_allowed = false;
  with.ca_cert = certificate.certificate_file();
  with.user = "shop";
  with.password = "secret";
  auto by = mailer(with);
  EXPECT_EQ(send(*by), "sent") << why;
  by.reset();
  ASSERT_GE(server.lines().size(), 4u);
  EXPECT_EQ(server.lines()[0], "EHLO shop.test");
  EXPECT_EQ(server.lines()[1], "STARTTLS");
  EXPECT_EQ(server.lines()[2], "EHLO shop.test");
  EXPECT_THAT(server.lines(), Contains(HasSubstr("AUTH PLAIN")));
}

TEST_F(Mailer, SpeaksTlsFromTheBeginningToSmtps) {
  const Certificate certificate;
  FakeSmtpServer server({}, &certificate, true);
  auto with = options(server.url("smtps"));
  with.is_plain_allowed = false;
  with.ca_cert = certificate.certificate_file();
  auto by = mailer(with);
  EXPECT_EQ(send(*by), "sent") << why;
  by.reset();
  EXPECT_THAT(server.lines(), Contains("RCPT TO:<ann@shop.test>"));
}

TEST_F(Mailer, SendsNothingToAServerWithoutTlsUnlessThatIsAllowed) {
  FakeSmtpServer server;
  auto with = options(server.url());
  with.is_plain_allowed = false;
  auto by = mailer(with);
  EXPECT_EQ(send(*by), "mail.failed");
  by.reset();
  EXPECT_THAT(server.lines(), Not(Contains(HasSubstr("ann@shop.test"))));
}

TEST_F(Mailer, SendsNothingToAServerThatNobodyVouchesFor) {
  const Certificate certificate;
  FakeSmtpServer server({}, &certificate);
  auto with = options(server.url());
  with.is_plain_allowed = false;
  auto by = mailer(with);
  EXPECT_EQ(send(*by), "mail.failed");
  by.reset();
  EXPECT_THAT(server.lines(), Not(Contains(HasSubstr("ann@shop.test"))));
}

TEST_F(Mailer, TellsARefusalForEverFromOneForNow) {
  FakeSmtpServer never(Replies{{"RCPT", "550 no such user"}});
  EXPECT_EQ(send(*mailer(options(never.url()))), "mail.refused") << why;
  FakeSmtpServer later(Replies{{"RCPT", "451 try again later"}});
  EXPECT_EQ(send(*mailer(options(later.url()))), "mail.failed") << why;
  FakeSmtpServer spam(Replies{{".", "554 this is spam"}});
  EXPECT_EQ(send(*mailer(options(spam.url()))), "mail.refused") << why;
  FakeSmtpServer closed(Replies{{"connect", "554 go away"}});
  EXPECT_EQ(send(*mailer(options(closed.url()))), "mail.refused") << why;
}

TEST_F(Mailer, GivesUpOnAServerThatSaysNothing) {
  FakeSmtpServer server(Replies{{"connect", ""}});
  auto with = options(server.url());
  with.time = milliseconds(100);
  EXPECT_EQ(send(*mailer(with)), "mail.timeout") << why;
}

TEST_F(Mailer, TriesAgainLaterWhenNobodyListens) {
  std::string url;
  {
    FakeSmtpServer gone;
    url = gone.url();
  }
  EXPECT_EQ(send(*mailer(options(url))), "mail.failed");
}

TEST_F(Mailer, EndsWhileAMailIsBeingSent) {
  FakeSmtpServer server(Replies{{"EHLO", ""}});
  auto by = mailer(options(server.url()));
  by->send(mail, [](Result<void>) {});
  server.first_command().wait();
  by.reset();  // does not wait for the server, which says no more
}

TEST_F(Mailer, SendsNothingThatIsNoMail) {
  FakeSmtpServer server;
  auto by = mailer(options(server.url()));
  ports::Mail forged = mail;
  forged.to = "ann@shop.test>\r\nRCPT TO:<eve@evil.test";
  EXPECT_EQ(send(*by, forged), "mail.address");
  by.reset();
  EXPECT_TRUE(server.lines().empty());
}

TEST_F(Mailer, IsNobodyWithoutConfiguration) {
  auto by = mailer(options(""));
  EXPECT_FALSE(by->is_configured());
  EXPECT_EQ(send(*by), "mail.unconfigured");
}

TEST_F(Mailer, NeedsASenderThatIsAnAddress) {
  auto with = options("smtp://localhost");
  with.from = "Shop";
  const auto created = SmtpMailer::create(clock, with);
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().code, "mail.address");
}

TEST_F(Mailer, AnswersBusyWhenTooManyWait) {
  FakeSmtpServer server(Replies{{"EHLO", ""}});
  auto with = options(server.url());
  with.queue_limit = 1;
  auto by = mailer(with);
  by->send(mail, [](Result<void>) {});
  server.first_command().wait();
  by->send(mail, [](Result<void>) {});
  EXPECT_EQ(send(*by), "mail.busy");
}

}  // namespace
}  // namespace firstline::local
