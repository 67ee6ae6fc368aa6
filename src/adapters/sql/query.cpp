#include "adapters/sql/query.hpp"

#include <fmt/format.h>

#include <charconv>

namespace firstline::sql {
namespace {

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

Error refused() {
  return invalid("cursor.invalid", "This cursor was not given by us; begin without one.", "cursor");
}

}  // namespace

std::int64_t Cursor::rest_as_number() const { return number_of(rest).value_or(0); }

std::string to_text(const Cursor& cursor) {
  return fmt::format("{}.{}", cursor.number, cursor.rest);
}

Result<std::optional<Cursor>> cursor_from_text(std::string_view text) {
  if (text.empty()) return std::optional<Cursor>();
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return refused();
  const auto number = number_of(text.substr(0, dot));
  if (!number) return refused();
  return std::optional<Cursor>(Cursor{*number, std::string(text.substr(dot + 1))});
}

Result<std::optional<Cursor>> number_cursor_from_text(std::string_view text) {
  FL_TRY(auto cursor, cursor_from_text(text));
  if (cursor && !number_of(cursor->rest)) return refused();
  return cursor;
}

}  // namespace firstline::sql
