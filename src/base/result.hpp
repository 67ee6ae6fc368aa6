// Errors are values of eight kinds with a stable dotted code; Result<T> carries one or a T.
// Bugs are not errors: see check.hpp.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace firstline {

enum class ErrorKind {
  invalid,          // the request is wrong, and will be wrong again
  unauthenticated,  // nobody is signed in
  forbidden,        // somebody is, but may not
  not_found,
  conflict,     // the state of the world forbids it now ("offer.expired")
  limit,        // too much, too big, too often
  unavailable,  // this side cannot do it now (disk full, shutting down)
  timeout,
};

std::string_view to_text(ErrorKind kind);

struct Error {
  ErrorKind kind = ErrorKind::invalid;
  std::string code;     // stable, dotted: "offer.expired"
  std::string message;  // one sentence for a person, in English
  std::string field;    // path of the wrong field ("agents[2].skills"), if one is to blame

  friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = boost::system::result<T, Error>;

inline Error invalid(std::string code, std::string message, std::string field = {}) {
  return {ErrorKind::invalid, std::move(code), std::move(message), std::move(field)};
}
inline Error unauthenticated(std::string code, std::string message) {
  return {ErrorKind::unauthenticated, std::move(code), std::move(message), {}};
}
inline Error forbidden(std::string code, std::string message) {
  return {ErrorKind::forbidden, std::move(code), std::move(message), {}};
}
inline Error not_found(std::string code, std::string message) {
  return {ErrorKind::not_found, std::move(code), std::move(message), {}};
}
inline Error conflict(std::string code, std::string message, std::string field = {}) {
  return {ErrorKind::conflict, std::move(code), std::move(message), std::move(field)};
}
inline Error limit(std::string code, std::string message, std::string field = {}) {
  return {ErrorKind::limit, std::move(code), std::move(message), std::move(field)};
}
inline Error unavailable(std::string code, std::string message) {
  return {ErrorKind::unavailable, std::move(code), std::move(message), {}};
}

// Found by ADL from result::value() of an error: using that is a bug, so it stops the process.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location&);

}  // namespace firstline

#define FL_CONCAT_(a, b) a##b
#define FL_CONCAT(a, b) FL_CONCAT_(a, b)

// FL_TRY(auto x, expression): x is the value, or the function returns the error.
#define FL_TRY(declaration, expression)                                                            \
  auto FL_CONCAT(fl_result_, __LINE__) = (expression);                                             \
  if (!FL_CONCAT(fl_result_, __LINE__)) return std::move(FL_CONCAT(fl_result_, __LINE__)).error(); \
  declaration = std::move(*FL_CONCAT(fl_result_, __LINE__))

// FL_TRY_VOID(expression): the same for Result<void>.
#define FL_TRY_VOID(expression)                                              \
  do {                                                                       \
    if (auto fl_result = (expression); !fl_result) return fl_result.error(); \
  } while (false)
