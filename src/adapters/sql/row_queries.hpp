// What the archive reads from the store's rows. Each runs on one connection, to its end.
#pragma once

#include "adapters/sql/sqlite.hpp"
#include "ports/archive.hpp"

namespace firstline::sql {

Result<ports::Messages> find_messages(Database& database, const WorkspaceId& workspace,
                                      const ports::MessageQuery& query);

Result<std::optional<ports::CustomerRow>> find_customer(Database& database,
                                                        const WorkspaceId& workspace,
                                                        CustomerId id);

// The oldest one, should there be several.
Result<std::optional<ports::CustomerRow>> find_customer_by_external_id(
    Database& database, const WorkspaceId& workspace, const std::string& external_id);

// With a text: by name, the one with this external id first. Without: the newest first.
Result<ports::Page<ports::CustomerRow>> find_customers(Database& database,
                                                       const WorkspaceId& workspace,
                                                       const ports::CustomerQuery& query);

Result<std::optional<ports::FileRow>> find_file(Database& database, const WorkspaceId& workspace,
                                                const FileId& id);

// The oldest first.
Result<std::vector<ports::NoteRow>> find_notes(Database& database, const WorkspaceId& workspace,
                                               CustomerId customer);

Result<std::optional<ports::DraftRow>> find_draft(Database& database, const WorkspaceId& workspace,
                                                  ConversationId conversation, const UserId& user);

Result<std::optional<ports::SurveyRow>> find_survey(Database& database,
                                                    const WorkspaceId& workspace,
                                                    ConversationId conversation);

// The newest first.
Result<ports::Page<ports::AuditRow>> find_audit(Database& database, const WorkspaceId& workspace,
                                                const ports::AuditQuery& query);

}  // namespace firstline::sql
