// Rows into tables, one statement each. Inside the transaction of their batch.
#pragma once

#include "adapters/sql/sqlite.hpp"
#include "ports/rows.hpp"

namespace firstline::sql {

Result<void> write_row(Database& database, const WorkspaceId& workspace, const ports::Row& row);

}  // namespace firstline::sql
