#include "adapters/sql/row_reader.hpp"

#include "adapters/sql/lists.hpp"
#include "adapters/sql/names.hpp"

namespace firstline::sql {

void read_row(const Statement& s, ports::WorkspaceRow& row) {
  read_all(s, row.id, row.name, row.time_zone, row.created_at);
}

void read_row(const Statement& s, ports::UserRow& row) {
  read_all(s, row.key, row.email, row.name, row.role, row.granted, row.revoked, row.locale,
           row.password_hash, row.totp_secret, row.is_totp_on, row.totp_last_step, row.state,
           row.is_demo, row.settings, row.created_at);
}

void read_row(const Statement& s, ports::SessionRow& row) {
  read_all(s, row.token_hash, row.user, row.created_at, row.expires_at);
}

void read_row(const Statement& s, ports::TokenRow& row) {
  read_all(s, row.token_hash, row.user, row.purpose, row.expires_at);
}

void read_row(const Statement& s, ports::CustomerRow& row) {
  read_all(s, row.id, row.name, row.identity, row.external_id, row.email, row.locale, row.page,
           row.cart, row.entry_point, row.first_seen, row.last_seen, row.contacts);
}

void read_row(const Statement& s, ports::MessageRow& row) {
  read_all(s, row.id, row.conversation, row.seq, row.at, row.author.kind, row.author.agent,
           row.visibility, row.kind, row.text, row.attachments, row.client_id);
}

void read_row(const Statement& s, ports::FileRow& row) {
  read_all(s, row.id, row.name, row.type, row.size, row.width, row.height, row.by_customer,
           row.by_user, row.conversation, row.created_at);
}

void read_row(const Statement& s, ports::NoteRow& row) {
  read_all(s, row.id, row.customer, row.by, row.text, row.at);
}

void read_row(const Statement& s, ports::DraftRow& row) {
  read_all(s, row.conversation, row.user, row.text, row.at);
}

void read_row(const Statement& s, ports::SurveyRow& row) {
  read_all(s, row.conversation, row.comment, row.at);
}

void read_row(const Statement& s, ports::AuditRow& row) {
  read_all(s, row.id, row.at, row.who, row.what, row.target, row.detail, row.from);
}

void read_row(const Statement& s, ports::SecretRow& row) { read_all(s, row.name, row.secret); }

void read_row(const Statement& s, ports::IdempotencyRow& row) {
  read_all(s, row.scope, row.key, row.request_hash, row.status, row.body, row.at);
}

void read_row(const Statement& s, ports::MailRow& row) {
  read_all(s, row.id, row.to, row.subject, row.text);
}

}  // namespace firstline::sql
