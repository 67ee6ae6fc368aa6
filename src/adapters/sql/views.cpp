#include "adapters/sql/views.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "adapters/sql/search_text.hpp"
#include "base/log.hpp"

namespace firstline::sql {
namespace {

// Raised with every change of the schema or of what is projected: older files are made anew.
constexpr int version = 1;

constexpr std::string_view tables = R"sql(
CREATE TABLE projected (workspace TEXT NOT NULL PRIMARY KEY, seq INTEGER NOT NULL) STRICT;

CREATE TABLE conversations (
  workspace    TEXT    NOT NULL,
  id           INTEGER NOT NULL,
  customer     INTEGER NOT NULL,
  channel      TEXT    NOT NULL,
  queue        TEXT    NOT NULL,
  entry_point  TEXT    NOT NULL,
  agent        TEXT    NOT NULL,
  opened_at    INTEGER NOT NULL,
  closed_at    INTEGER,
  close_reason TEXT    NOT NULL,
  outcome      TEXT    NOT NULL,
  effort       INTEGER NOT NULL,
  survey       TEXT    NOT NULL,
  last_seq     INTEGER NOT NULL,
  first_text   TEXT    NOT NULL,
  locale       TEXT    NOT NULL,
  last_work    INTEGER NOT NULL,
  PRIMARY KEY (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversations_by_time ON conversations (workspace, opened_at, id);
CREATE INDEX conversations_of_queue ON conversations (workspace, queue, opened_at, id);
CREATE INDEX conversations_of_agent ON conversations (workspace, agent, opened_at, id);
CREATE INDEX conversations_of_customer ON conversations (workspace, customer, opened_at, id);
CREATE INDEX conversations_open ON conversations (workspace, opened_at, id)
  WHERE closed_at IS NULL;

CREATE TABLE contacts (
  workspace    TEXT    NOT NULL,
  work         INTEGER NOT NULL,
  conversation INTEGER NOT NULL,
  customer     INTEGER NOT NULL,
  queue        TEXT    NOT NULL,
  agent        TEXT    NOT NULL,
  channel      TEXT    NOT NULL,
  enqueued_at  INTEGER NOT NULL,
  answered_at  INTEGER,
  ended_at     INTEGER,
  is_abandoned INTEGER NOT NULL,
  wait         INTEGER NOT NULL,
  talk         INTEGER NOT NULL,
  wrap_up      INTEGER NOT NULL,
  attention_us INTEGER NOT NULL,
  effort       INTEGER NOT NULL,
  was_asked    INTEGER NOT NULL,
  state        TEXT    NOT NULL,
  since        INTEGER NOT NULL,
  shared_until INTEGER NOT NULL,
  credited_at  INTEGER,
  PRIMARY KEY (workspace, work)
) STRICT, WITHOUT ROWID;
CREATE INDEX contacts_by_time ON contacts (workspace, credited_at, work)
  WHERE credited_at IS NOT NULL;
CREATE INDEX contacts_of_queue ON contacts (workspace, queue, credited_at, work)
  WHERE credited_at IS NOT NULL;
CREATE INDEX contacts_of_agent ON contacts (workspace, agent, credited_at, work)
  WHERE credited_at IS NOT NULL;
CREATE INDEX contacts_open ON contacts (workspace, work) WHERE ended_at IS NULL;

-- Line n of message_text belongs to this conversation.
CREATE TABLE message_lines (
  id           INTEGER PRIMARY KEY,
  workspace    TEXT    NOT NULL,
  conversation INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE message_text USING fts5 (
  scope, text, content = '', columnsize = 0, tokenize = "unicode61 remove_diacritics 2"
);
)sql";

constexpr std::string_view no_tables =
    "DROP TABLE projected; DROP TABLE conversations; DROP TABLE contacts;"
    "DROP TABLE message_lines; DROP TABLE message_text;";

constexpr Sql get_projected{"read projected", "SELECT seq FROM projected WHERE workspace = ?"};
constexpr Sql put_projected{"write projected",
                            "INSERT OR REPLACE INTO projected (workspace, seq) VALUES (?,?)"};

constexpr Sql get_conversation{
    "read conversations",
    "SELECT id, customer, channel, queue, entry_point, agent, opened_at, closed_at, close_reason,"
    " outcome, effort, survey, last_seq, first_text, locale, last_work"
    " FROM conversations WHERE workspace = ? AND id = ?"};
constexpr Sql put_conversation{
    "write conversations",
    "INSERT OR REPLACE INTO conversations (workspace, id, customer, channel, queue, entry_point,"
    " agent, opened_at, closed_at, close_reason, outcome, effort, survey, last_seq, first_text,"
    " locale, last_work) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"};

constexpr Sql put_messages_of{
    "write messages of conversations",
    "UPDATE conversations SET last_seq = ?, first_text = ? WHERE workspace = ? AND id = ?"};

constexpr std::string_view contact_state_columns =
    "work, conversation, customer, queue, agent, channel, enqueued_at, answered_at, ended_at,"
    " is_abandoned, wait, talk, wrap_up, attention_us, effort, was_asked, state, since,"
    " shared_until";
constexpr Sql put_contact{
    "write contacts",
    "INSERT OR REPLACE INTO contacts (workspace, work, conversation, customer, queue, agent,"
    " channel, enqueued_at, answered_at, ended_at, is_abandoned, wait, talk, wrap_up,"
    " attention_us, effort, was_asked, state, since, shared_until, credited_at)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"};

constexpr Sql add_line{"write message_lines",
                       "INSERT INTO message_lines (workspace, conversation) VALUES (?,?)"};
constexpr Sql add_text{"write message_text",
                       "INSERT INTO message_text (rowid, scope, text) VALUES (?,?,?)"};

void read_view(const Statement& statement, ContactView& view) {
  ports::ContactLine& line = view.line;
  read_all(statement, line.work, line.conversation, line.customer, line.queue, line.agent,
           line.channel, line.enqueued_at, line.answered_at, line.ended_at, line.is_abandoned,
           line.wait, line.talk, line.wrap_up, view.attention_us, line.effort, line.was_asked,
           view.state, view.since, view.shared_until);
  line.attention = Duration(view.attention_us / 1000);
}

// Whatever is at `path`, and its log.
Result<void> remove_file(const std::string& path) {
  for (const char* suffix : {"", "-wal", "-shm"}) {
    std::error_code error;
    std::filesystem::remove(path + suffix, error);
    if (error) {
      return unavailable("store.failed",
                         fmt::format("{}{} cannot be removed: {}.", path, suffix, error.message()));
    }
  }
  return {};
}

Result<std::unique_ptr<Database>> open_file(const File& file) {
  FL_TRY(auto views, Database::open({.path = file.path, .vfs = file.vfs, .cache_kib = 16384}));
  // Synced at checkpoints only: after a power cut it may lag, and the journal says how it goes on.
  FL_TRY_VOID(views->execute("views settings",
                             "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                             "PRAGMA wal_autocheckpoint = 4000;"
                             "PRAGMA journal_size_limit = 67108864;"));
  return views;
}

Result<std::unique_ptr<Database>> open_new(const File& file) {
  FL_TRY_VOID(remove_file(file.path));
  FL_TRY(auto views, open_file(file));
  FL_TRY(Transaction transaction, Transaction::begin(*views));
  FL_TRY_VOID(views->execute("create views", std::string(tables)));
  FL_TRY_VOID(views->execute("version of views", fmt::format("PRAGMA user_version = {}", version)));
  FL_TRY_VOID(transaction.commit());
  return views;
}

}  // namespace

std::optional<Time> credited_at(const ports::ContactLine& contact) {
  return contact.answered_at ? contact.answered_at : contact.ended_at;
}

Result<std::unique_ptr<Database>> open_views(const File& file, bool is_new) {
  if (is_new) return open_new(file);
  auto views = open_file(file);
  if (!views) {
    if (views.error().code != "store.corrupt") return views;
    log::warning("views.db is damaged and is made anew", {{"error", views.error().message}});
    return open_new(file);
  }
  auto found = (*views)->number({"read version of views", "PRAGMA user_version"});
  if (!found && found.error().code != "store.corrupt") return found.error();
  if (!found || found->value_or(0) != version) {
    views->reset();
    return open_new(file);
  }
  return views;
}

Result<void> clear_views(Database& views) {
  FL_TRY(Transaction transaction, Transaction::begin(views));
  FL_TRY_VOID(views.execute("drop views", std::string(no_tables)));
  FL_TRY_VOID(views.execute("create views", std::string(tables)));
  return transaction.commit();
}

Result<std::uint64_t> projected(Database& views, const WorkspaceId& workspace) {
  FL_TRY(const auto seq, views.number(get_projected, workspace));
  return static_cast<std::uint64_t>(seq.value_or(0));
}

Result<void> set_projected(Database& views, const WorkspaceId& workspace, std::uint64_t seq) {
  return views.run(put_projected, workspace, seq);
}

Result<std::optional<ConversationView>> load_conversation(Database& views,
                                                          const WorkspaceId& workspace,
                                                          ConversationId id) {
  FL_TRY(Statement statement, views.prepare(get_conversation));
  bind_value(statement, 1, workspace);
  bind_value(statement, 2, id);
  FL_TRY(const bool has_row, statement.step());
  if (!has_row) return std::optional<ConversationView>();
  ConversationView view;
  ports::ConversationLine& line = view.line;
  read_all(statement, line.conversation, line.customer, line.channel, line.queue, line.entry_point,
           line.agent, line.opened_at, line.closed_at, line.close_reason, line.outcome, line.effort,
           line.survey, line.last_seq, line.first_text, line.locale, view.last_work);
  return std::optional<ConversationView>(std::move(view));
}

Result<void> save_conversation(Database& views, const WorkspaceId& workspace,
                               const ConversationView& view) {
  const ports::ConversationLine& line = view.line;
  return views.run(put_conversation, workspace, line.conversation, line.customer, line.channel,
                   line.queue, line.entry_point, line.agent, line.opened_at, line.closed_at,
                   line.close_reason, line.outcome, line.effort, line.survey, line.last_seq,
                   line.first_text, line.locale, view.last_work);
}

Result<void> save_messages_of(Database& views, const WorkspaceId& workspace,
                              const ConversationView& view) {
  return views.run(put_messages_of, view.line.last_seq, view.line.first_text, workspace,
                   view.line.conversation);
}

Result<std::optional<ContactView>> load_contact(Database& views, const WorkspaceId& workspace,
                                                WorkId id) {
  static const std::string text = fmt::format(
      "SELECT {} FROM contacts WHERE workspace = ? AND work = ?", contact_state_columns);
  FL_TRY(Statement statement, views.prepare({"read contacts", text}));
  bind_value(statement, 1, workspace);
  bind_value(statement, 2, id);
  FL_TRY(const bool has_row, statement.step());
  if (!has_row) return std::optional<ContactView>();
  ContactView view;
  read_view(statement, view);
  return std::optional<ContactView>(std::move(view));
}

Result<std::vector<ContactView>> load_open_contacts(Database& views, const WorkspaceId& workspace) {
  static const std::string text = fmt::format(
      "SELECT {} FROM contacts WHERE workspace = ? AND ended_at IS NULL", contact_state_columns);
  FL_TRY(Statement statement, views.prepare({"read open contacts", text}));
  bind_value(statement, 1, workspace);
  std::vector<ContactView> open;
  for (;;) {
    FL_TRY(const bool has_row, statement.step());
    if (!has_row) return open;
    read_view(statement, open.emplace_back());
  }
}

Result<void> save_contact(Database& views, const WorkspaceId& workspace, const ContactView& view) {
  const ports::ContactLine& line = view.line;
  return views.run(put_contact, workspace, line.work, line.conversation, line.customer, line.queue,
                   line.agent, line.channel, line.enqueued_at, line.answered_at, line.ended_at,
                   line.is_abandoned, line.wait, line.talk, line.wrap_up, view.attention_us,
                   line.effort, line.was_asked, view.state, view.since, view.shared_until,
                   credited_at(line));
}

Result<void> index_message(Database& views, const WorkspaceId& workspace,
                           ConversationId conversation, std::string_view text) {
  const std::string tokens = search_tokens(text);
  if (tokens.empty()) return {};
  FL_TRY_VOID(views.run(add_line, workspace, conversation));
  return views.run(add_text, views.last_rowid(), search_scope(workspace.text), tokens);
}

const std::string_view contact_columns =
    "work, conversation, customer, queue, agent, channel, enqueued_at, answered_at, ended_at,"
    " is_abandoned, wait, talk, wrap_up, attention_us / 1000, effort, was_asked";

void read_contact(const Statement& statement, ports::ContactLine& line) {
  read_all(statement, line.work, line.conversation, line.customer, line.queue, line.agent,
           line.channel, line.enqueued_at, line.answered_at, line.ended_at, line.is_abandoned,
           line.wait, line.talk, line.wrap_up, line.attention, line.effort, line.was_asked);
}

}  // namespace firstline::sql
