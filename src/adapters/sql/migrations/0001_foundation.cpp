#include "adapters/sql/migrations.hpp"

namespace firstline::sql {

const Migration migration_0001_foundation{1, "foundation", R"sql(
-- Times are milliseconds since 1970 UTC. Every row belongs to a workspace.

CREATE TABLE journal (
  workspace TEXT    NOT NULL,
  seq       INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  type      TEXT    NOT NULL,
  payload   TEXT    NOT NULL,
  crc       INTEGER NOT NULL, -- CRC-32C of all the others (journal.cpp)
  PRIMARY KEY (workspace, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshots (
  workspace TEXT    NOT NULL PRIMARY KEY,
  seq       INTEGER NOT NULL,
  version   INTEGER NOT NULL,
  state     TEXT    NOT NULL,
  crc       INTEGER NOT NULL
) STRICT;

CREATE TABLE workspaces (
  id         TEXT    NOT NULL PRIMARY KEY,
  name       TEXT    NOT NULL,
  time_zone  TEXT    NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE users (
  workspace      TEXT    NOT NULL,
  key            TEXT    NOT NULL,
  email          TEXT    NOT NULL UNIQUE,
  name           TEXT    NOT NULL,
  role           TEXT    NOT NULL,
  granted        TEXT    NOT NULL,
  revoked        TEXT    NOT NULL,
  locale         TEXT    NOT NULL,
  password_hash  TEXT    NOT NULL,
  totp_secret    TEXT    NOT NULL,
  is_totp_on     INTEGER NOT NULL,
  totp_last_step INTEGER NOT NULL,
  state          TEXT    NOT NULL,
  is_demo        INTEGER NOT NULL,
  settings       TEXT    NOT NULL,
  created_at     INTEGER NOT NULL,
  PRIMARY KEY (workspace, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  token_hash TEXT    NOT NULL PRIMARY KEY,
  workspace  TEXT    NOT NULL,
  user       TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_of_user ON sessions (workspace, user);

CREATE TABLE tokens (
  token_hash TEXT    NOT NULL PRIMARY KEY,
  workspace  TEXT    NOT NULL,
  user       TEXT    NOT NULL,
  purpose    TEXT    NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_of_user ON tokens (workspace, user);

CREATE TABLE customers (
  workspace   TEXT    NOT NULL,
  id          INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  identity    TEXT    NOT NULL,
  external_id TEXT    NOT NULL,
  email       TEXT    NOT NULL,
  locale      TEXT    NOT NULL,
  page        TEXT    NOT NULL,
  cart        TEXT    NOT NULL,
  entry_point TEXT    NOT NULL,
  first_seen  INTEGER NOT NULL,
  last_seen   INTEGER NOT NULL,
  contacts    INTEGER NOT NULL,
  PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;
-- Not unique: two windows may vouch for a new customer at the same moment; the older one counts.
CREATE INDEX customers_by_external_id ON customers (workspace, external_id)
  WHERE external_id <> '';
CREATE INDEX customers_by_name ON customers (workspace, name COLLATE NOCASE, id);

-- Appended by id; the narrow index, not the wide rows, is what open conversations scatter over.
CREATE TABLE messages (
  workspace    TEXT    NOT NULL,
  id           INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  seq          INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  author       TEXT    NOT NULL,
  agent        TEXT    NOT NULL,
  visibility   TEXT    NOT NULL,
  kind         TEXT    NOT NULL,
  text         TEXT    NOT NULL,
  attachments  TEXT    NOT NULL, -- file ids, separated by spaces
  client_id    TEXT    NOT NULL,
  PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX messages_by_seq ON messages (workspace, conversation, seq);

CREATE TABLE files (
  workspace    TEXT    NOT NULL,
  id           TEXT    NOT NULL,
  name         TEXT    NOT NULL,
  type         TEXT    NOT NULL,
  size         INTEGER NOT NULL,
  width        INTEGER NOT NULL,
  height       INTEGER NOT NULL,
  by_customer  INTEGER NOT NULL,
  by_user      TEXT    NOT NULL,
  conversation INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
  workspace TEXT    NOT NULL,
  customer  INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  id        TEXT    NOT NULL,
  by        TEXT    NOT NULL,
  text      TEXT    NOT NULL,
  PRIMARY KEY (workspace, customer, at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
  workspace    TEXT    NOT NULL,
  conversation INTEGER NOT NULL,
  user         TEXT    NOT NULL,
  text         TEXT    NOT NULL,
  at           INTEGER NOT NULL,
  PRIMARY KEY (workspace, conversation, user)
) STRICT, WITHOUT ROWID;

CREATE TABLE surveys (
  workspace    TEXT    NOT NULL,
  conversation INTEGER NOT NULL,
  comment      TEXT    NOT NULL,
  at           INTEGER NOT NULL,
  PRIMARY KEY (workspace, conversation)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  workspace TEXT    NOT NULL,
  at        INTEGER NOT NULL,
  id        TEXT    NOT NULL,
  who       TEXT    NOT NULL,
  what      TEXT    NOT NULL,
  target    TEXT    NOT NULL,
  detail    TEXT    NOT NULL,
  source    TEXT    NOT NULL,
  PRIMARY KEY (workspace, at, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_by_who ON audit (workspace, who, at, id);

CREATE TABLE secrets (
  workspace TEXT NOT NULL,
  name      TEXT NOT NULL,
  secret    TEXT NOT NULL,
  PRIMARY KEY (workspace, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency (
  workspace    TEXT    NOT NULL,
  scope        TEXT    NOT NULL,
  key          TEXT    NOT NULL,
  request_hash TEXT    NOT NULL,
  status       INTEGER NOT NULL,
  body         TEXT    NOT NULL,
  at           INTEGER NOT NULL,
  PRIMARY KEY (workspace, scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (workspace, at);

CREATE TABLE mails (
  workspace TEXT    NOT NULL,
  id        INTEGER NOT NULL,
  recipient TEXT    NOT NULL,
  subject   TEXT    NOT NULL,
  text      TEXT    NOT NULL,
  PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;

-- Written and emptied again to see whether there is room.
CREATE TABLE probe (id INTEGER PRIMARY KEY, filler TEXT NOT NULL) STRICT;
)sql"};

}  // namespace firstline::sql
