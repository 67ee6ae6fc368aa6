#include "wire/openapi.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "base/check.hpp"
#include "base/text.hpp"
#include "domain/access/access.hpp"
#include "wire/json/tape.hpp"

namespace firstline::wire {
namespace {

using json::Kind;
using json::Node;

constexpr json::Limits limits = {1 << 22, 64};
const std::string folder = FL_SOURCE_DIR "/api/examples/";

const json::Document& document() {
  static const json::Document made = [] {
    auto parsed = json::parse(openapi_document("0.1.0"), limits);
    FL_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return made;
}

std::optional<Node> find(Node object, std::string_view wanted) {
  std::optional<Node> found;
  if (object.kind() != Kind::object) return found;
  object.for_each_member([&](std::string_view name, Node value) {
    if (name == wanted) found = value;
  });
  return found;
}

// Follows a "#/a/b" reference.
std::optional<Node> at(std::string_view reference) {
  std::optional<Node> node = document().root();
  reference.remove_prefix(2);
  while (node && !reference.empty()) {
    const std::size_t end = std::min(reference.find('/'), reference.size());
    node = find(*node, reference.substr(0, end));
    reference.remove_prefix(std::min(end + 1, reference.size()));
  }
  return node;
}

// ---- as much of JSON Schema as the document uses ----

std::string mismatch(Node schema, Node value, const std::string& path);

bool is_of_type(std::string_view type, Node value) {
  switch (value.kind()) {
    case Kind::null:
      return type == "null";
    case Kind::boolean:
      return type == "boolean";
    case Kind::integer:
    case Kind::large:
      return type == "integer" || type == "number";
    case Kind::number:
      return type == "number";
    case Kind::string:
      return type == "string";
    case Kind::array:
      return type == "array";
    case Kind::object:
      return type == "object";
  }
  return false;
}

std::string object_mismatch(Node schema, Node value, const std::string& path) {
  std::string why;
  if (const auto required = find(schema, "required")) {
    required->for_each_item([&](Node name) {
      if (!find(value, name.text())) why = path + " lacks " + std::string(name.text());
    });
  }
  const auto properties = find(schema, "properties");
  const auto others = find(schema, "additionalProperties");
  value.for_each_member([&](std::string_view name, Node member) {
    if (!why.empty()) return;
    const std::string here = path + "." + std::string(name);
    const auto property = properties ? find(*properties, name) : std::nullopt;
    if (property) {
      why = mismatch(*property, member, here);
    } else if (others && others->kind() == Kind::object) {
      why = mismatch(*others, member, here);
    } else if (others || properties) {
      why = here + " is not described";  // stricter than JSON Schema: nothing may be forgotten
    }
  });
  return why;
}

std::string string_mismatch(Node schema, Node value, const std::string& path) {
  if (const auto words = find(schema, "enum")) {
    bool is_one = false;
    words->for_each_item([&](Node word) { is_one = is_one || word.text() == value.text(); });
    if (!is_one) return path + " is none of the words";
  }
  const auto most = find(schema, "maxLength");
  const auto length = static_cast<std::int64_t>(count_characters(value.text()));
  if (most && length > most->integer()) return path + " is too long";
  if (const auto pattern = find(schema, "pattern")) {
    const std::string beginning(pattern->text().substr(1, pattern->text().find('-')));
    if (!value.text().starts_with(beginning)) return path + " is no id of this kind";
  }
  return {};
}

std::string mismatch(Node schema, Node value, const std::string& path) {
  if (const auto reference = find(schema, "$ref")) {
    const auto target = at(reference->text());
    return target ? mismatch(*target, value, path) : path + ": no such schema";
  }
  if (const auto choices = find(schema, "anyOf")) {
    std::string why = path;
    bool fits = false;
    choices->for_each_item([&](Node choice) {
      const std::string one = mismatch(choice, value, path);
      fits = fits || one.empty();
      if (value.kind() != Kind::null && !one.empty() && why == path) why = one;
    });
    return fits ? "" : why;
  }
  const auto type = find(schema, "type");
  if (!type || !is_of_type(type->text(), value)) return path + " is of another type";
  std::string why;
  switch (value.kind()) {
    case Kind::string:
      return string_mismatch(schema, value, path);
    case Kind::object:
      return object_mismatch(schema, value, path);
    case Kind::array: {
      const auto items = find(schema, "items");
      value.for_each_item([&](Node item) {
        if (why.empty()) why = mismatch(*items, item, path + "[]");
      });
      return why;
    }
    case Kind::null:
    case Kind::boolean:
    case Kind::integer:
    case Kind::large:
    case Kind::number:
      return why;
  }
  return why;
}

std::string example(const std::string& name) {
  std::ifstream file(folder + name + ".json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The example's part `member` ("" for all of it) fits the schema.
void expect_fits(const std::string& name, const std::string& member, Node schema) {
  const auto text = json::parse(example(name), limits);
  ASSERT_TRUE(text) << name;
  const auto value =
      member.empty() ? std::optional<Node>(text->root()) : find(text->root(), member);
  ASSERT_TRUE(value) << name << " has no " << member;
  EXPECT_EQ(mismatch(schema, *value, name), "");
}

TEST(OpenApi, DescribesWhatIsSaidOverTheSockets) {
  struct Socket {
    std::string key, prefix;
  };
  for (const auto& [key, prefix] : {Socket{"x-live", ""}, Socket{"x-visitor-live", "visitor."}}) {
    const Node commands = *at("#/" + key + "/do");
    commands.for_each_member([&, &prefix = prefix](std::string_view name, Node command) {
      expect_fits(prefix + "do." + std::string(name), "args", *find(command, "args"));
      const std::string answer = prefix + "answer." + std::string(name);
      if (std::filesystem::exists(folder + answer + ".json")) {
        expect_fits(answer, "data", *find(command, "data"));
      }
    });
  }
}

TEST(OpenApi, DescribesEveryCommandThatHasAnExample) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().stem().string();
    const bool is_visitors = name.starts_with("visitor.do.");
    if (!is_visitors && !name.starts_with("do.")) continue;
    const Node commands = *at(is_visitors ? "#/x-visitor-live/do" : "#/x-live/do");
    EXPECT_TRUE(find(commands, name.substr(is_visitors ? 11 : 3))) << name;
  }
}

TEST(OpenApi, DescribesEveryFrame) {
  const auto check = [](const std::string& reference, const std::string& prefix) {
    at(reference)->for_each_member([&](std::string_view type, Node schema) {
      expect_fits(prefix + std::string(type), "data", schema);
    });
  };
  check("#/x-live/numbered", "frame.");
  check("#/x-live/unnumbered", "signal.");
  check("#/x-visitor-live/unnumbered", "visitor.frame.");
}

Node content(Node holder) {
  return *find(*find(*find(holder, "content"), "application/json"), "schema");
}

Node operation(const std::string& path, const std::string& method) {
  return *find(*find(*find(document().root(), "paths"), path), method);
}

TEST(OpenApi, DescribesTheBodiesOfRest) {
  struct Case {
    std::string path, method, body, answer;
  };
  const Case cases[] = {
      {"/api/v1/session", "post", "body.session", "rest.session"},
      {"/api/v1/me", "get", "", "rest.me"},
      {"/api/v1/me", "put", "body.me", "user"},
      {"/api/v1/me/password", "put", "body.password", ""},
      {"/api/v1/me/presence", "put", "body.presence", ""},
      {"/api/v1/me/settings", "put", "body.settings", ""},
      {"/api/v1/me/totp", "post", "", "rest.totp"},
      {"/api/v1/me/totp", "put", "body.totp", ""},
      {"/api/v1/me/work-items", "get", "", "rest.work_items"},
      {"/api/v1/offers/{offer}/decline", "post", "body.decline", ""},
      {"/api/v1/work-items/{work}/transfer", "post", "body.transfer", ""},
      {"/api/v1/work-items/{work}/explain", "get", "", "rest.explain"},
      {"/api/v1/queues/{queue}/live", "get", "", "queue_live"},
      {"/api/v1/conversations", "get", "", "rest.conversations"},
      {"/api/v1/conversations/{conversation}", "get", "", "conversation.closed"},
      {"/api/v1/conversations/{conversation}/messages", "post", "body.message", ""},
      {"/api/v1/conversations/{conversation}/close", "post", "body.close", ""},
      {"/api/v1/conversations/{conversation}/typing", "post", "body.typing", ""},
      {"/api/v1/conversations/{conversation}/read", "post", "body.read", ""},
      {"/api/v1/conversations/{conversation}/notes", "post", "body.note", ""},
      {"/api/v1/conversations/{conversation}/whisper", "post", "body.whisper", ""},
      {"/api/v1/conversations/{conversation}/draft", "put", "body.draft", ""},
      {"/api/v1/users", "get", "", "rest.users"},
      {"/api/v1/users/invite", "post", "body.invite", ""},
      {"/api/v1/users/{user}", "patch", "body.user", ""},
      {"/api/v1/users/{user}/reset", "post", "", "rest.reset"},
      {"/api/v1/password/reset", "post", "body.password_reset", ""},
      {"/api/v1/password/set", "post", "body.password_set", ""},
      {"/api/v1/password/tokens/{token}", "get", "", "rest.password_token"},
      {"/api/v1/audit", "get", "", "rest.audit"},
      {"/api/v1/customers", "get", "", "rest.customers"},
      {"/api/v1/reports", "get", "", "rest.reports"},
      {"/api/v1/reports/{report}", "get", "", "rest.report"},
      {"/api/v1/planning/erlang", "post", "body.staffing", "rest.staffing"},
      {"/api/v1/reports/contacts", "get", "", "rest.contacts"},
      {"/api/v1/events", "get", "", "rest.events"},
      {"/api/v1/widget/{key}/visits", "post", "body.visit", "visit_result"},
      {"/api/v1/contact/{workspace}", "get", "", "rest.contact_page"},
  };
  for (const Case& one : cases) {
    const Node what = operation(one.path, one.method);
    if (!one.body.empty()) expect_fits(one.body, "", content(*find(what, "requestBody")));
    if (one.answer.empty()) continue;
    expect_fits(one.answer, "", content(*find(*find(what, "responses"), "200")));
  }
  for (const char* section : {"queues", "skills", "teams", "agents", "entry-points", "widgets",
                              "canned-replies", "capacity"}) {
    const Node get = operation(std::string("/api/v1/") + section, "get");
    expect_fits(std::string("catalog.") + section, "",
                content(*find(*find(get, "responses"), "200")));
    EXPECT_TRUE(find(*at("#/paths"), std::string("/api/v1/") + section + "/validate"));
  }
  expect_fits("error", "", *at("#/components/schemas/Error"));
  expect_fits("error.problems", "", *at("#/components/schemas/Error"));
}

void check_references(Node node) {
  if (node.kind() == Kind::array) node.for_each_item(check_references);
  if (node.kind() != Kind::object) return;
  node.for_each_member([](std::string_view name, Node value) {
    if (name == "$ref") {
      EXPECT_TRUE(at(value.text())) << value.text();
    }
    check_references(value);
  });
}

TEST(OpenApi, FitsNothingElse) {
  const Node cart = *at("#/components/schemas/Cart");
  const auto misfit = [&](std::string_view text) {
    return mismatch(cart, json::parse(text, limits)->root(), "cart");
  };
  EXPECT_EQ(misfit(R"({"currency":"GBP","total":"1","items":[]})"), "");
  EXPECT_EQ(misfit(R"({"currency":"GBP","total":1,"items":[]})"), "cart.total is of another type");
  EXPECT_EQ(misfit(R"({"currency":"GBP","total":"1"})"), "cart lacks items");
  EXPECT_EQ(misfit(R"({"currency":"GBP","total":"1","items":[{"name":"x","quantity":"2"}]})"),
            "cart.items[] lacks price");
}

TEST(OpenApi, RefersToNothingThatIsNotThere) { check_references(document().root()); }

TEST(OpenApi, GivesEachOperationANameOfItsOwnAndAKnownPermission) {
  std::set<std::string> names;
  at("#/paths")->for_each_member([&](std::string_view path, Node methods) {
    methods.for_each_member([&](std::string_view, Node what) {
      EXPECT_TRUE(names.insert(std::string(find(what, "operationId")->text())).second) << path;
      if (const auto permission = find(what, "x-permission")) {
        EXPECT_TRUE(access::permission_from_text(permission->text())) << path;
      }
    });
  });
  EXPECT_EQ(names.size(), operations().size());
}

}  // namespace
}  // namespace firstline::wire
