// The catalog, one section at a time: read, put whole with If-Match, tried out.
#include <array>
#include <charconv>
#include <memory>

#include "adapters/web/exchange.hpp"
#include "adapters/web/routes.hpp"
#include "wire/catalog_json.hpp"

namespace firstline::web {
namespace {

using access::Permission;
using wire::Section;

struct SectionPath {
  Section section;
  std::string_view name;
  Permission permission = Permission::manage_catalog;
};
constexpr std::array sections = {
    SectionPath{Section::queues, "queues"},
    SectionPath{Section::skills, "skills"},
    SectionPath{Section::teams, "teams"},
    SectionPath{Section::agents, "agents"},
    SectionPath{Section::entry_points, "entry-points"},
    SectionPath{Section::widgets, "widgets"},
    SectionPath{Section::canned_replies, "canned-replies", Permission::manage_canned},
    SectionPath{Section::capacity, "capacity"},
};

Error may_not() { return forbidden("permission.missing", "You may not do this."); }

// Agents are called what the users they are call themselves.
catalog::Catalog with_names(catalog::Catalog catalog, const app::People& people) {
  for (catalog::Agent& agent : catalog.agents) {
    if (const auto* user = people.find(user_of(agent.id))) agent.name = user->name;
  }
  return catalog;
}

void respond_with(const ExchangeRef& x, Section section) {
  const app::Workspace& workspace = x->house().workspace;
  const catalog::Catalog& catalog = workspace.catalog();
  x->extra_headers.push_back({"ETag", '"' + std::to_string(catalog.version) + '"'});
  if (section == Section::agents) {
    const auto named = with_names(catalog, workspace.people());
    return x->respond_json(200, wire::encode_section(named, section));
  }
  x->respond_json(200, wire::encode_section(catalog, section));
}

void get(const ExchangeRef& x, Section section) {
  // It may show what the disk does not have yet, so it waits.
  x->house().workspace.engine().when_durable([x, section](const Result<void>& durable) {
    if (!durable) return x->fail(durable.error());
    respond_with(x, section);
  });
}

// If-Match: "4" (RFC 9110 §13.1.1); a version of ours is a number.
Result<std::uint64_t> version_of(const net::Request& request) {
  std::string_view text = request.header("if-match");
  if (text.empty()) {
    return invalid("request.missing_field",
                   "Send If-Match with the version that the change was made from.", "If-Match");
  }
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  std::uint64_t version = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), version);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    return invalid("request.invalid", "If-Match is a version: \"4\".", "If-Match");
  }
  return version;
}

void put(const ExchangeRef& x, const SectionPath& path) {
  if (!x->actor.may(path.permission)) return x->fail(may_not());
  const auto version = x->given(version_of(x->request));
  if (!version) return;
  const catalog::Catalog& present = x->house().workspace.catalog();
  if (*version != present.version) {
    return x->fail(conflict("catalog.changed", "Somebody has changed the catalog meanwhile."));
  }
  const auto change = std::make_shared<wire::SectionChange>(
      wire::change_section(present, path.section, x->request.body));
  if (!change->problems.empty()) {
    const Error first = change->problems.front();
    return x->fail(first, change->problems);
  }
  x->house().admin.change_catalog(
      x->actor, path.permission, std::string(path.name), *version,
      [&](catalog::Catalog& catalog) {
        catalog = std::move(change->catalog);
        catalog.version = *version;
      },
      [x, section = path.section](const Result<app::Admin::Replaced>& replaced,
                                  const app::Admin::Problems& problems) {
        if (!replaced) return x->fail(replaced.error(), problems);
        respond_with(x, section);
      });
}

void validate(const ExchangeRef& x, const SectionPath& path) {
  if (!x->actor.may(path.permission)) return x->fail(may_not());
  const auto change =
      wire::change_section(x->house().workspace.catalog(), path.section, x->request.body);
  x->respond_json(200, wire::problems_body(change.problems));
}

}  // namespace

Routes catalog_routes() {
  Routes routes;
  for (const SectionPath& path : sections) {
    const std::string pattern = "/api/v1/" + std::string(path.name);
    routes.push_back({"GET", pattern, Asker::user,
                      [section = path.section](const ExchangeRef& x) { get(x, section); }});
    routes.push_back(
        {"PUT", pattern, Asker::user, [&path](const ExchangeRef& x) { put(x, path); }});
    routes.push_back({"POST", pattern + "/validate", Asker::user,
                      [&path](const ExchangeRef& x) { validate(x, path); }});
  }
  routes.push_back({"POST", "/api/v1/widgets/{key}/secret", Asker::user, [](const ExchangeRef& x) {
                      x->body_to_keep = wire::to_json(app::view::WidgetSecret{});
                      x->house().admin.new_widget_secret(x->actor,
                                                         EntryPointId(x->parameter("key")),
                                                         x->json<app::view::WidgetSecret>());
                    }});
  return routes;
}

}  // namespace firstline::web
