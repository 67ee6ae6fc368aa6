#include "adapters/sql/row_writer.hpp"

#include "adapters/sql/limits.hpp"
#include "adapters/sql/lists.hpp"
#include "adapters/sql/names.hpp"

namespace firstline::sql {
namespace {

constexpr Sql put_workspace{
    "write workspaces",
    "INSERT OR REPLACE INTO workspaces (id, name, time_zone, created_at) VALUES (?,?,?,?)"};

// Not OR REPLACE: that would delete another user who has the same e-mail.
constexpr Sql put_user{
    "write users",
    "INSERT INTO users (workspace, key, email, name, role, granted, revoked, locale,"
    " password_hash, totp_secret, is_totp_on, totp_last_step, state, is_demo, settings, created_at)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (workspace, key) DO UPDATE SET"
    " email = excluded.email, name = excluded.name, role = excluded.role,"
    " granted = excluded.granted, revoked = excluded.revoked, locale = excluded.locale,"
    " password_hash = excluded.password_hash, totp_secret = excluded.totp_secret,"
    " is_totp_on = excluded.is_totp_on, totp_last_step = excluded.totp_last_step,"
    " state = excluded.state, is_demo = excluded.is_demo, settings = excluded.settings,"
    " created_at = excluded.created_at"};

constexpr Sql put_session{"write sessions",
                          "INSERT OR REPLACE INTO sessions"
                          " (token_hash, workspace, user, created_at, expires_at)"
                          " VALUES (?,?,?,?,?)"};
constexpr Sql drop_session{"delete sessions",
                           "DELETE FROM sessions WHERE token_hash = ? AND workspace = ?"};
constexpr Sql drop_sessions_of_user{"delete sessions of user",
                                    "DELETE FROM sessions WHERE workspace = ? AND user = ?"};
constexpr Sql drop_expired_sessions{
    "delete expired sessions",
    "DELETE FROM sessions WHERE workspace = ? AND user = ? AND expires_at <= ?"};

constexpr Sql put_token{"write tokens",
                        "INSERT OR REPLACE INTO tokens"
                        " (token_hash, workspace, user, purpose, expires_at) VALUES (?,?,?,?,?)"};
constexpr Sql drop_tokens_of_user{"delete tokens of user",
                                  "DELETE FROM tokens WHERE workspace = ? AND user = ?"};

constexpr Sql put_customer{
    "write customers",
    "INSERT OR REPLACE INTO customers (workspace, id, name, identity, external_id, email, locale,"
    " page, cart, entry_point, first_seen, last_seen, contacts)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"};

constexpr Sql add_message{
    "write messages",
    "INSERT INTO messages (workspace, id, conversation, seq, at, author, agent, visibility, kind,"
    " text, attachments, client_id) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"};

constexpr Sql put_file{
    "write files",
    "INSERT OR REPLACE INTO files (workspace, id, name, type, size, width, height, by_customer,"
    " by_user, conversation, created_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)"};

constexpr Sql add_note{
    "write notes",
    "INSERT INTO notes (workspace, customer, at, id, by, text) VALUES (?,?,?,?,?,?)"};

constexpr Sql put_draft{
    "write drafts",
    "INSERT OR REPLACE INTO drafts (workspace, conversation, user, text, at) VALUES (?,?,?,?,?)"};
constexpr Sql drop_draft{
    "delete drafts", "DELETE FROM drafts WHERE workspace = ? AND conversation = ? AND user = ?"};

constexpr Sql put_survey{
    "write surveys",
    "INSERT OR REPLACE INTO surveys (workspace, conversation, comment, at) VALUES (?,?,?,?)"};

constexpr Sql add_audit{"write audit",
                        "INSERT INTO audit (workspace, at, id, who, what, target, detail, source)"
                        " VALUES (?,?,?,?,?,?,?,?)"};

constexpr Sql put_secret{"write secrets",
                         "INSERT OR REPLACE INTO secrets (workspace, name, secret) VALUES (?,?,?)"};

constexpr Sql put_idempotency{
    "write idempotency",
    "INSERT OR REPLACE INTO idempotency (workspace, scope, key, request_hash, status, body, at)"
    " VALUES (?,?,?,?,?,?,?)"};
constexpr Sql drop_old_idempotency{"delete old idempotency",
                                   "DELETE FROM idempotency WHERE workspace = ? AND at <= ?"};

constexpr Sql put_mail{
    "write mails",
    "INSERT OR REPLACE INTO mails (workspace, id, recipient, subject, text) VALUES (?,?,?,?,?)"};
constexpr Sql drop_mail{"delete mails", "DELETE FROM mails WHERE workspace = ? AND id = ?"};

struct Writer {
  Database& db;
  const WorkspaceId& workspace;

