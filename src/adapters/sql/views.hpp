// views.db: what people look back at, made from the journal and from nothing else, so that it can
// be dropped and made again. Written by the projector alone, read by the archive's connections.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sql/connection.hpp"
#include "adapters/sql/names.hpp"
#include "ports/archive.hpp"

namespace firstline::sql {

// One conversation, as the list shows it. `line.customer_name` is left empty: names change without
// an event, so they are looked up when the line is read.
struct ConversationView {
  ports::ConversationLine line;
  WorkId last_work;
};

enum class ContactState { waiting, active, wrap_up, ended };

template <>
struct EnumNames<ContactState> {
  static constexpr Names<4> list{"waiting", "active", "wrap_up", "ended"};
};

// One contact, and what is needed to go on with it. `line.attention` is rounded from attention_us.
struct ContactView {
  ports::ContactLine line;
  ContactState state = ContactState::waiting;
  Time since;                     // in this state
  std::int64_t attention_us = 0;  // microseconds, so that thirds of a second add up …
  Time shared_until;              // … of the agent's time until then
};

// When a contact counts: answered ones by the answer, others by their end; nothing before that.
std::optional<Time> credited_at(const ports::ContactLine& contact);

// Opens the file for the projector; makes it anew when it is damaged, of another version, or
// when `is_new` asks for it.
Result<std::unique_ptr<Database>> open_views(const File& file, bool is_new = false);

// Drops everything in it, in one transaction.
Result<void> clear_views(Database& views);

Result<std::uint64_t> projected(Database& views, const WorkspaceId& workspace);
Result<void> set_projected(Database& views, const WorkspaceId& workspace, std::uint64_t seq);

Result<std::optional<ConversationView>> load_conversation(Database& views,
                                                          const WorkspaceId& workspace,
                                                          ConversationId id);
Result<void> save_conversation(Database& views, const WorkspaceId& workspace,
                               const ConversationView& view);

// The same when only messages were added.
Result<void> save_messages_of(Database& views, const WorkspaceId& workspace,
                              const ConversationView& view);

Result<std::optional<ContactView>> load_contact(Database& views, const WorkspaceId& workspace,
                                                WorkId id);
Result<std::vector<ContactView>> load_open_contacts(Database& views, const WorkspaceId& workspace);
Result<void> save_contact(Database& views, const WorkspaceId& workspace, const ContactView& view);

// Makes the text findable.
Result<void> index_message(Database& views, const WorkspaceId& workspace,
                           ConversationId conversation, std::string_view text);

// The columns of a ContactLine, as they stand after SELECT; its readers.
extern const std::string_view contact_columns;
void read_contact(const Statement& statement, ports::ContactLine& line);

}  // namespace firstline::sql
