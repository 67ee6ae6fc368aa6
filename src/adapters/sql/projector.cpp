#include "adapters/sql/projector.hpp"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <optional>
#include <utility>

#include "adapters/sql/journal.hpp"
#include "adapters/sql/limits.hpp"
#include "base/log.hpp"
#include "wire/event_codec.hpp"

namespace firstline::sql {
namespace {

constexpr Sql text_of_message{
    "read text of message",
    "SELECT text FROM messages WHERE workspace = ? AND conversation = ? AND seq = ?"};

Result<std::string> message_text(Database& journal, const WorkspaceId& workspace,
                                 ConversationId conversation, std::uint64_t seq) {
  FL_TRY(Statement statement, journal.prepare(text_of_message));
  bind_value(statement, 1, workspace);
  bind_value(statement, 2, conversation);
  bind_value(statement, 3, seq);
  FL_TRY(const bool has_row, statement.step());
  return has_row ? std::string(statement.view(0)) : std::string();
}

Result<void> save(Database& views, const WorkspaceId& workspace, Projection& projection) {
  const Projection::Changes changes = projection.take_changes();
  for (const ConversationView& view : changes.conversations) {
    FL_TRY_VOID(save_conversation(views, workspace, view));
  }
  for (const ConversationView& view : changes.longer) {
    FL_TRY_VOID(save_messages_of(views, workspace, view));
  }
  for (const ContactView& view : changes.contacts) {
    FL_TRY_VOID(save_contact(views, workspace, view));
  }
  for (const Projection::Text& text : changes.texts) {
    FL_TRY_VOID(index_message(views, workspace, text.conversation, text.text));
  }
  return {};
}

// The floor and the writer come first when there is not enough processor for all.
void give_way_to_other_threads() {
  constexpr int niceness = 10;
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid)), niceness);
}

}  // namespace

// ---- ViewWriter ----

Result<std::unique_ptr<ViewWriter>> ViewWriter::open(const File& journal, const File& views,
                                                     bool is_new) {
  FL_TRY(auto journal_database, open_reader(journal));
  FL_TRY(auto views_database, open_views(views, is_new));
  return std::unique_ptr<ViewWriter>(
      // check_tree: allow new: the constructor is private, and the pointer is owned at once
      new ViewWriter(std::move(journal_database), std::move(views_database)));
}

ViewWriter::ViewWriter(std::unique_ptr<Database> journal, std::unique_ptr<Database> views)
    : journal_(std::move(journal)), views_(std::move(views)) {}

Result<std::vector<WorkspaceId>> ViewWriter::workspaces() {
  return workspaces_of_journal(*journal_);
}

Result<ViewWriter::Progress> ViewWriter::progress(const WorkspaceId& workspace) {
  FL_TRY(const std::uint64_t done, projected(*views_, workspace));
  FL_TRY(const std::uint64_t total, last_record(*journal_, workspace));
  return Progress{done, total};
}

Result<bool> ViewWriter::advance(const WorkspaceId& workspace, std::size_t most) {
  FL_TRY(Projection* const projection, projection_of(workspace));
  auto advanced = advance(workspace, *projection, most);
  // What it holds has gone on without the file; it is read again from there.
  if (!advanced) projections_.erase(workspace);
  return advanced;
}

Result<bool> ViewWriter::advance(const WorkspaceId& workspace, Projection& projection,
                                 std::size_t most) {
  FL_TRY(const std::uint64_t before, projected(*views_, workspace));
  std::uint64_t last = before;
  std::optional<Error> failure;
  FL_TRY_VOID(read_records(*journal_, workspace, before, most, [&](const ports::Record& record) {
    if (failure) return;
    const auto event = wire::decode_event(record.type, record.payload);
    if (!event) {
      failure = event.error();
    } else if (auto applied = projection.apply(*event, record.at); !applied) {
      failure = applied.error();
    }
    last = record.seq;
  }));
  if (failure) return *failure;
  if (last == before) return false;
  FL_TRY(Transaction transaction, Transaction::begin(*views_));
  FL_TRY_VOID(save(*views_, workspace, projection));
  FL_TRY_VOID(set_projected(*views_, workspace, last));
  FL_TRY_VOID(transaction.commit());
  return true;
}

Result<void> ViewWriter::advance_all(const ViewProgress& progress,
                                     const std::function<bool()>& must_stop) {
  FL_TRY(const auto names, workspaces());
  Progress all;
  for (const WorkspaceId& workspace : names) {
    FL_TRY(const Progress one, this->progress(workspace));
    all.done += one.done;
    all.total += one.total;
  }
  for (const WorkspaceId& workspace : names) {
    FL_TRY(Progress before, this->progress(workspace));
    for (bool has_advanced = true; has_advanced && !must_stop();) {
      FL_TRY(has_advanced, advance(workspace, limits::projected_at_once));
      FL_TRY(const Progress now, this->progress(workspace));
      all.done += now.done - before.done;
      all.total += now.total - before.total;  // a server may go on writing
      before = now;
      if (has_advanced) progress(all.done, all.total);
    }
  }
  if (!must_stop()) progress(all.done, all.total);
  return {};
}

