// The edge with one workspace behind it, on one thread: memory instead of a disk, sockets and
// answers that only remember what they were given.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/web/hub.hpp"
#include "adapters/web/web.hpp"
#include "app/house.hpp"
#include "tests/support/manual_clock.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/seeded_random.hpp"
#include "wire/codec.hpp"

namespace firstline::web::testing {

using firstline::testing::ManualClock;
using firstline::testing::MemoryStore;
using firstline::testing::SeededRandom;

// What a socket was sent.
class FakeSocket final : public net::Socket {
 public:
  bool send(net::Frame frame) override {
    if (close_code || is_dropped) return false;
    frames.push_back(std::move(frame));
    return true;
  }
  void close(std::uint16_t code, std::string_view) override {
    if (!close_code) close_code = code;
  }
  const std::string& client() const override { return client_; }

  std::vector<net::Frame> frames;
  std::optional<std::uint16_t> close_code;
  bool is_dropped = false;

  // The latest frame, and how many contain a text.
  std::string last() const { return frames.empty() ? "" : *frames.back(); }
  std::size_t count(std::string_view text) const {
    std::size_t found = 0;
    for (const auto& frame : frames) found += frame->find(text) != std::string::npos;
    return found;
  }
  std::string first_with(std::string_view text) const {
    for (const auto& frame : frames) {
      if (frame->find(text) != std::string::npos) return *frame;
    }
    return "";
  }

 private:
  std::string client_ = "192.0.2.7";
};

// Not secret at all, but different texts give different answers.
class PlainCrypto final : public ports::Crypto {
 public:
  std::string sha256(std::string_view text) const override {
    return std::to_string(std::hash<std::string_view>{}(text));
  }
  std::string hmac_sha256(std::string_view key, std::string_view text) const override {
    return sha256(std::string(key) + "|" + std::string(text));
  }
  bool is_equal(std::string_view a, std::string_view b) const override { return a == b; }
  Result<ports::VouchedIdentity> verify_identity(std::string_view, std::string_view,
                                                 Time) const override {
    return unauthenticated("identity.invalid", "Nobody is vouched for here.");
  }
  std::string new_totp_secret() override { return "JBSWY3DPEHPK3PXP"; }
  std::optional<std::uint64_t> verify_totp(std::string_view, std::string_view code,
                                           Time) const override {
    return code == "123456" ? std::optional<std::uint64_t>(++step_) : std::nullopt;
  }

 private:
  mutable std::uint64_t step_ = 0;
};

class PlainPasswords final : public ports::Passwords {
 public:
  explicit PlainPasswords(std::function<void(std::function<void()>)> post)
      : post_(std::move(post)) {}
  void hash(std::string password, std::function<void(Result<std::string>)> done) override {
    post_([password, done] { done("plain:" + password); });
  }
  void verify(std::string password, std::string hash,
              std::function<void(Result<bool>)> done) override {
    post_([=] { done(hash == "plain:" + password); });
  }

 private:
  std::function<void(std::function<void()>)> post_;
};

class NoMailer final : public ports::Mailer {
 public:
  bool is_configured() const override { return false; }
  void send(ports::Mail, std::function<void(Result<void>)>) override {}
};

class MemoryFiles final : public ports::Files {
 public:
  explicit MemoryFiles(std::function<void(std::function<void()>)> post) : post_(std::move(post)) {}
  void save(const WorkspaceId&, const FileId& file, std::string bytes,
            std::function<void(Result<void>)> done) override {
    saved[file] = std::move(bytes);
    post_([done] { done(Result<void>()); });
  }
  std::string path(const WorkspaceId& workspace, const FileId& file) const override {
    return "/data/" + workspace.text + "/" + file.text;
  }
  std::map<FileId, std::string> saved;

 private:
  std::function<void(std::function<void()>)> post_;
};

// What an upgrade came to.
struct Opened {
  std::optional<net::Response> refusal;
  std::string subprotocol;
  std::shared_ptr<FakeSocket> socket;
  net::SocketEvents events;
};

class WebTest : public ::testing::Test {
 protected:
  explicit WebTest(const app::Limits& limits = {})
      : store_([this](std::function<void()> what) { post(std::move(what)); }),
        passwords_([this](std::function<void()> what) { post(std::move(what)); }),
        files_([this](std::function<void()> what) { post(std::move(what)); }) {
    start(limits);
    seed();
  }

