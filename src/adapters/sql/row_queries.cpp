#include "adapters/sql/row_queries.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/sql/limits.hpp"
#include "adapters/sql/query.hpp"
#include "adapters/sql/row_reader.hpp"

namespace firstline::sql {
namespace {

// Greater than every text that begins with another one.
constexpr std::string_view after_all = "\U0010FFFF";

std::size_t page_of(std::size_t wanted) { return std::clamp<std::size_t>(wanted, 1, limits::page); }

template <class Row>
Query select_from(std::string_view rest, const WorkspaceId& workspace) {
  Query query(fmt::format("SELECT {}", Columns<Row>::list));
  query.add(fmt::format("FROM {} WHERE workspace = ?", rest), workspace.text);
  return query;
}

template <class Row>
Result<std::vector<Row>> rows_of(Database& database, const Query& query, std::string_view name) {
  FL_TRY(Statement statement, query.prepare(database, name));
  std::vector<Row> rows;
  for (;;) {
    FL_TRY(const bool has_row, statement.step());
    if (!has_row) return rows;
    read_row(statement, rows.emplace_back());
  }
}

template <class Row>
Result<std::optional<Row>> row_of(Database& database, const Query& query, std::string_view name) {
  FL_TRY(auto rows, rows_of<Row>(database, query, name));
  if (rows.empty()) return std::optional<Row>();
  return std::optional<Row>(std::move(rows.front()));
}

Result<void> add_files(Database& database, const WorkspaceId& workspace,
                       ports::Messages& messages) {
  for (const ports::MessageRow& message : messages.items) {
    for (const FileId& id : message.attachments) {
      FL_TRY(auto file, find_file(database, workspace, id));
      if (file) messages.files.push_back(std::move(*file));
    }
  }
  return {};
}

// One more than the page was asked for: then there is a next one.
template <class Row, class CursorOf>
ports::Page<Row> page(std::vector<Row> rows, std::size_t size, CursorOf cursor_of) {
  ports::Page<Row> answer{std::move(rows), {}};
  if (answer.items.size() > size) {
    answer.items.resize(size);
    answer.next = cursor_of(answer.items.back());
  }
  return answer;
}

Result<ports::Page<ports::CustomerRow>> newest_customers(Database& database,
                                                         const WorkspaceId& workspace,
                                                         const ports::CustomerQuery& query) {
  FL_TRY(const auto cursor, cursor_from_text(query.cursor));
  const std::size_t size = page_of(query.limit);
  Query select = select_from<ports::CustomerRow>("customers", workspace);
  if (cursor) select.add("AND id < ?", cursor->number);
  select.add("ORDER BY id DESC LIMIT ?", static_cast<std::int64_t>(size + 1));
  FL_TRY(auto rows, rows_of<ports::CustomerRow>(database, select, "read customers"));
  return page(std::move(rows), size, [](const ports::CustomerRow& last) {
    return to_text(Cursor{static_cast<std::int64_t>(last.id.value), {}});
  });
}

Result<ports::Page<ports::CustomerRow>> customers_by_text(Database& database,
                                                          const WorkspaceId& workspace,
                                                          const ports::CustomerQuery& query) {
  FL_TRY(const auto cursor, cursor_from_text(query.cursor));
  const std::size_t size = page_of(query.limit);
  FL_TRY(auto exact, find_customer_by_external_id(database, workspace, query.text));

  Query select = select_from<ports::CustomerRow>("customers", workspace);
  select.add("AND name >= ? COLLATE NOCASE", query.text);
  select.add("AND name < ? COLLATE NOCASE", query.text + std::string(after_all));
  if (exact) select.add("AND id <> ?", static_cast<std::int64_t>(exact->id.value));
  if (cursor) {
    select.add("AND (name COLLATE NOCASE, id) > (?,", cursor->rest).add("?)", cursor->number);
  }
  select.add("ORDER BY name COLLATE NOCASE, id LIMIT ?", static_cast<std::int64_t>(size + 1));
  FL_TRY(auto rows, rows_of<ports::CustomerRow>(database, select, "read customers by name"));
  if (exact && !cursor) rows.insert(rows.begin(), std::move(*exact));
  return page(std::move(rows), size, [](const ports::CustomerRow& last) {
    return to_text(Cursor{static_cast<std::int64_t>(last.id.value), last.name});
  });
}

}  // namespace

Result<ports::Messages> find_messages(Database& database, const WorkspaceId& workspace,
                                      const ports::MessageQuery& query) {
  const std::size_t size = page_of(query.limit);
  const bool is_upwards = query.after.has_value();
  Query select = select_from<ports::MessageRow>("messages", workspace);
  select.add("AND conversation = ?", static_cast<std::int64_t>(query.conversation.value));
  if (is_upwards) select.add("AND seq > ?", static_cast<std::int64_t>(*query.after));
  if (query.before > 0) select.add("AND seq < ?", static_cast<std::int64_t>(query.before));
  if (query.is_public_only) select.add("AND visibility = 'everyone'");
  select.add(is_upwards ? "ORDER BY seq LIMIT ?" : "ORDER BY seq DESC LIMIT ?",
             static_cast<std::int64_t>(size + 1));
  ports::Messages found;
  FL_TRY(found.items, rows_of<ports::MessageRow>(database, select, "read messages"));
  found.has_more = found.items.size() > size;
  if (found.has_more) found.items.resize(size);
  if (!is_upwards) std::reverse(found.items.begin(), found.items.end());
  FL_TRY_VOID(add_files(database, workspace, found));
  return found;
}

Result<std::optional<ports::CustomerRow>> find_customer(Database& database,
                                                        const WorkspaceId& workspace,
                                                        CustomerId id) {
  Query select = select_from<ports::CustomerRow>("customers", workspace);
  select.add("AND id = ?", static_cast<std::int64_t>(id.value));
  return row_of<ports::CustomerRow>(database, select, "read customer");
}

Result<std::optional<ports::CustomerRow>> find_customer_by_external_id(
    Database& database, const WorkspaceId& workspace, const std::string& external_id) {
  if (external_id.empty()) return std::optional<ports::CustomerRow>();
  Query select = select_from<ports::CustomerRow>("customers", workspace);
  select.add("AND external_id = ? AND external_id <> '' ORDER BY id LIMIT 1", external_id);
  return row_of<ports::CustomerRow>(database, select, "read customer by external id");
}

Result<ports::Page<ports::CustomerRow>> find_customers(Database& database,
                                                       const WorkspaceId& workspace,
                                                       const ports::CustomerQuery& query) {
  if (query.ids.empty()) {
    return query.text.empty() ? newest_customers(database, workspace, query)
                              : customers_by_text(database, workspace, query);
  }
  ports::Page<ports::CustomerRow> answer;
  for (std::size_t i = 0; i < std::min(query.ids.size(), limits::page); ++i) {
    FL_TRY(auto row, find_customer(database, workspace, query.ids[i]));
    if (row) answer.items.push_back(std::move(*row));
  }
  return answer;
}

Result<std::optional<ports::FileRow>> find_file(Database& database, const WorkspaceId& workspace,
                                                const FileId& id) {
  Query select = select_from<ports::FileRow>("files", workspace);
  select.add("AND id = ?", id.text);
  return row_of<ports::FileRow>(database, select, "read file");
}

Result<std::vector<ports::NoteRow>> find_notes(Database& database, const WorkspaceId& workspace,
                                               CustomerId customer) {
  Query select = select_from<ports::NoteRow>("notes", workspace);
  select.add("AND customer = ? ORDER BY at, id", static_cast<std::int64_t>(customer.value));
  return rows_of<ports::NoteRow>(database, select, "read notes");
}

Result<std::optional<ports::DraftRow>> find_draft(Database& database, const WorkspaceId& workspace,
                                                  ConversationId conversation, const UserId& user) {
  Query select = select_from<ports::DraftRow>("drafts", workspace);
  select.add("AND conversation = ?", static_cast<std::int64_t>(conversation.value));
  select.add("AND user = ?", user.text);
  return row_of<ports::DraftRow>(database, select, "read draft");
}

Result<std::optional<ports::SurveyRow>> find_survey(Database& database,
                                                    const WorkspaceId& workspace,
                                                    ConversationId conversation) {
  Query select = select_from<ports::SurveyRow>("surveys", workspace);
  select.add("AND conversation = ?", static_cast<std::int64_t>(conversation.value));
  return row_of<ports::SurveyRow>(database, select, "read survey");
}

Result<ports::Page<ports::AuditRow>> find_audit(Database& database, const WorkspaceId& workspace,
                                                const ports::AuditQuery& query) {
  FL_TRY(const auto cursor, cursor_from_text(query.cursor));
  const std::size_t size = page_of(query.limit);
  Query select = select_from<ports::AuditRow>("audit", workspace);
  if (query.who) select.add("AND who = ?", query.who.text);
  if (!query.what.empty()) select.add("AND what = ?", query.what);
  if (query.from) select.add("AND at >= ?", to_ms(*query.from));
  if (query.to) select.add("AND at < ?", to_ms(*query.to));
  if (cursor) select.add("AND (at, id) < (?,", cursor->number).add("?)", cursor->rest);
  select.add("ORDER BY at DESC, id DESC LIMIT ?", static_cast<std::int64_t>(size + 1));
  FL_TRY(auto rows, rows_of<ports::AuditRow>(database, select, "read audit"));
  return page(std::move(rows), size, [](const ports::AuditRow& last) {
    return to_text(Cursor{to_ms(last.at), last.id});
  });
}

}  // namespace firstline::sql
