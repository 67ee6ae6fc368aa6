#include "server/commands/installation.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "server/demo.hpp"
#include "wire/codec.hpp"

namespace firstline::server {

class Installation::Nobody final : public app::Push {
 public:
  void to_agent(const AgentId&, std::uint64_t, Time, const app::view::DeskFrame&) override {}
  void to_watchers(ConversationId, std::uint64_t, Time, const app::view::DeskFrame&) override {}
  void to_desks(std::uint64_t, Time, const app::view::DeskFrame&) override {}
  void signal_agent(const AgentId&, const app::view::DeskSignal&) override {}
  void signal_watchers(ConversationId, const app::view::DeskSignal&) override {}
  void signal_desks(const app::view::DeskSignal&) override {}
  void signal_floor(const app::view::DeskSignal&) override {}
  bool is_floor_watched() const override { return false; }
  bool is_watched(ConversationId) const override { return false; }
  void to_visitor(CustomerId, const app::view::VisitorFrame&) override {}
  bool is_visitor_here(CustomerId) const override { return false; }
};

Installation::Installation() : crypto_(random_), nobody_(std::make_unique<Nobody>()) {}

Installation::~Installation() = default;

Result<std::unique_ptr<Installation>> Installation::open(const Config& config) {
  // check_tree: allow new: the constructor is private, and the pointer is owned at once
  std::unique_ptr<Installation> installation(new Installation());
  FL_TRY_VOID(installation->open_ports(config));
  FL_TRY_VOID(installation->open_houses());
  return installation;
}

Result<void> Installation::open_ports(const Config& config) {
  std::error_code failed;
  std::filesystem::create_directories(config.data, failed);
  if (failed) {
    return unavailable("data.directory",
                       fmt::format("{} cannot be made: {}.", config.data, failed.message()));
  }
  const auto post = [this](std::function<void()> task) { floor_.post(std::move(task)); };
  const std::string path = store_path(config);
  FL_TRY(store_, sql::SqliteStore::open({.path = path, .post = post}));
  FL_TRY(projector_, sql::Projector::open({.store_path = path, .views_path = views_path(config)}));
  FL_TRY(archive_, sql::SqliteArchive::open(
                       {.store_path = path, .views_path = views_path(config), .post = post}));
  passwords_ =
      std::make_unique<local::Argon2Passwords>(local::Argon2Passwords::Options{.post = post});
  FL_TRY(files_, local::DiskFiles::open({.data = config.data, .post = post}));
  FL_TRY(mailer_, local::SmtpMailer::create(clock_, {.post = post}));
  return {};
}

Result<void> Installation::open_houses() {
  std::vector<ports::WorkspaceRow> rows = store_->load_workspaces();
  const bool is_new = rows.empty();
  if (is_new) rows.push_back(first_workspace(clock_.now()));
  for (ports::WorkspaceRow& row : rows) add_house(std::move(row));
  for (const auto& house : houses_) FL_TRY_VOID(house->recover());
  if (is_new) {
    FL_TRY_VOID(floor_.wait<void>(
        [&](std::function<void(Result<void>)> done) { seed_first(*houses_.front(), done); }));
  }
  return {};
}

void Installation::add_house(ports::WorkspaceRow row) {
  app::Engine::World world{
      .clock = clock_,
      .store = *store_,
      .codec = wire::codec(),
      .post = [this](std::function<void()> task) { floor_.post(std::move(task)); },
      // A command is over before anything is due.
      .arm = [](Time) {},
  };
  app::House::Options options;
  options.sniff = [](std::string_view, std::string_view) -> Result<app::FileType> {
    return unavailable("file.type_refused", "There are no files here.");
  };
  options.is_email_taken = [this](const std::string& email) {
    return static_cast<bool>(house_of(email));
  };
  houses_.push_back(std::make_unique<app::House>(
      std::move(row),
      app::Ports{clock_, random_, crypto_, *passwords_, *mailer_, *files_, *store_, *archive_},
      std::move(world), *nobody_, std::move(options)));
}

Result<app::House*> Installation::house(const std::optional<WorkspaceId>& workspace) {
  if (!workspace && houses_.size() == 1) return houses_.front().get();
  if (!workspace) {
    return invalid("workspace.which", "There are several workspaces: name one by --workspace.");
  }
  for (const auto& house : houses_) {
    if (house->workspace.id() == *workspace) return house.get();
  }
  return invalid("workspace.unknown", fmt::format("There is no workspace {}.", workspace->text));
}

Result<app::House*> Installation::house_of(const std::string& email) {
  for (const auto& house : houses_) {
    if (house->accounts.knows_email(email)) return house.get();
  }
  return not_found("user.unknown", fmt::format("Nobody signs in with {}.", email));
}

}  // namespace firstline::server
