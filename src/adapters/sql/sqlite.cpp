#include "adapters/sql/sqlite.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/check.hpp"
#include "base/log.hpp"

namespace firstline::sql {
namespace {

Error error_of(int code, std::string_view name) {
  std::string message = fmt::format("{}: {} ({})", name, sqlite3_errstr(code), code);
  // Growing the shared-memory file needs room too; nothing durable depends on it.
  if (code == SQLITE_IOERR_SHMSIZE) return unavailable("store.full", std::move(message));
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return unavailable("store.full", std::move(message));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return unavailable("store.busy", std::move(message));
    case SQLITE_CONSTRAINT:
      return conflict("store.constraint", std::move(message));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return unavailable("store.corrupt", std::move(message));
    default:
      return unavailable("store.failed", std::move(message));
  }
}

}  // namespace

void unknown_name(std::string_view name) {
  log::error("the store holds a name that this program does not know", {{"name", name}});
  FL_CHECK(false && "a stored enumerator is unknown: the file is damaged or newer");
  check_failed("unreachable", __FILE__, __LINE__);
}

// ---- Statement ----

Statement::Statement(Statement&& other) noexcept
    : prepared_(std::exchange(other.prepared_, nullptr)), bind_error_(other.bind_error_) {}

Statement::~Statement() {
  if (prepared_ == nullptr) return;
  sqlite3_reset(prepared_->handle);
  sqlite3_clear_bindings(prepared_->handle);  // the texts bound may not live any longer
  prepared_->is_lent = false;
}

void Statement::bind_integer(int index, std::int64_t value) {
  const int code = sqlite3_bind_int64(prepared_->handle, index, value);
  if (bind_error_ == SQLITE_OK) bind_error_ = code;
}

void Statement::bind_text(int index, std::string_view text) {
  // A null pointer would bind NULL; an empty view may hold one.
  const char* bytes = text.data() == nullptr ? "" : text.data();
  const int code =
      sqlite3_bind_text64(prepared_->handle, index, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (bind_error_ == SQLITE_OK) bind_error_ = code;
}

void Statement::bind_text_copy(int index, std::string_view text) {
  const char* bytes = text.data() == nullptr ? "" : text.data();
  const int code = sqlite3_bind_text64(prepared_->handle, index, bytes, text.size(),
                                       SQLITE_TRANSIENT, SQLITE_UTF8);
  if (bind_error_ == SQLITE_OK) bind_error_ = code;
}

void Statement::bind_null(int index) {
  const int code = sqlite3_bind_null(prepared_->handle, index);
  if (bind_error_ == SQLITE_OK) bind_error_ = code;
}

Result<bool> Statement::step() {
  if (bind_error_ != SQLITE_OK) return error_of(bind_error_, prepared_->name);
  const int code = sqlite3_step(prepared_->handle);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return error_of(code, prepared_->name);
}

void Statement::rewind() { sqlite3_reset(prepared_->handle); }

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(prepared_->handle, column);
}

std::string_view Statement::view(int column) const {
  const auto* bytes = sqlite3_column_text(prepared_->handle, column);
  if (bytes == nullptr) return {};
  const int size = sqlite3_column_bytes(prepared_->handle, column);
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(prepared_->handle, column) == SQLITE_NULL;
}

// ---- Database ----

Result<std::unique_ptr<Database>> Database::open(const Options& options) {
  const int access = options.mode == Mode::read ? SQLITE_OPEN_READONLY
                                                : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  const char* vfs = options.vfs.empty() ? nullptr : options.vfs.c_str();
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(options.path.c_str(), &handle,
                                   access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs);
  if (code != SQLITE_OK) {
    sqlite3_close_v2(handle);
    return error_of(code, "open");
  }
  // check_tree: allow new: the constructor is private, and the pointer is owned at once
  std::unique_ptr<Database> database(new Database(handle));
  sqlite3_busy_timeout(handle, static_cast<int>(options.busy_time.count()));
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_wal_hook(
      handle,
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<Database*>(self)->wal_pages_ = pages;
        return SQLITE_OK;
      },
      database.get());
  FL_TRY_VOID(database->execute("settings", fmt::format("PRAGMA temp_store = MEMORY;"
                                                        "PRAGMA foreign_keys = OFF;"
                                                        "PRAGMA cache_size = -{};",
                                                        options.cache_kib)));
  return database;
}

Database::~Database() {
  for (auto& [text, prepared] : statements_) {
    FL_CHECK(!prepared.is_lent);
    sqlite3_finalize(prepared.handle);
  }
  sqlite3_close_v2(handle_);
}

Result<Statement> Database::prepare(const Sql& sql) {
  auto found = statements_.find(sql.text);
  if (found == statements_.end()) {
    sqlite3_stmt* handle = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql.text.data(), static_cast<int>(sql.text.size()),
                                        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (code != SQLITE_OK) return error(code, sql.name);
    found = statements_.emplace(sql.text, Statement::Prepared{handle, std::string(sql.name)}).first;
  }
  FL_CHECK(!found->second.is_lent);
  found->second.is_lent = true;
  return Statement(&found->second);
}

Result<void> Database::execute(std::string_view name, const std::string& script) {
  const int code = sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return error(code, name);
  return {};
}

bool Database::is_in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

std::int64_t Database::last_rowid() const { return sqlite3_last_insert_rowid(handle_); }

Result<void> Database::checkpoint() {
  const int code =
      sqlite3_wal_checkpoint_v2(handle_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK) return error_of(code, "checkpoint");
  return {};
}

Error Database::error(int code, std::string_view name) const {
  Error error = error_of(code, name);
  // Our own mistake in a text: what sqlite says about it holds no values.
  if (code == SQLITE_ERROR) error.message += fmt::format(": {}", sqlite3_errmsg(handle_));
  return error;
}

// ---- Transaction ----

Result<Transaction> Transaction::begin(Database& database) {
  FL_TRY_VOID(database.run({"begin", "BEGIN IMMEDIATE"}));
  return Transaction(database);
}

Result<void> Transaction::commit() {
  FL_TRY_VOID(database_->run({"commit", "COMMIT"}));
  database_ = nullptr;
  return {};
}

Transaction::~Transaction() {
  // Some failures (a full disk among them) have rolled back already.
  if (database_ == nullptr || !database_->is_in_transaction()) return;
  if (auto rolled_back = database_->run({"rollback", "ROLLBACK"}); !rolled_back) {
    log::error("a transaction could not be rolled back", {{"error", rolled_back.error().message}});
    FL_CHECK(!database_->is_in_transaction());
  }
}

}  // namespace firstline::sql
