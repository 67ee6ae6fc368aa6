#include "server/wiring.hpp"

#include <algorithm>
#include <filesystem>

#include "adapters/local/file_type.hpp"
#include "base/log.hpp"
#include "server/demo.hpp"
#include "server/web_root.hpp"
#include "wire/codec.hpp"

namespace firstline::server {
namespace {

// A change of the floor is told this much later, together with what else changed.
constexpr Duration floor_pause = milliseconds(500);
constexpr Duration tick_interval = seconds(1);

Result<app::FileType> sniff(std::string_view bytes, std::string_view name) {
  FL_TRY(const auto type, local::sniff(bytes, name));
  return app::FileType{type.media, type.width, type.height};
}

}  // namespace

Result<std::unique_ptr<Wiring>> Wiring::build(const Serve& serve, const Config& config) {
  auto wiring = std::make_unique<Wiring>(Key(), serve, config);
  FL_TRY_VOID(wiring->open());
  return wiring;
}

Wiring::Wiring(Key, const Serve& serve, const Config& config)
    : serve_(serve), config_(config), crypto_(random_) {}

Wiring::~Wiring() {
  // Sockets first: their owners live in the floors.
  server_.reset();
  web_.reset();
}

Result<void> Wiring::open() {
  std::error_code failed;
  std::filesystem::create_directories(config_.data, failed);
  if (failed) {
    return unavailable("data.directory",
                       "cannot make the data directory " + config_.data + ": " + failed.message());
  }
  const auto post = [this](std::function<void()> what) { loop_.post(std::move(what)); };
  const std::string path = store_path(config_);
  const std::string views = (std::filesystem::path(path).parent_path() / "views.db").string();

  FL_TRY(store_, sql::SqliteStore::open({.path = path, .post = post, .on_records = [this] {
                                           if (projector_) projector_->notify();
                                         }}));
  FL_TRY(projector_, sql::Projector::open({.store_path = path, .views_path = views}));
  FL_TRY(archive_,
         sql::SqliteArchive::open({.store_path = path, .views_path = views, .post = post}));
  passwords_ =
      std::make_unique<local::Argon2Passwords>(local::Argon2Passwords::Options{.post = post});
  FL_TRY(files_,
         local::DiskFiles::open(
             {.data = config_.data, .post = post, .max_bytes = config_.limits.max_file_bytes}));
  FL_TRY(mailer_,
         local::SmtpMailer::create(clock_, {.url = config_.mail.url,
                                            .from = config_.mail.from,
                                            .user = config_.mail.user,
                                            .password = config_.mail.password,
                                            .is_plain_allowed = config_.mail.tls == MailTls::none,
                                            .ca_cert = config_.mail.ca_cert,
                                            .post = post}));

  std::vector<ports::WorkspaceRow> workspaces = store_->load_workspaces();
  const bool is_demo_there =
      std::any_of(workspaces.begin(), workspaces.end(),
                  [](const ports::WorkspaceRow& row) { return row.id == WorkspaceId("demo"); });
  if (serve_.is_demo && !is_demo_there) workspaces.push_back(demo_workspace(clock_.now()));
  if (workspaces.empty()) workspaces.push_back(first_workspace(clock_.now()));
  for (ports::WorkspaceRow& row : workspaces) add_floor(std::move(row));
  for (const auto& floor : floors_) FL_TRY_VOID(floor->house->recover());

  web_ = std::make_unique<web::Web>(houses_, clock_, random_,
                                    web::WebOptions{.web_root = web_root(),
                                                    .public_url = config_.http.public_url,
                                                    .version = FL_VERSION,
                                                    .file_bytes = config_.limits.max_file_bytes,
                                                    .body_bytes = config_.limits.max_body_bytes,
                                                    .unready = [this] { return unready(); },
                                                    .metrics = [this] { return metrics(); }});
  net::ServerOptions options;
  options.listen = config_.http.listen;
  options.is_accepting = false;  // whoever comes early would see half a floor
  options.tls_cert = config_.http.tls_cert;
  options.tls_key = config_.http.tls_key;
  options.trusted_proxies = config_.http.trusted_proxies;
  options.limits.max_connections = config_.limits.max_connections;
  options.limits.max_header_bytes = config_.limits.max_header_bytes;
  options.limits.max_body_bytes = config_.limits.max_body_bytes;
  options.limits.max_frame_bytes = config_.limits.max_frame_bytes;
  options.limits.max_queued_bytes = config_.limits.max_queued_bytes;
  FL_TRY(server_, net::start_server(loop_, options, web_->handlers()));
  return {};
}

void Wiring::add_floor(ports::WorkspaceRow row) {
  floors_.push_back(std::make_unique<Floor>());
  Floor& floor = *floors_.back();
  app::Engine::World world{
      .clock = clock_,
      .store = *store_,
      .codec = wire::codec(),
      .post = [this](std::function<void()> what) { loop_.post(std::move(what)); },
      .arm =
          [this, &floor](Time at) {
            arm(floor.wakeup, at, [&floor] { floor.house->workspace.engine().wake(); });
          },
  };
  app::House::Options options;
  options.accounts.is_demo_public = serve_.is_demo_public;
  options.accounts.public_url = config_.http.public_url;
  options.limits = {
      .message_characters = config_.limits.message_characters,
      .file_bytes = config_.limits.max_file_bytes,
      .messages_per_window = static_cast<int>(config_.limits.visitor_messages_per_10s)};
  options.sniff = sniff;
  options.is_email_taken = [this](const std::string& email) {
    return houses_.of_email(email) != nullptr;
  };
  floor.house = std::make_unique<app::House>(
      std::move(row),
      app::Ports{clock_, random_, crypto_, *passwords_, *mailer_, *files_, *store_, *archive_},
      std::move(world), floor.hub, std::move(options));
  floor.house->accounts.on_sessions_ended = [&floor](const UserId& user) {
    floor.hub.end_sessions(user);
  };
  floor.house->workspace.on_floor_changed = [this, &floor] {
    floor.refresh = loop_.after(floor_pause, [&floor] { floor.house->workspace.refresh_floor(); });
  };
  floor.house->effects.arm = [this, &floor](Time at) {
    arm(floor.retry, at,
        [&floor] { floor.house->effects.run(floor.house->workspace.engine().now()); });
  };
  houses_.add(*floor.house, floor.hub);
}

void Wiring::arm(std::unique_ptr<net::Loop::Timer>& timer, Time at, std::function<void()> what) {
  if (at == never) {
    timer.reset();
    return;
  }
  const Duration delay = std::max(Duration(0), at - clock_.now());
  timer = loop_.after(delay, std::move(what));
}

void Wiring::tick() {
  web_->tick();
  tick_ = loop_.after(tick_interval, [this] { tick(); });
}

bool Wiring::run(std::function<void(const Wiring&)> on_ready) {
  on_ready_ = std::move(on_ready);
  loop_.on_termination([this](int) {
    if (is_stopping_) {
      loop_.stop();
    } else {
      terminate();
    }
  });
  loop_.post([this] {
    if (const auto seeded = seed(); !seeded) {
      log::error("the first workspace could not be made", {{"code", seeded.error().code}});
      has_failed_ = true;
      loop_.stop();
    }
  });
  loop_.run();
  return !has_failed_;
}

// New workspaces get their first catalog; then every floor reads the texts of what is open.
Result<void> Wiring::seed() {
  floors_loading_ = floors_.size();
  for (const auto& floor : floors_) {
    const bool is_new = floor->house->workspace.state().seq == 0;
    const auto load = [this, &floor = *floor](const Result<void>& seeded) {
      if (!seeded) return loaded(seeded);
      floor.house->workspace.load_texts([this](const Result<void>& result) { loaded(result); });
    };
    if (!is_new) {
      load(Result<void>());
    } else if (floor->house->workspace.id() == WorkspaceId("demo")) {
      seed_demo(*floor->house, load);
    } else {
      seed_first(*floor->house, load);
    }
  }
  return {};
}

void Wiring::loaded(const Result<void>& result) {
  if (!result) {
    log::error("a workspace could not be opened",
               {{"code", result.error().code}, {"message", result.error().message}});
    has_failed_ = true;
    loop_.stop();
    return;
  }
  if (--floors_loading_ > 0) return;
  is_ready_ = true;
  for (const auto& floor : floors_) {
    floor->house->workspace.close_lost_windows();
    floor->house->workspace.engine().wake();
    floor->house->effects.run(clock_.now());
  }
  tick();
  if (!is_stopping_) server_->start_accepting();
  on_ready_(*this);
}

// No new connections; what was said is made durable and answered; windows are told to come back,
// elsewhere or later; requests under way have until the end of `--drain`.
void Wiring::terminate() {
  is_stopping_ = true;
  log::info("stopping", {{"connections", server_->connection_count()}});
  server_->stop_accepting();
  when_durable([this] {
    server_->close_all();
    server_->when_empty([this] { finish(); });
    drain_ = loop_.after(serve_.drain, [this] {
      log::warning("what was still under way is cut off",
                   {{"connections", server_->connection_count()}});
      server_->when_empty(nullptr);
      finish();
    });
  });
}

void Wiring::finish() {
  drain_.reset();
  when_durable([this] {
    // The store writes what is queued when it is destroyed.
    for (const auto& floor : floors_) floor->house->workspace.engine().save_snapshot();
    log::info("stopped");
    loop_.stop();
  });
}

// Or lost to a full disk: nobody was told otherwise.
void Wiring::when_durable(std::function<void()> then) {
  struct Progress {
    std::size_t open;
    std::function<void()> then;
  };
  auto progress = std::make_shared<Progress>(Progress{floors_.size(), std::move(then)});
  for (const auto& floor : floors_) {
    floor->house->workspace.engine().when_durable([progress](const Result<void>&) {
      if (--progress->open == 0) progress->then();
    });
  }
}

std::vector<std::string> Wiring::unready() const {
  if (!is_ready_) return {"starting"};
  if (is_stopping_) return {"stopping"};
  return {};
}

std::vector<web::Metric> Wiring::metrics() const {
  if (!server_) return {};
  const auto gauge = [](const char* name, const char* help, std::size_t value) {
    return web::Metric{name, help, false, {{{}, static_cast<double>(value)}}};
  };
  return {gauge("firstline_http_connections", "Open TCP connections.", server_->connection_count()),
          gauge("firstline_sockets", "Open WebSockets.", server_->socket_count())};
}

}  // namespace firstline::server
