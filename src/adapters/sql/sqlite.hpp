// A thin layer over sqlite3: connections, statements that are prepared once, transactions.
// A connection belongs to one thread at a time; nothing here locks.
//
// Errors name the statement that failed, never a value. Codes:
//   store.full        unavailable: no room; the transaction must be rolled back, later ones may
//   work store.busy        unavailable: another connection holds the lock longer than the busy time
//   store.constraint  conflict: a UNIQUE, NOT NULL or STRICT rule
//   store.corrupt     unavailable: the file is damaged or no database
//   store.failed      unavailable: anything else, above all input and output
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

#include "base/result.hpp"
#include "base/time.hpp"
#include "domain/ids.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace firstline::sql {

// One statement of the program: what errors call it, and its text.
struct Sql {
  std::string_view name;
  std::string_view text;
};

// Specialised for enums that are stored: their stable names in the order of the enumerators.
template <class E>
struct EnumNames;

template <class E>
concept NamedEnum = std::is_enum_v<E> && requires {
  EnumNames<E>::list;
};

class Database;

// A prepared statement on loan from its connection; given back (reset) by the destructor.
class Statement final {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Parameters count from 1. Text is not copied by `bind_text`: it outlives the last step.
  void bind_integer(int index, std::int64_t value);
  void bind_text(int index, std::string_view text);
  void bind_text_copy(int index, std::string_view text);
  void bind_null(int index);

  // True: a row is there. False: done.
  Result<bool> step();

  // To run it again, with other parameters.
  void rewind();

  // Columns of the row, counted from 0. A view lives until the next step.
  std::int64_t integer(int column) const;
  std::string_view view(int column) const;
  bool is_null(int column) const;

 private:
  friend class Database;
  struct Prepared {
    sqlite3_stmt* handle = nullptr;
    std::string name;
    bool is_lent = false;
  };
  explicit Statement(Prepared* prepared) : prepared_(prepared) {}

  Prepared* prepared_;
  int bind_error_ = 0;  // the first one; told by step()
};

// ---- values to parameters ----

template <std::integral T>
void bind_value(Statement& statement, int index, T value) {
  statement.bind_integer(index, static_cast<std::int64_t>(value));
}
inline void bind_value(Statement& statement, int index, std::string_view text) {
  statement.bind_text(index, text);
}
inline void bind_value(Statement& statement, int index, const std::string& text) {
  statement.bind_text(index, text);
}
inline void bind_value(Statement& statement, int index, const char* text) {
  statement.bind_text(index, text);
}
inline void bind_value(Statement& statement, int index, Time time) {
  statement.bind_integer(index, to_ms(time));
}
inline void bind_value(Statement& statement, int index, Duration duration) {
  statement.bind_integer(index, duration.count());
}
template <class Tag>
void bind_value(Statement& statement, int index, Id<Tag> id) {
  statement.bind_integer(index, static_cast<std::int64_t>(id.value));
}
template <class Tag>
void bind_value(Statement& statement, int index, const Key<Tag>& key) {
  statement.bind_text(index, key.text);
}
template <NamedEnum E>
void bind_value(Statement& statement, int index, E value) {
  statement.bind_text(index, EnumNames<E>::list[static_cast<std::size_t>(value)]);
}
template <class T>
void bind_value(Statement& statement, int index, const std::optional<T>& value) {
  if (value) {
    bind_value(statement, index, *value);
  } else {
    statement.bind_null(index);
  }
}

// ---- columns to values ----

[[noreturn]] void unknown_name(std::string_view name);

template <std::integral T>
void read_value(const Statement& statement, int column, T& value) {
  value = static_cast<T>(statement.integer(column));
}
inline void read_value(const Statement& statement, int column, bool& value) {
  value = statement.integer(column) != 0;
}
inline void read_value(const Statement& statement, int column, std::string& value) {
  value = statement.view(column);
}
inline void read_value(const Statement& statement, int column, Time& value) {
  value = time_from_ms(statement.integer(column));
}
inline void read_value(const Statement& statement, int column, Duration& value) {
  value = Duration(statement.integer(column));
}
template <class Tag>
void read_value(const Statement& statement, int column, Id<Tag>& value) {
  value.value = static_cast<std::uint64_t>(statement.integer(column));
}
template <class Tag>
void read_value(const Statement& statement, int column, Key<Tag>& value) {
  value.text = statement.view(column);
}
template <NamedEnum E>
E named(std::string_view name) {
  for (std::size_t i = 0; i < EnumNames<E>::list.size(); ++i) {
    if (EnumNames<E>::list[i] == name) return static_cast<E>(i);
  }
  unknown_name(name);
}
template <NamedEnum E>
void read_value(const Statement& statement, int column, E& value) {
  value = named<E>(statement.view(column));
}
template <class T>
void read_value(const Statement& statement, int column, std::optional<T>& value) {
  value.reset();
  if (!statement.is_null(column)) read_value(statement, column, value.emplace());
}

// The columns from the first on, in order.
template <class... Ts>
void read_all(const Statement& statement, Ts&... values) {
  int column = 0;
  (read_value(statement, column++, values), ...);
}

class Database final {
 public:
  enum class Mode { write, read };

  struct Options {
    std::string path;
    std::string vfs{};  // empty: the platform's
    Mode mode = Mode::write;
    Duration busy_time = seconds(5);
    int cache_kib = 8 * 1024;
  };

  // Opens (and in mode `write` creates) the file.
  static Result<std::unique_ptr<Database>> open(const Options& options);

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // The statement, prepared the first time and kept. The same one is not lent twice at once.
  Result<Statement> prepare(const Sql& sql);

  // Runs it to its end and drops its rows.
  template <class... Args>
  Result<void> run(const Sql& sql, const Args&... args) {
    FL_TRY(Statement statement, prepare(sql));
    int index = 1;
    (bind_value(statement, index++, args), ...);
    for (;;) {
      FL_TRY(const bool has_row, statement.step());
      if (!has_row) return {};
    }
  }

  // The first column of its only row, or nothing when there is no row or it is null.
  template <class... Args>
  Result<std::optional<std::int64_t>> number(const Sql& sql, const Args&... args) {
    FL_TRY(Statement statement, prepare(sql));
    int index = 1;
    (bind_value(statement, index++, args), ...);
    FL_TRY(const bool has_row, statement.step());
    if (!has_row || statement.is_null(0)) return std::optional<std::int64_t>();
    return std::optional<std::int64_t>(statement.integer(0));
  }

  // Several statements without parameters, not kept.
  Result<void> execute(std::string_view name, const std::string& script);

  bool is_in_transaction() const;
  std::int64_t last_rowid() const;

  // Pages of the write-ahead log after the last commit of this connection.
  int wal_pages() const { return wal_pages_; }

  // Copies what it can of the write-ahead log into the file without waiting for readers.
  Result<void> checkpoint();

  // For what only sqlite3 offers (online backup); stays inside adapters/sql.
  sqlite3* handle() const { return handle_; }

  Error error(int code, std::string_view name) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  explicit Database(sqlite3* handle) : handle_(handle) {}

  sqlite3* handle_;
  int wal_pages_ = 0;
  // By text. Bounded: texts are constants, or put together from a fixed set of clauses.
  std::unordered_map<std::string, Statement::Prepared, Hash, std::equal_to<>> statements_;
};

// BEGIN IMMEDIATE … COMMIT; rolls back when it is destroyed without a successful commit.
class Transaction final {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

inline bool is_full(const Error& error) { return error.code == "store.full"; }

}  // namespace firstline::sql
