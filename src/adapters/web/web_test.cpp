// The edge as a whole: addresses, keys, pages.
#include "adapters/web/web.hpp"

#include <filesystem>
#include <fstream>
#include <set>

#include "adapters/web/web_fixture.hpp"
#include "wire/json/tape.hpp"
#include "wire/openapi.hpp"

namespace firstline::web {
namespace {

using testing::WebTest;

class WebEdge : public WebTest {};

TEST_F(WebEdge, ServesWhatItsDocumentDescribesAndNothingElse) {
  std::set<std::string> described;
  for (const wire::Operation& operation : wire::operations()) {
    described.insert(operation.method + " " + operation.path);
  }
  std::set<std::string> served;
  for (const Route* route : web_->router().all()) {
    // Preflights and probes are no operations.
    if (route->method == "OPTIONS" || !route->pattern.starts_with("/api/v1/")) continue;
    served.insert(route->method + " " + route->pattern);
  }
  for (const std::string& one : described) EXPECT_TRUE(served.contains(one)) << one;
  for (const std::string& one : served) EXPECT_TRUE(described.contains(one)) << one;
}

// The names below "do" of a socket in the document.
std::vector<std::string> described_commands(std::string_view socket) {
  const auto document = wire::json::parse(wire::openapi_document("0"), {1 << 22, 64});
  std::vector<std::string> names;
  document->root().for_each_member([&](std::string_view name, wire::json::Node value) {
    if (name != socket) return;
    value.for_each_member([&](std::string_view part, wire::json::Node commands) {
      if (part != "do") return;
      commands.for_each_member(
          [&](std::string_view command, wire::json::Node) { names.emplace_back(command); });
    });
  });
  return names;
}

TEST_F(WebEdge, RunsEveryCommandThatItsDocumentDescribes) {
  auto desk = open_desk(sign_in("ann"));
  const auto of_desk = described_commands("x-live");
  EXPECT_GT(of_desk.size(), 20u);
  for (const std::string& name : of_desk) {
    EXPECT_EQ(say(desk, name).find("do.unknown"), std::string::npos) << name;
  }
  auto window = open_window(visit());
  const auto of_visitor = described_commands("x-visitor-live");
  EXPECT_GT(of_visitor.size(), 8u);
  for (const std::string& name : of_visitor) {
    EXPECT_EQ(say(window, name).find("do.unknown"), std::string::npos) << name;
  }
}

TEST_F(WebEdge, GivesItsDocument) {
  const auto answer = ask(request("GET", "/api/openapi.json"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.body.starts_with(R"({"openapi":"3.1.0")"));
}

TEST_F(WebEdge, AnswersAnUnknownAddressAsJson) {
  const auto answer = ask(request("GET", "/api/v1/coffee"));
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(member(answer.body, "code"), "route.unknown");
}

TEST_F(WebEdge, SaysWhichMethodsAnAddressHas) {
  const auto answer = ask(request("DELETE", "/api/v1/me"));
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(header(answer, "Allow"), "GET, HEAD, PUT");
}

TEST_F(WebEdge, SaysThatItLivesAndWhyItIsNotReady) {
  EXPECT_EQ(ask(request("GET", "/healthz")).status, 200);
  EXPECT_EQ(ask(request("GET", "/readyz")).body, R"({"ready":true,"reasons":[]})");
  options_.unready = [] { return std::vector<std::string>{"starting"}; };
  restart_edge();
  const auto answer = ask(request("GET", "/readyz"));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body, R"({"ready":false,"reasons":["starting"]})");
}

TEST_F(WebEdge, SaysThatTheDiskIsFull) {
  const std::string token = sign_in("ann");
  store_.set_full(true);
  ask(by(request("PUT", "/api/v1/me", R"({"name":"Anna"})"), token));
  EXPECT_EQ(ask(request("GET", "/readyz")).body, R"({"ready":false,"reasons":["store.full"]})");
  EXPECT_EQ(ask(by(request("PUT", "/api/v1/me", R"({"name":"Anna"})"), token)).status, 503);
}

TEST_F(WebEdge, GivesFiguresToItsOwnNetworkOnly) {
  const auto answer = ask(request("GET", "/metrics"));
  EXPECT_EQ(answer.status, 200);
  for (const char* line :
       {"process_cpu_seconds_total ", "process_resident_memory_bytes ", "process_open_fds ",
        "firstline_journal_seq{workspace=\"demo\"} ",
        "firstline_queue_waiting{workspace=\"demo\",queue=\"general\"} 0\n",
        "firstline_agents{workspace=\"demo\",activity=\"offline\"} 4\n", "firstline_ready 1\n"}) {
    EXPECT_NE(answer.body.find(line), std::string::npos) << line;
  }
  net::Request outside = request("GET", "/metrics");
  outside.peer = outside.client = "198.51.100.1";
  EXPECT_EQ(ask(std::move(outside)).status, 404);
}

TEST_F(WebEdge, LimitsBodiesByWhatTheyAre) {
  const auto limit = [&](const char* path) { return handlers_.body_limit("POST", path); };
  EXPECT_EQ(limit("/api/v1/session"), 256u * 1024);
  EXPECT_EQ(limit("/api/v1/queues"), 4u * 1024 * 1024);
  EXPECT_EQ(limit("/api/v1/canned-replies/validate"), 4u * 1024 * 1024);
  EXPECT_GT(limit("/api/v1/files"), 10u * 1024 * 1024);
  EXPECT_GT(limit("/api/v1/widget/files"), 10u * 1024 * 1024);
}

// ---- Idempotency-Key ----

class IdempotencyTest : public WebTest {
 protected:
  net::Response note(const std::string& key, const std::string& text,
                     const std::string& user = "ann") {
    std::string& token = tokens_[user];
    if (token.empty()) token = sign_in(user);
    return ask(
        with(by(request("POST", "/api/v1/conversations/c-1/notes", R"({"text":")" + text + R"("})"),
                token),
             "Idempotency-Key", key));
  }
  void SetUp() override {
    auto window = open_window(visit());
    say(window, "message.send", R"({"client_id":"g1","text":"hello"})");
    tokens_["sue"] = sign_in("sue");
    // Sue may see every conversation.
  }
  std::map<std::string, std::string> tokens_;
};

TEST_F(IdempotencyTest, GivesTheFirstAnswerAgain) {
  const auto first = note("k1", "likes tents", "sue");
  ASSERT_EQ(first.status, 201) << first.body;
  const auto again = note("k1", "likes tents", "sue");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  const auto other = note("k2", "likes tents", "sue");
  EXPECT_NE(other.body, first.body);
}

TEST_F(IdempotencyTest, RefusesTheSameKeyForSomethingElse) {
  note("k1", "likes tents", "sue");
  const auto reused = note("k1", "likes boots", "sue");
  EXPECT_EQ(reused.status, 409);
  EXPECT_EQ(member(reused.body, "code"), "idempotency.reused");
}

TEST_F(IdempotencyTest, KeepsTheKeysOfUsersApart) {
  const auto sue = note("k1", "likes tents", "sue");
  const auto ada = note("k1", "likes tents", "ada");
  EXPECT_NE(sue.body, ada.body);
}

TEST_F(IdempotencyTest, RefusesAKeyThatIsTooLong) {
  EXPECT_NE(note(std::string(128, 'k'), "x", "sue").status, 400);
  EXPECT_EQ(note(std::string(129, 'k'), "x", "sue").status, 400);
}

// ---- pages ----

class PagesTest : public WebTest {
 protected:
  void SetUp() override {
    root_ = std::filesystem::path(::testing::TempDir()) / ("firstline-web-" + random_.token(8));
    write("index.html", "<html nonce=\"FIRSTLINE_CSP_NONCE\">desk</html>");
    write("assets/index-1.js", "let a = 1");
    write("assets/index-1.js.gz", "packed");
    write("widget.js", "widget");
    write("mark.svg", "<svg/>");
    write("demo/index.html", "shop");
    write("contact/index.html", "contact");
    write("contact/contact.js", "script");
    write("docs/index.html", "docs");
    write("docs/docs.js", "docs script");
    std::ofstream(root_.parent_path() / "secret.txt") << "secret";
    options_.web_root = root_.string();
    restart_edge();
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  void write(const std::string& name, const std::string& text) {
    std::filesystem::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  net::Response get(const std::string& path) { return ask(request("GET", path)); }

  std::filesystem::path root_;
};

TEST_F(PagesTest, GivesTheDeskAtEveryAddressOfItsOwn) {
  for (const char* path : {"/", "/supervisor", "/admin", "/admin/users", "/invite/demo.abc",
                           "/reset/demo.abc", "/sign-in"}) {
    const auto page = get(path);
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_NE(page.body.find("desk"), std::string::npos) << path;
  }
}

TEST_F(PagesTest, PutsAStrictPolicyOnPagesWithANewNonceEachTime) {
  const auto page = get("/");
  const std::string policy = header(page, "Content-Security-Policy");
  for (const char* rule : {"default-src 'self'", "script-src 'self';", "frame-ancestors 'none'",
                           "base-uri 'none'", "object-src 'none'", "ws://desk.test"}) {
    EXPECT_NE(policy.find(rule), std::string::npos) << rule;
  }
  EXPECT_EQ(policy.find("unsafe-eval"), std::string::npos);
  EXPECT_EQ(header(page, "Referrer-Policy"), "no-referrer");
  EXPECT_EQ(header(page, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header(page, "Cache-Control"), "no-store");
  const auto at = policy.find("'nonce-");
  ASSERT_NE(at, std::string::npos);
  const std::string value = policy.substr(at + 7, policy.find('\'', at + 7) - at - 7);
  EXPECT_NE(page.body.find(value), std::string::npos);
  EXPECT_EQ(page.body.find("FIRSTLINE_CSP_NONCE"), std::string::npos);
  EXPECT_EQ(get("/").body.find(value), std::string::npos);
}

TEST_F(PagesTest, LeavesAStrangeHostOutOfThePolicy) {
  auto asked = request("GET", "/demo");
  asked.headers = {{"Host", "x; script-src *"}};
  EXPECT_EQ(header(ask(std::move(asked)), "Content-Security-Policy").find("script-src *"),
            std::string::npos);
}

TEST_F(PagesTest, LetsBrowsersKeepAssetsForEver) {
  const auto asset = get("/assets/index-1.js");
  EXPECT_EQ(asset.body, "let a = 1");
  EXPECT_EQ(header(asset, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_NE(header(asset, "Cache-Control").find("immutable"), std::string::npos);
  const auto again =
      ask(with(request("GET", "/assets/index-1.js"), "If-None-Match", header(asset, "ETag")));
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
}

TEST_F(PagesTest, GivesThePackedFormToWhoTakesIt) {
  const auto packed =
      ask(with(request("GET", "/assets/index-1.js"), "Accept-Encoding", "br, gzip;q=0.8"));
  EXPECT_EQ(packed.body, "packed");
  EXPECT_EQ(header(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(header(packed, "Content-Type"), "text/javascript; charset=utf-8");
  const auto plain =
      ask(with(request("GET", "/assets/index-1.js"), "Accept-Encoding", "gzip;q=0, identity"));
  EXPECT_EQ(plain.body, "let a = 1");
}

TEST_F(PagesTest, GivesTheWidgetToForeignPages) {
  const auto widget = get("/widget.js");
  EXPECT_EQ(header(widget, "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(header(widget, "Cross-Origin-Resource-Policy"), "cross-origin");
  EXPECT_EQ(header(get("/assets/index-1.js"), "Cross-Origin-Resource-Policy"), "same-origin");
}

TEST_F(PagesTest, ShowsTheContactPageOfAWorkspace) {
  EXPECT_EQ(get("/contact/demo").status, 200);
  EXPECT_EQ(get("/contact/none").status, 404);
  EXPECT_EQ(get("/contact/contact.js").body, "script");
  EXPECT_EQ(get("/demo").body, "shop");
  EXPECT_EQ(get("/help/demo").status, 404);
}

TEST_F(PagesTest, ShowsTheDocumentationOfTheApi) {
  const auto page = get("/api/docs");
  EXPECT_EQ(page.body, "docs");
  EXPECT_NE(header(page, "Content-Security-Policy"), "");
  EXPECT_EQ(get("/api/docs/docs.js").body, "docs script");
  EXPECT_EQ(get("/api/docs/other.js").status, 404);
}

TEST_F(PagesTest, NamesNoFileOutsideItsFolder) {
  for (const char* path : {"/../secret.txt", "/assets/../../secret.txt", "/.env", "/assets/.x.js",
                           "/%2e%2e/secret.txt", "/index.html", "/contact/index.html"}) {
    EXPECT_EQ(get(path).status, 404) << path;
  }
}

TEST_F(PagesTest, FollowsNoLink) {
  std::filesystem::create_symlink(root_.parent_path() / "secret.txt", root_ / "link.txt");
  EXPECT_EQ(get("/link.txt").status, 404);
}

TEST_F(PagesTest, ReadsAFileAgainWhenItChanged) {
  EXPECT_EQ(get("/widget.js").body, "widget");
  write("widget.js", "a new widget");
  EXPECT_EQ(get("/widget.js").body, "a new widget");
}

TEST_F(PagesTest, TakesNoOtherMethod) {
  const auto answer = ask(request("POST", "/"));
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(header(answer, "Allow"), "GET, HEAD");
}

}  // namespace
}  // namespace firstline::web
