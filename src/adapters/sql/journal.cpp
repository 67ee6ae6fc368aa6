#include "adapters/sql/journal.hpp"

#include <fmt/format.h>

#include <array>

#include "adapters/sql/crc32c.hpp"
#include "base/log.hpp"

namespace firstline::sql {
namespace {

constexpr Sql add_record{
    "write journal",
    "INSERT INTO journal (workspace, seq, at, type, payload, crc) VALUES (?,?,?,?,?,?)"};
// The next name after the given one: a step through the primary key, not a walk over the journal.
constexpr Sql next_workspace{"read workspaces of the journal",
                             "SELECT min(workspace) FROM journal WHERE workspace > ?"};
constexpr Sql newest_record{"read newest journal record",
                            "SELECT max(seq) FROM journal WHERE workspace = ?"};
constexpr Sql records_after{"read journal",
                            "SELECT seq, at, type, payload, crc FROM journal"
                            " WHERE workspace = ? AND seq > ? ORDER BY seq LIMIT ?"};
constexpr Sql put_snapshot{
    "write snapshots",
    "INSERT OR REPLACE INTO snapshots (workspace, seq, version, state, crc) VALUES (?,?,?,?,?)"};
constexpr Sql get_snapshot{"read snapshots",
                           "SELECT seq, version, state, crc FROM snapshots WHERE workspace = ?"};

// Little-endian whatever the machine, so that a file may be carried to another one.
std::uint32_t with_number(std::uint64_t number, std::uint32_t crc) {
  std::array<char, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<char>((number >> (8 * i)) & 0xFF);
  }
  return crc32c({bytes.data(), bytes.size()}, crc);
}

// Its length first, so that moving bytes from one text to the next is noticed.
std::uint32_t with_text(std::string_view text, std::uint32_t crc) {
  return crc32c(text, with_number(text.size(), crc));
}

std::uint32_t checksum(const WorkspaceId& workspace, const ports::Record& record) {
  std::uint32_t crc = with_text(workspace.text, 0);
  crc = with_number(record.seq, crc);
  crc = with_number(static_cast<std::uint64_t>(to_ms(record.at)), crc);
  crc = with_text(record.type, crc);
  return with_text(record.payload, crc);
}

std::uint32_t checksum(const WorkspaceId& workspace, const ports::Snapshot& snapshot) {
  std::uint32_t crc = with_text(workspace.text, 0);
  crc = with_number(snapshot.seq, crc);
  crc = with_number(static_cast<std::uint64_t>(snapshot.version), crc);
  return with_text(snapshot.state, crc);
}

Error corrupt(const WorkspaceId& workspace, std::uint64_t seq, std::string_view what) {
  return unavailable("journal.corrupt",
                     fmt::format("Journal record {} of {} {}.", seq, workspace.text, what));
}

}  // namespace

Result<void> append_record(Database& database, const WorkspaceId& workspace,
                           const ports::Record& record) {
  return database.run(add_record, workspace, record.seq, record.at, record.type, record.payload,
                      checksum(workspace, record));
}

Result<std::vector<WorkspaceId>> workspaces_of_journal(Database& database) {
  FL_TRY(Statement statement, database.prepare(next_workspace));
  std::vector<WorkspaceId> found;
  std::string last;
  for (;;) {
    bind_value(statement, 1, last);
    FL_TRY(const bool has_row, statement.step());
    if (!has_row || statement.is_null(0)) return found;
    last = statement.view(0);
    found.emplace_back(last);
    statement.rewind();
  }
}

Result<std::uint64_t> last_record(Database& database, const WorkspaceId& workspace) {
  FL_TRY(const auto newest, database.number(newest_record, workspace));
  return static_cast<std::uint64_t>(newest.value_or(0));
}

Result<void> read_records(Database& database, const WorkspaceId& workspace, std::uint64_t since,
                          std::size_t limit,
                          const std::function<void(const ports::Record&)>& each) {
  FL_TRY(Statement statement, database.prepare(records_after));
  bind_value(statement, 1, workspace);
  bind_value(statement, 2, since);
  bind_value(statement, 3, limit);
  ports::Record record;
  for (std::uint64_t expected = since + 1;; ++expected) {
    FL_TRY(const bool has_row, statement.step());
    if (!has_row) return {};
    std::uint32_t crc = 0;
    read_all(statement, record.seq, record.at, record.type, record.payload, crc);
    if (record.seq != expected) return corrupt(workspace, expected, "is missing");
    if (crc != checksum(workspace, record)) {
      return corrupt(workspace, expected, "does not match its checksum");
    }
    each(record);
  }
}

Result<void> write_snapshot(Database& database, const WorkspaceId& workspace,
                            const ports::Snapshot& snapshot) {
  return database.run(put_snapshot, workspace, snapshot.seq, snapshot.version, snapshot.state,
                      checksum(workspace, snapshot));
}

Result<std::optional<ports::Snapshot>> read_snapshot(Database& database,
                                                     const WorkspaceId& workspace) {
  FL_TRY(Statement statement, database.prepare(get_snapshot));
  bind_value(statement, 1, workspace);
  FL_TRY(const bool has_row, statement.step());
  if (!has_row) return std::optional<ports::Snapshot>();
  ports::Snapshot snapshot;
  std::uint32_t crc = 0;
  read_all(statement, snapshot.seq, snapshot.version, snapshot.state, crc);
  if (crc != checksum(workspace, snapshot)) {
    log::warning("a snapshot does not match its checksum and is not used",
                 {{"workspace", workspace.text}, {"seq", snapshot.seq}});
    return std::optional<ports::Snapshot>();
  }
  return std::optional<ports::Snapshot>(std::move(snapshot));
}

}  // namespace firstline::sql