  Result<void> operator()(const ports::WorkspaceRow& row) const {
    return db.run(put_workspace, row.id, row.name, row.time_zone, row.created_at);
  }

  Result<void> operator()(const ports::UserRow& row) const {
    return db.run(put_user, workspace, row.key, row.email, row.name, row.role,
                  list_text(row.granted), list_text(row.revoked), row.locale, row.password_hash,
                  row.totp_secret, row.is_totp_on, row.totp_last_step, row.state, row.is_demo,
                  row.settings, row.created_at);
  }

  Result<void> operator()(const ports::SessionRow& row) const {
    FL_TRY_VOID(db.run(drop_expired_sessions, workspace, row.user, row.created_at));
    return db.run(put_session, row.token_hash, workspace, row.user, row.created_at, row.expires_at);
  }

  Result<void> operator()(const ports::SessionGone& row) const {
    if (row.token_hash.empty()) return db.run(drop_sessions_of_user, workspace, row.user);
    return db.run(drop_session, row.token_hash, workspace);
  }

  Result<void> operator()(const ports::TokenRow& row) const {
    return db.run(put_token, row.token_hash, workspace, row.user, row.purpose, row.expires_at);
  }

  Result<void> operator()(const ports::TokenGone& row) const {
    return db.run(drop_tokens_of_user, workspace, row.user);
  }

  Result<void> operator()(const ports::CustomerRow& row) const {
    return db.run(put_customer, workspace, row.id, row.name, row.identity, row.external_id,
                  row.email, row.locale, row.page, row.cart, row.entry_point, row.first_seen,
                  row.last_seen, row.contacts);
  }

  Result<void> operator()(const ports::MessageRow& row) const {
    return db.run(add_message, workspace, row.id, row.conversation, row.seq, row.at,
                  row.author.kind, row.author.agent, row.visibility, row.kind, row.text,
                  list_text(row.attachments), row.client_id);
  }

  Result<void> operator()(const ports::FileRow& row) const {
    return db.run(put_file, workspace, row.id, row.name, row.type, row.size, row.width, row.height,
                  row.by_customer, row.by_user, row.conversation, row.created_at);
  }

  Result<void> operator()(const ports::NoteRow& row) const {
    return db.run(add_note, workspace, row.customer, row.at, row.id, row.by, row.text);
  }

  Result<void> operator()(const ports::DraftRow& row) const {
    if (row.text.empty()) return db.run(drop_draft, workspace, row.conversation, row.user);
    return db.run(put_draft, workspace, row.conversation, row.user, row.text, row.at);
  }

  Result<void> operator()(const ports::SurveyRow& row) const {
    return db.run(put_survey, workspace, row.conversation, row.comment, row.at);
  }

  Result<void> operator()(const ports::AuditRow& row) const {
    return db.run(add_audit, workspace, row.at, row.id, row.who, row.what, row.target, row.detail,
                  row.from);
  }

  Result<void> operator()(const ports::SecretRow& row) const {
    return db.run(put_secret, workspace, row.name, row.secret);
  }

  Result<void> operator()(const ports::IdempotencyRow& row) const {
    FL_TRY_VOID(db.run(drop_old_idempotency, workspace, row.at - limits::idempotency_kept));
    return db.run(put_idempotency, workspace, row.scope, row.key, row.request_hash, row.status,
                  row.body, row.at);
  }

  Result<void> operator()(const ports::MailRow& row) const {
    return db.run(put_mail, workspace, row.id, row.to, row.subject, row.text);
  }

  Result<void> operator()(const ports::MailGone& row) const {
    return db.run(drop_mail, workspace, row.id);
  }
};

}  // namespace

Result<void> write_row(Database& database, const WorkspaceId& workspace, const ports::Row& row) {
  return std::visit(Writer{database, workspace}, row);
}

}  // namespace firstline::sql
