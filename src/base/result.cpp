#include "base/result.hpp"

#include <cstdio>
#include <cstdlib>

#include "base/check.hpp"

namespace firstline {

std::string_view to_text(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
      return "invalid";
    case ErrorKind::unauthenticated:
      return "unauthenticated";
    case ErrorKind::forbidden:
      return "forbidden";
    case ErrorKind::not_found:
      return "not_found";
    case ErrorKind::conflict:
      return "conflict";
    case ErrorKind::limit:
      return "limit";
    case ErrorKind::unavailable:
      return "unavailable";
    case ErrorKind::timeout:
      return "timeout";
  }
  FL_CHECK(false && "unknown kind");
  return {};
}

void throw_exception_from_error(const Error& error, const boost::source_location&) {
  std::fprintf(stderr, "the value of an error was used: %s: %s\n", error.code.c_str(),
               error.message.c_str());
  std::abort();
}

}  // namespace firstline
