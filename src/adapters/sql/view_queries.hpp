// What the archive reads from views.db, attached as `views` to a connection of the store.
#pragma once

#include "adapters/sql/sqlite.hpp"
#include "ports/archive.hpp"

namespace firstline::sql {

// Attaches views.db, which the projector has opened before, to a reader of the store.
Result<void> attach_views(Database& database, const std::string& path);

// The newest first.
Result<ports::Page<ports::ConversationLine>> find_conversations(
    Database& database, const WorkspaceId& workspace, const ports::ConversationQuery& query);

// The newest first, by the time they count (credited_at in views.hpp); those that still wait for
// their first answer do not count yet.
Result<ports::Page<ports::ContactLine>> find_contacts(Database& database,
                                                      const WorkspaceId& workspace,
                                                      const ports::ContactQuery& query);

// Cells without a contact are left out. By time, then queue or agent.
Result<std::vector<ports::ReportRow>> count_contacts(Database& database,
                                                     const WorkspaceId& workspace,
                                                     const ports::ReportQuery& query);

// Of the latest answers, a bounded number, shortest first.
Result<std::vector<Duration>> find_recent_waits(Database& database, const WorkspaceId& workspace,
                                                const QueueId& queue, Time since);

}  // namespace firstline::sql
