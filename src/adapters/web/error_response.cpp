#include "adapters/web/error_response.hpp"

#include <array>

#include "wire/responses.hpp"

namespace firstline::web {
namespace {

// Too often, and after how many seconds it may be tried again.
struct TooOften {
  std::string_view code;
  int retry_after_s;
};
constexpr std::array too_often = {
    TooOften{"login.throttled", 600},
    TooOften{"message.too_many", 10},
    TooOften{"socket.too_many", 1},
    TooOften{"visit.too_many", 60},
};
constexpr int unavailable_retry_after_s = 2;

int retry_after_s(const Error& error) {
  if (error.kind == ErrorKind::unavailable) return unavailable_retry_after_s;
  if (error.kind != ErrorKind::limit) return 0;
  for (const TooOften& one : too_often) {
    if (one.code == error.code) return one.retry_after_s;
  }
  return 0;
}

ErrorKind kind_of_status(int status) {
  switch (status) {
    case 401:
      return ErrorKind::unauthenticated;
    case 403:
      return ErrorKind::forbidden;
    case 404:
      return ErrorKind::not_found;
    case 409:
    case 412:
      return ErrorKind::conflict;
    case 413:
    case 429:
    case 431:
      return ErrorKind::limit;
    case 408:
    case 504:
      return ErrorKind::timeout;
    default:
      return status >= 500 ? ErrorKind::unavailable : ErrorKind::invalid;
  }
}

net::Response with_body(int status, std::string body) {
  net::Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json"},
                      {"Cache-Control", "no-store"},
                      {"X-Content-Type-Options", "nosniff"}};
  response.body = std::move(body);
  return response;
}

}  // namespace

int status_of(const Error& error) {
  switch (error.kind) {
    case ErrorKind::invalid:
      return 400;
    case ErrorKind::unauthenticated:
      return 401;
    case ErrorKind::forbidden:
      return 403;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return error.code == "catalog.changed" ? 412 : 409;
    case ErrorKind::limit:
      return retry_after_s(error) > 0 ? 429 : 413;
    case ErrorKind::unavailable:
      return 503;
    case ErrorKind::timeout:
      return 504;
  }
  return 500;
}

net::Response error_response(const Error& error, const std::vector<Error>& problems) {
  net::Response response = with_body(status_of(error), wire::error_body(error, problems));
  if (const int seconds = retry_after_s(error)) {
    response.headers.push_back({"Retry-After", std::to_string(seconds)});
  }
  // RFC 9110 §11.6.1 wants a challenge; this scheme makes no browser ask for a password.
  if (response.status == 401) response.headers.push_back({"WWW-Authenticate", "Bearer"});
  return response;
}

net::Response method_not_allowed(const std::string& allow) {
  net::Response response = with_body(
      405, wire::error_body(invalid("method.not_allowed", "This address answers: " + allow + ".")));
  response.headers.push_back({"Allow", allow});
  return response;
}

std::string body_of_status(int status, std::string_view code, std::string_view message) {
  return wire::error_body(
      {kind_of_status(status), std::string(code), std::string(message), std::string()});
}

}  // namespace firstline::web
