// Tables into rows: the column lists, and what reads a row in that order.
#pragma once

#include <vector>

#include "adapters/sql/sqlite.hpp"
#include "ports/rows.hpp"

namespace firstline::sql {

template <class Row>
struct Columns;  // `list`: what stands after SELECT

template <>
struct Columns<ports::WorkspaceRow> {
  static constexpr std::string_view list = "id, name, time_zone, created_at";
};
template <>
struct Columns<ports::UserRow> {
  static constexpr std::string_view list =
      "key, email, name, role, granted, revoked, locale, password_hash, totp_secret, is_totp_on,"
      " totp_last_step, state, is_demo, settings, created_at";
};
template <>
struct Columns<ports::SessionRow> {
  static constexpr std::string_view list = "token_hash, user, created_at, expires_at";
};
template <>
struct Columns<ports::TokenRow> {
  static constexpr std::string_view list = "token_hash, user, purpose, expires_at";
};
template <>
struct Columns<ports::CustomerRow> {
  static constexpr std::string_view list =
      "id, name, identity, external_id, email, locale, page, cart, entry_point, first_seen,"
      " last_seen, contacts";
};
template <>
struct Columns<ports::MessageRow> {
  static constexpr std::string_view list =
      "id, conversation, seq, at, author, agent, visibility, kind, text, attachments, client_id";
};
template <>
struct Columns<ports::FileRow> {
  static constexpr std::string_view list =
      "id, name, type, size, width, height, by_customer, by_user, conversation, created_at";
};
template <>
struct Columns<ports::NoteRow> {
  static constexpr std::string_view list = "id, customer, by, text, at";
};
template <>
struct Columns<ports::DraftRow> {
  static constexpr std::string_view list = "conversation, user, text, at";
};
template <>
struct Columns<ports::SurveyRow> {
  static constexpr std::string_view list = "conversation, comment, at";
};
template <>
struct Columns<ports::AuditRow> {
  static constexpr std::string_view list = "id, at, who, what, target, detail, source";
};
template <>
struct Columns<ports::SecretRow> {
  static constexpr std::string_view list = "name, secret";
};
template <>
struct Columns<ports::IdempotencyRow> {
  static constexpr std::string_view list = "scope, key, request_hash, status, body, at";
};
template <>
struct Columns<ports::MailRow> {
  static constexpr std::string_view list = "id, recipient, subject, text";
};

void read_row(const Statement& statement, ports::WorkspaceRow& row);
void read_row(const Statement& statement, ports::UserRow& row);
void read_row(const Statement& statement, ports::SessionRow& row);
void read_row(const Statement& statement, ports::TokenRow& row);
void read_row(const Statement& statement, ports::CustomerRow& row);
void read_row(const Statement& statement, ports::MessageRow& row);
void read_row(const Statement& statement, ports::FileRow& row);
void read_row(const Statement& statement, ports::NoteRow& row);
void read_row(const Statement& statement, ports::DraftRow& row);
void read_row(const Statement& statement, ports::SurveyRow& row);
void read_row(const Statement& statement, ports::AuditRow& row);
void read_row(const Statement& statement, ports::SecretRow& row);
void read_row(const Statement& statement, ports::IdempotencyRow& row);
void read_row(const Statement& statement, ports::MailRow& row);

// Every row of "SELECT <columns> <rest>"; `rest` is FROM … with the parameters of `args`.
template <class Row, class... Args>
Result<std::vector<Row>> select(Database& database, std::string_view name, std::string_view rest,
                                const Args&... args) {
  std::string text = "SELECT ";
  text += Columns<Row>::list;
  text += ' ';
  text += rest;
  FL_TRY(Statement statement, database.prepare({name, text}));
  int index = 1;
  (bind_value(statement, index++, args), ...);
  std::vector<Row> rows;
  for (;;) {
    FL_TRY(const bool has_row, statement.step());
    if (!has_row) return rows;
    read_row(statement, rows.emplace_back());
  }
}

}  // namespace firstline::sql