  void post(std::function<void()> what) { posted_.push_back(std::move(what)); }
  // Everything that was posted, until nothing more follows.
  void run() {
    while (!posted_.empty()) {
      const auto what = std::move(posted_.front());
      posted_.pop_front();
      what();
    }
  }

  app::House& house() { return *house_; }
  app::Engine& engine() { return house_->workspace.engine(); }

  // ---- HTTP ----

  static net::Request request(std::string method, std::string target, std::string body = {}) {
    net::Request made;
    made.method = std::move(method);
    const auto mark = target.find('?');
    made.path = target.substr(0, mark);
    std::string_view query =
        mark == std::string::npos ? "" : std::string_view(target).substr(mark + 1);
    while (!query.empty()) {
      const std::string_view pair = query.substr(0, query.find('&'));
      query.remove_prefix(std::min(query.size(), pair.size() + 1));
      const auto equals = pair.find('=');
      made.query.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    made.headers = {{"Host", "desk.test"}};
    made.body = std::move(body);
    made.peer = made.client = "127.0.0.1";
    return made;
  }
  static net::Request with(net::Request made, std::string name, std::string value) {
    made.headers.push_back({std::move(name), std::move(value)});
    return made;
  }
  static net::Request by(net::Request made, const std::string& token) {
    return with(std::move(made), "Authorization", "Bearer " + token);
  }

  net::Response ask(net::Request asked) {
    std::optional<net::Response> answer;
    handlers_.on_request(std::move(asked),
                         [&](net::Response response) { answer = std::move(response); });
    run();
    EXPECT_TRUE(answer) << "nothing was answered";
    return answer.value_or(net::Response{});
  }

  static std::string header(const net::Response& response, std::string_view name) {
    for (const net::Header& one : response.headers) {
      if (one.name == name) return one.value;
    }
    return "";
  }

  // The text behind "name":" in a JSON.
  static std::string member(const std::string& json, const std::string& name) {
    const std::string mark = "\"" + name + "\":\"";
    const auto at = json.find(mark);
    if (at == std::string::npos) return "";
    const auto begin = at + mark.size();
    return json.substr(begin, json.find('"', begin) - begin);
  }

  static net::Request from_shop(net::Request made) {
    return with(std::move(made), "Origin", "https://shop.test");
  }

  // A session of "ann", "sue" or "ada".
  std::string sign_in(const std::string& user) {
    const auto answer = ask(request(
        "POST", "/api/v1/session", R"({"email":")" + user + R"(@demo.test","password":"secret"})"));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return member(answer.body, "token");
  }

  std::string visit() {
    const auto answer =
        ask(from_shop(request("POST", "/api/v1/widget/shop/visits", R"({"name":"Grace"})")));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return member(answer.body, "token");
  }

  // ---- sockets ----

  Opened upgrade(net::Request asked) {
    Opened opened;
    handlers_.on_upgrade(std::move(asked),
                         [&](Result<net::Upgrade> upgrade, std::optional<net::Response> refusal) {
                           opened.refusal = std::move(refusal);
                           if (!upgrade || opened.refusal) return;
                           opened.subprotocol = upgrade->subprotocol;
                           opened.socket = std::make_shared<FakeSocket>();
                           opened.events = upgrade->opened(opened.socket);
                         });
    run();
    return opened;
  }
  static net::Request live_request(const std::string& token) {
    return with(request("GET", "/api/v1/live"), "Sec-WebSocket-Protocol",
                "firstline.v1, bearer." + token);
  }
  Opened open_desk(const std::string& token) {
    Opened opened = upgrade(live_request(token));
    EXPECT_TRUE(opened.socket);
    return opened;
  }
  Opened open_window(const std::string& token) {
    Opened opened =
        upgrade(from_shop(with(request("GET", "/api/v1/widget/live"), "Sec-WebSocket-Protocol",
                               "firstline.v1, visitor." + token)));
    EXPECT_TRUE(opened.socket);
    return opened;
  }

  // Sends a frame and gives its answer.
  std::string say(Opened& opened, const std::string& what, const std::string& args = "{}") {
    const std::string id = "t" + std::to_string(++last_id_);
    opened.events.on_text(R"({"id":")" + id + R"(","do":")" + what + R"(","args":)" + args + "}");
    run();
    return opened.socket->first_with(R"("re":")" + id + "\"");
  }

