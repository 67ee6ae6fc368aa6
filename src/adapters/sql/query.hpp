// A SELECT put together from clauses, each with its value, and cursors of pages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "adapters/sql/sqlite.hpp"

namespace firstline::sql {

// Texts come from a fixed set, so that the connection may keep each combination.
class Query final {
 public:
  explicit Query(std::string_view text) : text_(text) {}

  Query& add(std::string_view clause) {
    text_ += ' ';
    text_ += clause;
    return *this;
  }

  // A clause with one parameter "?".
  Query& add(std::string_view clause, std::int64_t value) {
    values_.emplace_back(value);
    return add(clause);
  }
  Query& add(std::string_view clause, std::string value) {
    values_.emplace_back(std::move(value));
    return add(clause);
  }

  // Another value, for a clause with several.
  Query& with(std::int64_t value) {
    values_.emplace_back(value);
    return *this;
  }

  // The values are copied.
  Result<Statement> prepare(Database& database, std::string_view name) const {
    FL_TRY(Statement statement, database.prepare({name, text_}));
    int index = 1;
    for (const auto& value : values_) {
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        statement.bind_integer(index++, *number);
      } else {
        statement.bind_text_copy(index++, std::get<std::string>(value));
      }
    }
    return statement;
  }

 private:
  std::string text_;
  std::vector<std::variant<std::int64_t, std::string>> values_;
};

// Where a page ended: a number, and a text or number that tells equals apart ("1800000000000.12").
struct Cursor {
  std::int64_t number = 0;
  std::string rest;

  std::int64_t rest_as_number() const;
};

std::string to_text(const Cursor& cursor);

// Nothing for an empty text. Error invalid "cursor.invalid" for one that we did not give.
Result<std::optional<Cursor>> cursor_from_text(std::string_view text);
Result<std::optional<Cursor>> number_cursor_from_text(std::string_view text);  // rest: a number

}  // namespace firstline::sql
