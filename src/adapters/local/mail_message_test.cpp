#include "adapters/local/mail_message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/local/limits.hpp"

namespace firstline::local {
namespace {

using ::testing::HasSubstr;

const Time now = *time_from_rfc3339("2026-11-21T09:00:05.250Z");
const MailAddress from{"", "no-reply@shop.test"};

ports::Mail mail() {
  return {.id = "e-12.demo", .to = "ann@shop.test", .subject = "Hello", .text = "Hi\nAnn"};
}

std::string code_of(const ports::Mail& mail) {
  const auto message = mail_message(mail, from, now);
  return message ? "made" : message.error().code;
}

TEST(MailMessage, HasTheHeadersAndTheTextOfAMail) {
  EXPECT_EQ(*mail_message(mail(), from, now),
            "Date: Sat, 21 Nov 2026 09:00:05 +0000\r\n"
            "From: no-reply@shop.test\r\n"
            "To: ann@shop.test\r\n"
            "Subject: Hello\r\n"
            "Message-ID: <e-12.demo@shop.test>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=UTF-8\r\n"
            "Content-Transfer-Encoding: base64\r\n"
            "\r\n"
            "SGkNCkFubg==\r\n");
}

TEST(MailMessage, EncodesItsSubjectInWordsOf75Characters) {
  EXPECT_EQ(encoded_header("退款"), "=?UTF-8?B?6YCA5qy+?=");
  EXPECT_EQ(encoded_header("=?UTF-8?B?eA==?="), "=?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?=");
  EXPECT_EQ(encoded_header(""), "");
  std::string wide;
  for (int i = 0; i < 50; ++i) wide += "款x";
  std::string_view words = std::string_view();
  const std::string encoded = encoded_header(wide);
  words = encoded;
  std::size_t lines = 0;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find("\r\n "), words.size());
    EXPECT_LE(end, 75u);
    EXPECT_TRUE(words.starts_with("=?UTF-8?B?"));
    EXPECT_TRUE(words.substr(0, end).ends_with("?="));
    words.remove_prefix(std::min(end + 3, words.size()));
    ++lines;
  }
  EXPECT_EQ(lines, 5u);
}

TEST(MailMessage, HasNoHeaderThatSomebodyWroteIntoItsSubject) {
  ports::Mail forged = mail();
  forged.subject = "Hello\r\nBcc: eve@evil.test\r\n\r\nbody";
  const auto message = mail_message(forged, from, now);
  ASSERT_TRUE(message);
  EXPECT_THAT(*message, HasSubstr("Subject: Hello  Bcc: eve@evil.test    body\r\n"));
  EXPECT_EQ(message->find("\r\nBcc"), std::string::npos);

  const auto renamed = mail_message(mail(), {"Eve\"\r\nBcc: eve@evil.test", "a@b.test"}, now);
  EXPECT_THAT(*renamed, HasSubstr("From: \"Eve\\\"  Bcc: eve@evil.test\" <a@b.test>\r\n"));
}

TEST(MailMessage, GoesToOneAddressThatIsOne) {
  for (const char* good :
       {"ann@shop.test", "a.b+c@shop.test", "a_b@localhost", "!#$%&'*+/=?^`{|}~@x"}) {
    ports::Mail one = mail();
    one.to = good;
    EXPECT_EQ(code_of(one), "made") << good;
  }
  for (const char* bad : {"", "ann", "@shop.test", "ann@", "a@b,c@d", "a b@c", "a@b c", "<a@b>",
                          "a@b>\r\nRCPT TO:<c@d", "a@b\n", ".a@b", "a.@b", "a..b@c", "a@.b", "a@-b",
                          "\"a b\"@c", "李@shop.test", "a@b@c", "a@[127.0.0.1]"}) {
    ports::Mail one = mail();
    one.to = bad;
    EXPECT_EQ(code_of(one), "mail.address") << bad;
  }
  ports::Mail longest = mail();
  longest.to = std::string(limits::mail_address_bytes - 7, 'a') + "@b.test";
  EXPECT_EQ(code_of(longest), "made");
  longest.to = "a" + longest.to;
  EXPECT_EQ(code_of(longest), "mail.address");
}

TEST(MailMessage, HasAnIdThatFitsIntoItsHeader) {
  for (const char* bad : {"", "a b", "a>b", "a\r\nb", "a@b"}) {
    ports::Mail one = mail();
    one.id = bad;
    EXPECT_EQ(code_of(one), "mail.id") << bad;
  }
}

TEST(MailMessage, HasALongestSubjectAndText) {
  ports::Mail one = mail();
  one.subject = std::string(limits::mail_subject_bytes, 'x');
  one.text = std::string(limits::mail_text_bytes, 'x');
  const auto message = mail_message(one, from, now);
  ASSERT_TRUE(message);
  // RFC 5322 §2.1.1: no line is longer than 78 characters.
  for (std::size_t begin = 0; begin < message->size();) {
    const std::size_t end = message->find("\r\n", begin);
    EXPECT_LE(end - begin, 90u);
    begin = end + 2;
  }
  one.subject += "x";
  EXPECT_EQ(code_of(one), "mail.too_long");
  one = mail();
  one.text = std::string(limits::mail_text_bytes + 1, 'x');
  EXPECT_EQ(code_of(one), "mail.too_long");
  one.text = "\xFF";
  EXPECT_EQ(code_of(one), "mail.not_utf8");
}

TEST(MailAddress, IsReadWithAndWithoutAName) {
  EXPECT_EQ(parse_mail_address(" a@b.test ")->address, "a@b.test");
  EXPECT_EQ(parse_mail_address("Shop <a@b.test>")->name, "Shop");
  EXPECT_EQ(parse_mail_address("\"A, B\" <a@b.test>")->name, "A, B");
  EXPECT_EQ(parse_mail_address("退款 <a@b.test>")->name, "退款");
  EXPECT_EQ(parse_mail_address("<a@b.test>")->address, "a@b.test");
  for (const char* bad : {"", "Shop", "Shop <a>", "Shop <a@b", "a@b <", "<>", "Shop <a@b> x"}) {
    EXPECT_FALSE(parse_mail_address(bad)) << bad;
  }
  EXPECT_THAT(*mail_message(mail(), *parse_mail_address("退款 <a@b.test>"), now),
              HasSubstr("From: =?UTF-8?B?6YCA5qy+?= <a@b.test>\r\n"));
}

}  // namespace
}  // namespace firstline::local
