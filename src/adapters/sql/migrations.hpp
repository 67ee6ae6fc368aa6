// The schema and its history. Each file in migrations/ is one step, applied once, in order, in a
// transaction together with its line in the table schema_version. A step that was released is
// never edited: what is wrong with it is put right by the next one (docs/how-to/add-a-migration).
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/sql/sqlite.hpp"

namespace firstline::sql {

struct Migration {
  int version;  // 1, 2, 3, …
  std::string_view name;
  const char* script;
};

extern const Migration migration_0001_foundation;

// All steps of the store, in order.
std::span<const Migration> migrations();

struct Migrated {
  int from = 0;  // 0: the file was new
  int to = 0;
};

// Brings the database to the newest schema of `steps`. Error unavailable "store.newer" when the
// file is of a newer program: an older one must not write to it.
Result<Migrated> migrate(Database& database, std::span<const Migration> steps);

// What is said about a file of a newer program.
Error newer_schema(int found);

// The version the file has; 0 when it has none.
Result<int> schema_version(Database& database);

// The same for the store at `path`, as `firstline migrate` does it.
Result<Migrated> migrate_store(const std::string& path, const std::string& vfs = {});

}  // namespace firstline::sql
