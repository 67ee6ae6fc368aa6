#include "server/replay.hpp"

#include <cstdio>
#include <string>

#include "adapters/sql/connection.hpp"
#include "adapters/sql/journal.hpp"
#include "adapters/sql/row_reader.hpp"
#include "adapters/sql/store.hpp"
#include "app/notation.hpp"
#include "wire/codec.hpp"

namespace firstline::server {
namespace {

constexpr std::size_t records_at_once = 10'000;

Result<void> each_record(sql::Database& database, const WorkspaceId& workspace, std::uint64_t since,
                         const std::function<Result<void>(const ports::Record&)>& what) {
  for (std::uint64_t at = since;;) {
    const std::uint64_t before = at;
    Result<void> done;
    FL_TRY_VOID(sql::read_records(database, workspace, at, records_at_once,
                                  [&](const ports::Record& record) {
                                    at = record.seq;
                                    if (done) done = what(record);
                                  }));
    FL_TRY_VOID(done);
    if (at == before) return {};
  }
}

bool is_within(const Replay& replay, Time at) {
  return (!replay.from || at >= *replay.from) && (!replay.to || at <= *replay.to);
}

Result<void> replay_workspace(sql::Database& database, const WorkspaceId& workspace,
                              const Replay& replay) {
  const app::Codec codec = wire::codec();
  FL_TRY(const auto snapshot, sql::read_snapshot(database, workspace));

  app::State all;        // every event from the first
  app::State recovered;  // what a restart would do: the snapshot, then the tail
  if (snapshot) {
    FL_TRY(recovered, codec.decode_state(snapshot->version, snapshot->state));
  }
  FL_TRY_VOID(each_record(database, workspace, 0, [&](const ports::Record& record) -> Result<void> {
    FL_TRY(const app::Event event, codec.decode_event(record.type, record.payload));
    app::evolve(all, event, record.at);
    if (record.seq > recovered.seq) app::evolve(recovered, event, record.at);
    if (replay.has_notation && is_within(replay, record.at)) {
      const std::string line = app::to_notation(event, record.at);
      std::printf("%s\n", line.c_str());
    }
    return {};
  }));
  const bool is_same = app::has_same_facts(all, recovered) &&
                       codec.encode_state(all) == codec.encode_state(recovered);
  std::fprintf(stderr, "%s: replay %s state after %llu events (snapshot at %llu)\n",
               workspace.text.c_str(),
               is_same ? "==" : "!=", static_cast<unsigned long long>(all.seq),
               static_cast<unsigned long long>(snapshot ? snapshot->seq : 0));
  if (!is_same) {
    return unavailable("replay.differs", "The journal and the snapshot give different states.");
  }
  return {};
}

}  // namespace

int run(const Replay& replay, const Config& config) {
  if (!replay.rules.empty()) {
    std::fprintf(stderr, "replay under other rules is not part of this version\n");
    return exit_code::usage;
  }
  auto database = sql::open_reader({store_path(config)});
  if (!database) {
    std::fprintf(stderr, "%s\n", database.error().message.c_str());
    return exit_code::failure;
  }
  const auto workspaces = sql::select<ports::WorkspaceRow>(**database, "read workspaces",
                                                           "FROM workspaces ORDER BY id");
  if (!workspaces) {
    std::fprintf(stderr, "%s\n", workspaces.error().message.c_str());
    return exit_code::failure;
  }
  for (const ports::WorkspaceRow& workspace : *workspaces) {
    if (replay.workspace && *replay.workspace != workspace.id) continue;
    if (const auto done = replay_workspace(**database, workspace.id, replay); !done) {
      std::fprintf(stderr, "%s: %s: %s\n", workspace.id.text.c_str(), done.error().code.c_str(),
                   done.error().message.c_str());
      return exit_code::failure;
    }
  }
  return exit_code::success;
}

}  // namespace firstline::server
