#include "adapters/net/response_head.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace firstline::net {

namespace {

std::string_view reason_phrase(int status) {
  switch (status) {
    case 101:
      return "Switching Protocols";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 426:
      return "Upgrade Required";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "";  // may be empty (RFC 9112 §4)
  }
}

bool is_token(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || marks.find(letter) != std::string_view::npos;
  });
}

bool is_field_value(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return (byte < 0x20 && letter != '\t') || byte == 0x7F;
  });
}

// These are the server's to say.
bool is_framing(std::string_view name) {
  if (name.size() < 4 || name.size() > 17) return false;
  const std::string lower = ascii_lower(name);
  return lower == "content-length" || lower == "connection" || lower == "transfer-encoding" ||
         lower == "date" || lower == "keep-alive";
}

}  // namespace

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

bool append_response_head(std::string& to, const ResponseHead& head,
                          const std::vector<Header>& headers) {
  for (const Header& header : headers) {
    if (!is_token(header.name) || !is_field_value(header.value)) return false;
  }
  auto out = std::back_inserter(to);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\n", head.status, reason_phrase(head.status));
  for (const Header& header : headers) {
    if (is_framing(header.name)) continue;
    to.append(header.name).append(": ").append(header.value).append("\r\n");
  }
  if (head.content_length) fmt::format_to(out, "Content-Length: {}\r\n", *head.content_length);
  if (!head.date.empty()) to.append("Date: ").append(head.date).append("\r\n");
  if (!head.keeps_alive) {
    to.append("Connection: close\r\n");
  } else if (head.is_http10) {
    to.append("Connection: keep-alive\r\n");
  }
  to.append("\r\n");
  return true;
}

}  // namespace firstline::net