  void restart_edge() {
    handlers_ = {};
    web_ = std::make_unique<Web>(houses_, clock_, random_, options_);
    handlers_ = web_->handlers();
  }

  ManualClock clock_;
  SeededRandom random_{7};
  MemoryStore store_;
  PlainCrypto crypto_;
  PlainPasswords passwords_;
  NoMailer mailer_;
  MemoryFiles files_;
  Hub hub_;
  Houses houses_;
  WebOptions options_;
  std::unique_ptr<app::House> house_;
  std::unique_ptr<Web> web_;
  net::Handlers handlers_;

 private:
  void start(const app::Limits& limits) {
    app::Engine::World world{
        .clock = clock_,
        .store = store_,
        .codec = wire::codec(),
        .post = [this](std::function<void()> what) { post(std::move(what)); },
        .arm = [](Time) {},
    };
    app::House::Options options;
    options.limits = limits;
    options_.file_bytes = limits.file_bytes;
    options.sniff = [](std::string_view bytes, std::string_view) -> Result<app::FileType> {
      if (bytes.starts_with("<svg")) return invalid("file.type_refused", "No.", "file");
      if (bytes.starts_with("PNG")) return app::FileType{"image/png", 2, 3};
      return app::FileType{"text/plain"};
    };
    options.is_email_taken = [this](const std::string& email) {
      return houses_.of_email(email) != nullptr;
    };
    house_ = std::make_unique<app::House>(
        ports::WorkspaceRow{WorkspaceId("demo"), "Trailhouse", "UTC", clock_.now()},
        app::Ports{clock_, random_, crypto_, passwords_, mailer_, files_, store_, store_},
        std::move(world), hub_, std::move(options));
    const auto recovered = house_->recover();
    FL_CHECK(recovered);
    houses_.add(*house_, hub_);
    restart_edge();
  }

  void seed() {
    engine().add(house_->workspace.row());
    catalog::Catalog catalog = house_->workspace.catalog();
    catalog::Queue queue;
    queue.id = QueueId("general");
    queue.name = "General";
    catalog.queues = {queue};
    for (const char* key : {"ada", "ann", "bob", "sue"}) {
      const bool answers = key == std::string_view("ann") || key == std::string_view("bob");
      catalog.agents.push_back({AgentId(key),
                                key,
                                {},
                                answers ? std::vector{QueueId("general")} : std::vector<QueueId>{},
                                {},
                                {}});
    }
    catalog::EntryPoint widget;
    widget.id = EntryPointId("shop");
    widget.name = "Shop";
    widget.queue = QueueId("general");
    widget.origins = {"https://shop.test", "http://desk.test"};
    catalog::EntryPoint anywhere = widget;
    anywhere.id = EntryPointId("open");
    anywhere.origins.clear();
    catalog.entry_points = {widget, anywhere};
    catalog.policy.capacity = catalog::default_capacity();
    const auto replaced = engine().submit(catalog::Replace{catalog, UserId()});
    FL_CHECK(replaced);
    for (const auto& [key, role] :
         {std::pair("ann", access::Role::agent), std::pair("bob", access::Role::agent),
          std::pair("sue", access::Role::supervisor), std::pair("ada", access::Role::admin)}) {
      ports::UserRow user;
      user.key = UserId(key);
      user.email = std::string(key) + "@demo.test";
      user.name = key;
      user.role = role;
      user.password_hash = "plain:secret";
      user.is_demo = true;
      user.created_at = clock_.now();
      engine().add(user);
      house_->workspace.people().put(std::move(user));
    }
    run();
  }

  std::deque<std::function<void()>> posted_;
  int last_id_ = 0;
};

}  // namespace firstline::web::testing
