#include "tests/support/memory_store.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/overloaded.hpp"

namespace firstline::testing {
namespace {

constexpr Duration idempotency_kept = hours(24);

template <class Map>
auto values(const Map& map) {
  std::vector<typename Map::mapped_type> list;
  for (const auto& [key, value] : map) list.push_back(value);
  return list;
}

template <class Map, class Predicate>
auto values_if(const Map& map, Predicate keep) {
  std::vector<typename Map::mapped_type> list;
  for (const auto& [key, value] : map) {
    if (keep(value)) list.push_back(value);
  }
  return list;
}

// A new row under a key that must not be there yet.
template <class Map, class Key, class Row>
void insert(Map& map, Key key, const Row& row) {
  const bool is_new = map.emplace(std::move(key), row).second;
  FL_CHECK(is_new);
}

}  // namespace

MemoryStore::MemoryStore(std::function<void(std::function<void()>)> post)
    : post_(std::move(post)) {}

void MemoryStore::hold() { is_held_ = true; }

void MemoryStore::release() {
  is_held_ = false;
  std::vector<Job> jobs;
  jobs.swap(held_);
  for (Job& job : jobs) submit(std::move(job));
}

void MemoryStore::lose_held() {
  is_held_ = false;
  held_.clear();
}

void MemoryStore::append(std::vector<ports::Batch> batches,
                         std::function<void(Result<void>)> done) {
  submit({std::move(batches), std::move(done)});
}

void MemoryStore::save_snapshot(WorkspaceId workspace, ports::Snapshot snapshot,
                                std::function<void(Result<void>)> done) {
  submit({SnapshotOf{std::move(workspace), std::move(snapshot)}, std::move(done)});
}

void MemoryStore::probe(std::function<void(Result<void>)> done) {
  submit({Probe{}, std::move(done)});
}

void MemoryStore::submit(Job job) {
  if (is_held_) {
    held_.push_back(std::move(job));
    return;
  }
  Result<void> written;
  if (is_full_) {
    written = unavailable("store.full", "The disk is full; nothing was written.");
  } else {
    write(job);
  }
  post_([done = std::move(job.done), written] { done(written); });
}

void MemoryStore::write(const Job& job) {
  std::visit(overloaded{
                 [&](const std::vector<ports::Batch>& batches) {
                   for (const ports::Batch& batch : batches) write(batch);
                 },
                 [&](const SnapshotOf& it) { rows_[it.workspace].snapshot = it.snapshot; },
                 [](const Probe&) {},
             },
             job.what);
}

void MemoryStore::write(const ports::Batch& batch) {
  MemoryRows& rows = rows_[batch.workspace];
  for (const ports::Record& record : batch.records) {
    FL_CHECK(record.seq == rows.records.size() + 1);
    rows.records.push_back(record);
  }
  for (const ports::Row& row : batch.rows) write_row(rows, row);
}

void MemoryStore::write_row(MemoryRows& rows, const ports::Row& row) {
  std::visit(
      overloaded{
          [&](const ports::WorkspaceRow& it) { workspaces_[it.id] = it; },
          [&](const ports::UserRow& it) { rows.users[it.key] = it; },
          [&](const ports::SessionRow& it) { rows.sessions[it.token_hash] = it; },
          [&](const ports::SessionGone& it) {
            std::erase_if(rows.sessions, [&](const auto& entry) {
              return it.token_hash.empty() ? entry.second.user == it.user
                                           : entry.first == it.token_hash;
            });
          },
          [&](const ports::TokenRow& it) { rows.tokens[it.token_hash] = it; },
          [&](const ports::TokenGone& it) {
            std::erase_if(rows.tokens,
                          [&](const auto& entry) { return entry.second.user == it.user; });
          },
          [&](const ports::CustomerRow& it) { rows.customers[it.id] = it; },
          [&](const ports::MessageRow& it) {
            insert(rows.messages, std::pair(it.conversation, it.seq), it);
          },
          [&](const ports::FileRow& it) { rows.files[it.id] = it; },
          [&](const ports::NoteRow& it) { rows.notes.push_back(it); },
          [&](const ports::DraftRow& it) {
            if (it.text.empty()) {
              rows.drafts.erase({it.conversation, it.user});
            } else {
              rows.drafts[{it.conversation, it.user}] = it;
            }
          },
          [&](const ports::SurveyRow& it) { rows.surveys[it.conversation] = it; },
          [&](const ports::AuditRow& it) { insert(rows.audit, std::pair(it.at, it.id), it); },
          [&](const ports::SecretRow& it) { rows.secrets[it.name] = it; },
          [&](const ports::IdempotencyRow& it) {
            rows.idempotency[{it.scope, it.key}] = it;
          },
          [&](const ports::MailRow& it) { rows.mails[it.id] = it; },
          [&](const ports::MailGone& it) { rows.mails.erase(it.id); },
      },
      row);
}

std::vector<ports::WorkspaceRow> MemoryStore::load_workspaces() { return values(workspaces_); }

std::optional<ports::Snapshot> MemoryStore::load_snapshot(const WorkspaceId& workspace) {
  return rows_[workspace].snapshot;
}

Result<void> MemoryStore::load_records(const WorkspaceId& workspace, std::uint64_t since,
                                       const std::function<void(const ports::Record&)>& each) {
  const auto& records = rows_[workspace].records;
  for (std::size_t i = since; i < records.size(); ++i) each(records[i]);
  return {};
}

ports::Store::Directory MemoryStore::load_directory(const WorkspaceId& workspace, Time now) {
  const MemoryRows& rows = rows_[workspace];
  const auto is_live = [now](const auto& row) { return row.expires_at > now; };
  return {.users = values(rows.users),
          .sessions = values_if(rows.sessions, is_live),
          .tokens = values_if(rows.tokens, is_live),
          .secrets = values(rows.secrets),
          .idempotency = values_if(
              rows.idempotency,
              [now](const ports::IdempotencyRow& row) { return row.at > now - idempotency_kept; }),
          .mails = values(rows.mails)};
}

}  // namespace firstline::testing
