#include "adapters/local/mail_message.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "adapters/local/limits.hpp"
#include "base/text.hpp"

namespace firstline::local {
namespace {

Error wrong_address() { return invalid("mail.address", "This is not a mail address."); }

// RFC 5322 §3.2.3.
bool is_atom_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

// Atoms with single dots between them.
bool is_dot_atom(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         text.find("..") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return c == '.' || is_atom_character(c); });
}

bool is_domain(std::string_view text) {
  return is_dot_atom(text) && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '.';
         });
}

bool is_mail_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  return at != std::string_view::npos && text.size() <= limits::mail_address_bytes &&
         is_dot_atom(text.substr(0, at)) && is_domain(text.substr(at + 1));
}

// What may stand in a Message-ID (RFC 5322 §3.6.4) and in the journal's ids.
bool is_mail_id(std::string_view text) {
  constexpr std::size_t longest = 100;
  return text.size() <= longest && is_dot_atom(text);
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      group <<= 8;
      if (i + j < bytes.size()) group |= static_cast<unsigned char>(bytes[i + j]);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      const bool is_padding = i + j > bytes.size();
      text += is_padding ? '=' : digits[(group >> (18 - 6 * j)) & 63];
    }
  }
  return text;
}

// RFC 2045 §6.8: lines of 76 characters.
std::string base64_lines(std::string_view bytes) {
  constexpr std::size_t bytes_per_line = 57;
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += bytes_per_line) {
    text += base64(bytes.substr(i, bytes_per_line));
    text += "\r\n";
  }
  return text;
}

// RFC 2045 §6.8: line breaks of text are CR LF before it is encoded.
std::string with_crlf(std::string_view text) {
  std::string lines;
  lines.reserve(text.size() + text.size() / 32);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    if (text[i] == '\n' || text[i] == '\r') {
      lines += "\r\n";
    } else {
      lines += text[i];
    }
  }
  return lines;
}

// RFC 5322 §3.3, always UTC. Days are counted from Thursday, 1 January 1970.
std::string mail_date(Time time) {
  static constexpr std::array<std::string_view, 7> days{"Thu", "Fri", "Sat", "Sun",
                                                        "Mon", "Tue", "Wed"};
  static constexpr std::array<std::string_view, 12> months{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  const auto weekday = static_cast<std::size_t>((day.time_since_epoch().count() % 7 + 7) % 7);
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", days[weekday],
                     static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

// A display name before <…>: an encoded word, or a quoted string (RFC 5322 §3.2.4).
std::string display_name(std::string_view name) {
  const std::string encoded = encoded_header(name);
  if (encoded.starts_with("=?")) return encoded;
  std::string quoted = "\"";
  for (char c : encoded) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

Result<MailAddress> parse_mail_address(std::string_view text) {
  text = trimmed(text);
  const std::size_t open = text.rfind('<');
  if (open == std::string_view::npos) {
    if (!is_mail_address(text)) return wrong_address();
    return MailAddress{"", std::string(text)};
  }
  if (!text.ends_with('>')) return wrong_address();
  const std::string_view address = text.substr(open + 1, text.size() - open - 2);
  std::string_view name = trimmed(text.substr(0, open));
  if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"')) {
    name = name.substr(1, name.size() - 2);
  }
  if (!is_mail_address(address) || !is_utf8(name) || name.size() > limits::mail_address_bytes) {
    return wrong_address();
  }
  return MailAddress{std::string(name), std::string(address)};
}

std::string encoded_header(std::string_view text) {
  std::string line(text);
  for (char& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  constexpr std::size_t longest_line = 60;  // of plain text: the header's name stands before it
  const bool is_plain = line.size() <= longest_line && line.find("=?") == std::string::npos &&
                        std::all_of(line.begin(), line.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_plain) return line;

  // 75 characters less "=?UTF-8?B?" and "?=" leave 60 of base64 after whole groups: 45 bytes.
  constexpr std::size_t bytes_per_word = 45;
  std::string words;
  std::string_view rest = line;
  while (!rest.empty()) {
    std::size_t length = std::min(rest.size(), bytes_per_word);
    while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0) == 0x80) {
      --length;
    }
    if (!words.empty()) words += "\r\n ";  // RFC 2047 §2: words are separated by folded space
    words += fmt::format("=?UTF-8?B?{}?=", base64(rest.substr(0, length)));
    rest.remove_prefix(length);
  }
  return words;
}

Result<std::string> mail_message(const ports::Mail& mail, const MailAddress& from, Time now) {
  if (!is_mail_address(mail.to)) return wrong_address();
  if (!is_mail_id(mail.id)) return invalid("mail.id", "This cannot be the id of a mail.");
  if (mail.subject.size() > limits::mail_subject_bytes ||
      mail.text.size() > limits::mail_text_bytes) {
    return limit("mail.too_long", "The mail is too long.");
  }
  if (!is_utf8(mail.subject) || !is_utf8(mail.text)) {
    return invalid("mail.not_utf8", "The mail is not UTF-8.");
  }
  const std::string sender = from.name.empty()
                                 ? from.address
                                 : fmt::format("{} <{}>", display_name(from.name), from.address);
  const std::string_view domain =
      std::string_view(from.address).substr(from.address.rfind('@') + 1);
  std::string message;
  const auto add = [&message](std::string_view name, std::string_view value) {
    message += fmt::format("{}: {}\r\n", name, value);
  };
  add("Date", mail_date(now));
  add("From", sender);
  add("To", mail.to);
  add("Subject", encoded_header(mail.subject));
  add("Message-ID", fmt::format("<{}@{}>", mail.id, domain));
  add("Auto-Submitted", "auto-generated");  // RFC 3834 §5: no holiday replies, please
  add("MIME-Version", "1.0");
  add("Content-Type", "text/plain; charset=UTF-8");
  add("Content-Transfer-Encoding", "base64");
  message += "\r\n";
  message += base64_lines(with_crlf(mail.text));
  return message;
}

}  // namespace firstline::local
