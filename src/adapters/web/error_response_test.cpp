#include "adapters/web/error_response.hpp"

#include <gtest/gtest.h>

namespace firstline::web {
namespace {

std::string header(const net::Response& response, std::string_view name) {
  for (const net::Header& one : response.headers) {
    if (one.name == name) return one.value;
  }
  return "";
}

TEST(ErrorResponse, GivesEachKindItsStatus) {
  const auto status = [](ErrorKind kind) { return status_of({kind, "some.code", "Text.", ""}); };
  EXPECT_EQ(status(ErrorKind::invalid), 400);
  EXPECT_EQ(status(ErrorKind::unauthenticated), 401);
  EXPECT_EQ(status(ErrorKind::forbidden), 403);
  EXPECT_EQ(status(ErrorKind::not_found), 404);
  EXPECT_EQ(status(ErrorKind::conflict), 409);
  EXPECT_EQ(status(ErrorKind::limit), 413);
  EXPECT_EQ(status(ErrorKind::unavailable), 503);
  EXPECT_EQ(status(ErrorKind::timeout), 504);
}

TEST(ErrorResponse, TellsTooOftenFromTooBig) {
  for (const char* code :
       {"login.throttled", "message.too_many", "visit.too_many", "socket.too_many"}) {
    const auto response = error_response(limit(code, "Too often."));
    EXPECT_EQ(response.status, 429) << code;
    EXPECT_NE(header(response, "Retry-After"), "") << code;
  }
  const auto too_big = error_response(limit("message.too_long", "Too long."));
  EXPECT_EQ(too_big.status, 413);
  EXPECT_EQ(header(too_big, "Retry-After"), "");
}

TEST(ErrorResponse, SaysWhenToTryAnUnavailableServerAgain) {
  EXPECT_NE(header(error_response(unavailable("store.full", "Full.")), "Retry-After"), "");
}

TEST(ErrorResponse, AnswersAnOldVersionAsAFailedPrecondition) {
  const auto response = error_response(conflict("catalog.changed", "Changed."));
  EXPECT_EQ(response.status, 412);
  EXPECT_NE(response.body.find(R"("kind":"conflict")"), std::string::npos);
}

TEST(ErrorResponse, ListsTheProblemsOfAForm) {
  const Error problem = invalid("request.invalid", "No.", "items[2].name");
  const auto response = error_response(problem, {problem});
  EXPECT_NE(response.body.find(R"("problems":[{"code":"request.invalid")"), std::string::npos);
}

TEST(ErrorResponse, NamesTheMethodsThatAreAllowed) {
  const auto response = method_not_allowed("GET, HEAD");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(header(response, "Allow"), "GET, HEAD");
  EXPECT_NE(response.body.find("method.not_allowed"), std::string::npos);
}

TEST(ErrorResponse, GivesTheServersOwnErrorsTheSameShape) {
  EXPECT_EQ(body_of_status(431, "header.too_large", "Too large."),
            R"({"error":{"kind":"limit","code":"header.too_large","message":"Too large."}})");
}

}  // namespace
}  // namespace firstline::web
