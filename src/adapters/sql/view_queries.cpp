#include "adapters/sql/view_queries.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/sql/limits.hpp"
#include "adapters/sql/query.hpp"
#include "adapters/sql/search_text.hpp"
#include "adapters/sql/views.hpp"

namespace firstline::sql {
namespace {

constexpr Sql attach{"attach views", "ATTACH DATABASE ? AS views"};
constexpr Sql make_targets{"create targets",
                           "CREATE TEMP TABLE IF NOT EXISTS targets"
                           " (queue TEXT NOT NULL PRIMARY KEY, threshold INTEGER NOT NULL)"
                           " STRICT, WITHOUT ROWID"};
constexpr Sql drop_targets{"delete targets", "DELETE FROM temp.targets"};
constexpr Sql put_target{"write targets",
                         "INSERT OR REPLACE INTO temp.targets (queue, threshold) VALUES (?,?)"};

std::size_t page_of(std::size_t wanted) { return std::clamp<std::size_t>(wanted, 1, limits::page); }

std::int64_t number(std::size_t count) { return static_cast<std::int64_t>(count); }

// What a text finds: a bounded number of lines, the newest.
void add_search(Query& select, const WorkspaceId& workspace, const std::string& expression) {
  select.add(
      "AND c.id IN (SELECT l.conversation FROM views.message_lines l WHERE l.id IN"
      " (SELECT rowid FROM views.message_text WHERE message_text MATCH ?",
      fmt::format("scope : {} AND text : ({})", search_scope(workspace.text), expression));
  select.add("ORDER BY rowid DESC LIMIT ?))", number(limits::searched_lines));
}

void read_conversation(const Statement& statement, ports::ConversationLine& line) {
  read_all(statement, line.conversation, line.customer, line.customer_name, line.channel,
           line.queue, line.entry_point, line.agent, line.opened_at, line.closed_at,
           line.close_reason, line.outcome, line.effort, line.survey, line.last_seq,
           line.first_text, line.locale);
}

// What each kind of contact is, in the columns of the table. "within" has one parameter.
std::string_view condition_of(ports::ContactKind kind) {
  using ports::ContactKind;
  switch (kind) {
    case ContactKind::any:
      return "";
    case ContactKind::answered:
      return "AND answered_at IS NOT NULL";
    case ContactKind::answered_within:
      return "AND answered_at IS NOT NULL AND wait <= ?";
    case ContactKind::abandoned:
      return "AND is_abandoned = 1";
    case ContactKind::abandoned_within:
      return "AND is_abandoned = 1 AND wait <= ?";
    case ContactKind::handled:
      return "AND answered_at IS NOT NULL AND ended_at IS NOT NULL";
    case ContactKind::asked:
      return "AND was_asked = 1";
    case ContactKind::effort_answered:
      return "AND effort > 0";
  }
  return "";
}

bool has_threshold(ports::ContactKind kind) {
  return kind == ports::ContactKind::answered_within ||
         kind == ports::ContactKind::abandoned_within;
}

Result<void> set_targets(Database& database, const ports::ReportQuery& query) {
  FL_TRY_VOID(database.run(make_targets));
  FL_TRY_VOID(database.run(drop_targets));
  for (const auto& [queue, threshold] : query.targets) {
    FL_TRY_VOID(database.run(put_target, queue, threshold));
  }
  return {};
}

std::string_view group_of(ports::GroupBy group) {
  switch (group) {
    case ports::GroupBy::none:
      return "''";
    case ports::GroupBy::queue:
      return "c.queue";
    case ports::GroupBy::agent:
      return "c.agent";
  }
  return "''";
}

// Sums over integers only; the formulas stand in domain/metrics.
constexpr std::string_view sums =
    "sum(c.answered_at IS NOT NULL),"
    " sum(c.answered_at IS NOT NULL AND c.wait <= t.threshold),"
    " sum(c.is_abandoned),"
    " sum(c.is_abandoned AND c.wait <= t.threshold),"
    " sum(c.is_abandoned AND c.wait < 5000),"
    " sum(iif(c.answered_at IS NOT NULL, c.wait, 0)),"
    " max(iif(c.answered_at IS NOT NULL OR c.is_abandoned, c.wait, 0)),"
    " sum(c.answered_at IS NOT NULL AND c.ended_at IS NOT NULL),"
    " sum(iif(c.answered_at IS NOT NULL AND c.ended_at IS NOT NULL, c.talk, 0)),"
    " sum(iif(c.answered_at IS NOT NULL AND c.ended_at IS NOT NULL, c.wrap_up, 0)),"
    " sum(iif(c.answered_at IS NOT NULL AND c.ended_at IS NOT NULL, c.attention_us / 1000, 0)),"
    " sum(c.was_asked),"
    " sum(c.effort = 1), sum(c.effort = 2), sum(c.effort = 3), sum(c.effort = 4),"
    " sum(c.effort = 5)";
static_assert(metrics::short_abandon == Duration(5000));

Query report_query(const WorkspaceId& workspace, const ports::ReportQuery& query) {
  const Duration whole = std::max(query.to - query.from, Duration(1));
  const Duration interval = query.interval > Duration(0) ? query.interval : whole;
  // One threshold for all, or that of each queue; a queue without one has nothing "within".
  const bool is_same_for_all = query.threshold > Duration(0);
  Query select(fmt::format("SELECT (c.credited_at - ?) / ? AS cell, {} AS who, {}",
                           group_of(query.group), sums));
  select.with(to_ms(query.from)).with(interval.count());
  select.add("FROM views.contacts c");
  if (is_same_for_all) {
    select.add("JOIN (SELECT ? AS threshold) t", query.threshold.count());
  } else {
    select.add("LEFT JOIN temp.targets t ON t.queue = c.queue");
  }
  select.add("WHERE c.workspace = ?", workspace.text);
  select.add("AND c.credited_at IS NOT NULL AND c.credited_at >= ?", to_ms(query.from));
  select.add("AND c.credited_at < ?", to_ms(query.to));
  if (query.queue) select.add("AND c.queue = ?", query.queue.text);
  if (query.agent) select.add("AND c.agent = ?", query.agent.text);
  // Nobody's: abandoned contacts have no agent to be grouped by.
  select.add(query.group == ports::GroupBy::agent ? "AND c.agent <> ''" : "");
  select.add("GROUP BY cell, who ORDER BY cell, who LIMIT ?", number(limits::report_rows));
  return select;
}

void read_report(const Statement& statement, const ports::ReportQuery& query,
                 ports::ReportRow& row) {
  std::int64_t cell = 0;
  std::string who;
  metrics::Counts& c = row.counts;
  read_all(statement, cell, who, c.answered, c.answered_within, c.abandoned, c.abandoned_within,
           c.abandoned_short, c.wait_of_answered, c.longest_wait, c.handled, c.talk, c.wrap_up,
           c.attention, c.asked, c.effort[0], c.effort[1], c.effort[2], c.effort[3], c.effort[4]);
  row.from = query.from + cell * query.interval;
  row.to = query.interval > Duration(0) ? std::min(row.from + query.interval, query.to) : query.to;
  if (query.group == ports::GroupBy::queue) row.queue = QueueId(who);
  if (query.group == ports::GroupBy::agent) row.agent = AgentId(who);
}

}  // namespace

Result<void> attach_views(Database& database, const std::string& path) {
  return database.run(attach, path);
}

Result<ports::Page<ports::ConversationLine>> find_conversations(
    Database& database, const WorkspaceId& workspace, const ports::ConversationQuery& query) {
  FL_TRY(const auto cursor, number_cursor_from_text(query.cursor));
  ports::Page<ports::ConversationLine> found;
  const std::size_t size = page_of(query.limit);
  Query select(
      "SELECT c.id, c.customer, coalesce(p.name, ''), c.channel, c.queue, c.entry_point, c.agent,"
      " c.opened_at, c.closed_at, c.close_reason, c.outcome, c.effort, c.survey, c.last_seq,"
      " c.first_text, c.locale FROM views.conversations c"
      " LEFT JOIN main.customers p ON p.workspace = c.workspace AND p.id = c.customer");
  select.add("WHERE c.workspace = ?", workspace.text);
  if (query.id) select.add("AND c.id = ?", static_cast<std::int64_t>(query.id.value));
  if (query.phase) {
    select.add(*query.phase == conversation::Phase::open ? "AND c.closed_at IS NULL"
                                                         : "AND c.closed_at IS NOT NULL");
  }
  if (query.queue) select.add("AND c.queue = ?", query.queue.text);
  if (query.agent) select.add("AND c.agent = ?", query.agent.text);
  if (query.customer) {
    select.add("AND c.customer = ?", static_cast<std::int64_t>(query.customer.value));
  }
  if (query.from) select.add("AND c.opened_at >= ?", to_ms(*query.from));
  if (query.to) select.add("AND c.opened_at < ?", to_ms(*query.to));
  if (!query.text.empty()) {
    const auto expression = search_expression(query.text);
    if (!expression) return found;
    add_search(select, workspace, *expression);
  }
  if (cursor) {
    select.add("AND (c.opened_at, c.id) < (?, ?)", cursor->number).with(cursor->rest_as_number());
  }
  select.add("ORDER BY c.opened_at DESC, c.id DESC LIMIT ?", number(size + 1));

  FL_TRY(Statement statement, select.prepare(database, "read conversations"));
  for (;;) {
    FL_TRY(const bool has_row, statement.step());
    if (!has_row) break;
    read_conversation(statement, found.items.emplace_back());
  }
  if (found.items.size() > size) {
    found.items.resize(size);
    const ports::ConversationLine& last = found.items.back();
    found.next = to_text(Cursor{to_ms(last.opened_at), fmt::to_string(last.conversation.value)});
  }
  return found;
}

Result<ports::Page<ports::ContactLine>> find_contacts(Database& database,
                                                      const WorkspaceId& workspace,
                                                      const ports::ContactQuery& query) {
  FL_TRY(const auto cursor, number_cursor_from_text(query.cursor));
  const std::size_t size = page_of(query.limit);
  Query select(fmt::format("SELECT {}, credited_at FROM views.contacts", contact_columns));
  select.add("WHERE workspace = ? AND credited_at IS NOT NULL", workspace.text);
  if (query.queue) select.add("AND queue = ?", query.queue.text);
  if (query.agent) select.add("AND agent = ?", query.agent.text);
  if (query.from) select.add("AND credited_at >= ?", to_ms(*query.from));
  if (query.to) select.add("AND credited_at < ?", to_ms(*query.to));
  if (has_threshold(query.kind)) {
    select.add(condition_of(query.kind), query.threshold.count());
  } else {
    select.add(condition_of(query.kind));
  }
  if (query.effort > 0) select.add("AND effort = ?", query.effort);
  if (cursor) {
    select.add("AND (credited_at, work) < (?, ?)", cursor->number).with(cursor->rest_as_number());
  }
  select.add("ORDER BY credited_at DESC, work DESC LIMIT ?", number(size + 1));

  FL_TRY(Statement statement, select.prepare(database, "read contacts"));
  ports::Page<ports::ContactLine> found;
  for (;;) {
    FL_TRY(const bool has_row, statement.step());
    if (!has_row) break;
    read_contact(statement, found.items.emplace_back());
  }
  if (found.items.size() > size) {
    found.items.resize(size);
    const ports::ContactLine& last = found.items.back();
    found.next = to_text(Cursor{to_ms(credited_at(last).value()), fmt::to_string(last.work.value)});
  }
  return found;
}

Result<std::vector<ports::ReportRow>> count_contacts(Database& database,
                                                     const WorkspaceId& workspace,
                                                     const ports::ReportQuery& query) {
  FL_TRY_VOID(set_targets(database, query));
  FL_TRY(Statement statement, report_query(workspace, query).prepare(database, "read report"));
  std::vector<ports::ReportRow> rows;
  for (;;) {
    FL_TRY(const bool has_row, statement.step());
    if (!has_row) return rows;
    read_report(statement, query, rows.emplace_back());
  }
}

Result<std::vector<Duration>> find_recent_waits(Database& database, const WorkspaceId& workspace,
                                                const QueueId& queue, Time since) {
  Query select("SELECT wait FROM views.contacts");
  select.add("WHERE workspace = ?", workspace.text).add("AND queue = ?", queue.text);
  select.add("AND credited_at IS NOT NULL AND credited_at >= ? AND answered_at IS NOT NULL",
             to_ms(since));
  select.add("ORDER BY credited_at DESC, work DESC LIMIT ?", number(limits::recent_waits));
  FL_TRY(Statement statement, select.prepare(database, "read recent waits"));
  std::vector<Duration> waits;
  for (;;) {
    FL_TRY(const bool has_row, statement.step());
    if (!has_row) break;
    read_value(statement, 0, waits.emplace_back());
  }
  std::sort(waits.begin(), waits.end());
  return waits;
}

}  // namespace firstline::sql
