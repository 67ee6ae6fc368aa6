// A mail as bytes on the wire: RFC 5322 with UTF-8 in RFC 2047 and RFC 2045 clothes. No text from
// outside can add a header or a second recipient.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"
#include "ports/mailer.hpp"

namespace firstline::local {

// "no-reply@shop.test", or with a name, "Shop <no-reply@shop.test>".
struct MailAddress {
  std::string name;
  std::string address;
};

// Errors: invalid "mail.address". Addresses are ASCII (RFC 5321 §4.1.2, without quoted local
// parts).
Result<MailAddress> parse_mail_address(std::string_view text);

// Lines end with CR LF. Errors: invalid "mail.address" (of `to`), "mail.id", "mail.not_utf8"; limit
// "mail.too_long".
Result<std::string> mail_message(const ports::Mail& mail, const MailAddress& from, Time now);

// RFC 2047 §2 and §5: words of at most 75 characters, never cut inside a character; text that needs
// no encoding stays as it is. Control characters become spaces.
std::string encoded_header(std::string_view text);

}  // namespace firstline::local