Result<void> ViewWriter::clear() {
  projections_.clear();
  return clear_views(*views_);
}

Result<Projection*> ViewWriter::projection_of(const WorkspaceId& workspace) {
  if (auto found = projections_.find(workspace); found != projections_.end()) {
    return &found->second;
  }
  FL_TRY(auto open, load_open_contacts(*views_, workspace));
  Projection::Source source{
      .conversation = [this, workspace](
                          ConversationId id) { return load_conversation(*views_, workspace, id); },
      .contact = [this, workspace](WorkId id) { return load_contact(*views_, workspace, id); },
      .message_text =
          [this, workspace](ConversationId conversation, std::uint64_t seq) {
            return message_text(*journal_, workspace, conversation, seq);
          },
  };
  return &projections_.emplace(workspace, Projection(std::move(source), std::move(open)))
              .first->second;
}

Result<void> rebuild_views(const File& journal, const File& views, const ViewProgress& progress) {
  FL_TRY(const Lock lock, Lock::take(views.path));
  FL_TRY(const auto writer, ViewWriter::open(journal, views, true));
  return writer->advance_all(progress, [] { return false; });
}

// ---- Projector ----

Result<std::unique_ptr<Projector>> Projector::open(Options options) {
  FL_TRY(Lock lock, Lock::take(options.views_path));
  FL_TRY(auto writer,
         ViewWriter::open({options.store_path, options.vfs}, {options.views_path, options.vfs}));
  return std::unique_ptr<Projector>(
      // check_tree: allow new: the constructor is private, and the pointer is owned at once
      new Projector(std::move(options), std::move(lock), std::move(writer)));
}

Projector::Projector(Options options, Lock lock, std::unique_ptr<ViewWriter> writer)
    : options_(std::move(options)),
      lock_(std::move(lock)),
      writer_(std::move(writer)),
      thread_([this] { run(); }) {}

Projector::~Projector() {
  {
    const std::lock_guard guard(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Projector::notify() {
  {
    const std::lock_guard guard(mutex_);
    has_news_ = true;
  }
  wake_.notify_one();
}

void Projector::rebuild(ViewProgress progress) {
  {
    const std::lock_guard guard(mutex_);
    rebuilds_.push_back(std::move(progress));
  }
  wake_.notify_one();
}

void Projector::run() {
  give_way_to_other_threads();
  for (;;) {
    std::vector<ViewProgress> rebuilds;
    {
      std::unique_lock guard(mutex_);
      wake_.wait(guard, [this] { return is_stopping_ || has_news_ || !rebuilds_.empty(); });
      if (is_stopping_) return;
      has_news_ = false;
      rebuilds.swap(rebuilds_);
    }
    for (const ViewProgress& progress : rebuilds) rebuild_now(progress);
    catch_up();
  }
}

bool Projector::must_stop() {
  const std::lock_guard guard(mutex_);
  return is_stopping_;
}

void Projector::catch_up() {
  const auto workspaces = writer_->workspaces();
  if (!workspaces) {
    log::error("views cannot be made", {{"error", workspaces.error().message}});
    return;
  }
  for (const WorkspaceId& workspace : *workspaces) {
    if (auto done = catch_up(workspace); !done) {
      log::error("views of a workspace cannot be made; firstline rebuild-views may help",
                 {{"workspace", workspace.text},
                  {"code", done.error().code},
                  {"error", done.error().message}});
    }
  }
}

Result<void> Projector::catch_up(const WorkspaceId& workspace) {
  while (!must_stop()) {
    FL_TRY(const bool has_advanced, writer_->advance(workspace, limits::projected_at_once));
    FL_TRY_VOID(tell(workspace));
    if (!has_advanced) return {};
  }
  return {};
}

Result<void> Projector::tell(const WorkspaceId& workspace) {
  FL_TRY(const auto progress, writer_->progress(workspace));
  // Asked for even when nothing was left to do: a rebuild may have come this far.
  if (std::exchange(told_[workspace], progress.done) == progress.done) return {};
  if (options_.on_projected) options_.on_projected(workspace, progress.done);
  return {};
}

void Projector::rebuild_now(const ViewProgress& progress) {
  auto rebuilt = writer_->clear();
  if (rebuilt) rebuilt = writer_->advance_all(progress, [this] { return must_stop(); });
  if (!rebuilt) {
    log::error("views cannot be made anew",
               {{"code", rebuilt.error().code}, {"error", rebuilt.error().message}});
  }
}

}  // namespace firstline::sql
