// What visitors ask over HTTP: visits, files, and the public contact page. Pages of other origins
// call these, so they speak CORS (Fetch standard, "CORS protocol"), without credentials.
#include <memory>
#include <unordered_map>

#include "adapters/web/content_disposition.hpp"
#include "adapters/web/cors.hpp"
#include "adapters/web/exchange.hpp"
#include "adapters/web/limits.hpp"
#include "adapters/web/origin.hpp"
#include "adapters/web/routes.hpp"
#include "adapters/web/uploads.hpp"

namespace firstline::web {
namespace {

namespace view = app::view;

const std::string visits_pattern = "/api/v1/widget/{key}/visits";
const std::string files_pattern = "/api/v1/widget/files";
const std::string file_pattern = "/api/v1/widget/files/{file}";

const catalog::EntryPoint* entry_point_of(const Served& served, const EntryPointId& id) {
  return catalog::find(served.house.workspace.catalog(), id);
}

// ---- visits ----

void visit(const RouteContext& context, const ExchangeRef& x) {
  const EntryPointId key(x->parameter("key"));
  Served* served = context.houses.of_entry_point(key);
  if (!served) return x->fail(not_found("widget.unknown", "There is no widget of this key."));
  const bool is_allowed =
      may_embed(*entry_point_of(*served, key), x->request, context.public_origin);
  if (is_allowed) allow_origin(*x);
  const auto asked = x->read<wire::StartVisit>();
  if (!asked) return;
  app::Visit visit;
  visit.entry_point = key;
  visit.name = asked->name;
  if (asked->page) visit.page = wire::to_json(*asked->page);
  if (asked->cart) visit.cart = wire::to_json(*asked->cart);
  visit.locale = asked->locale.value_or("");
  visit.token = asked->token.value_or("");
  visit.identity = asked->identity.value_or("");
  visit.origin = x->request.header("origin");
  // The server may be known by two names; whichever the page has is then our own.
  visit.own_origin =
      is_own_origin(x->request, context.public_origin) ? visit.origin : own_origin(x->request);
  visit.from = x->request.client;
  served->house.inbox.visit(std::move(visit), x->json<view::VisitResult>());
}

// ---- files ----

// May the page of this visitor's widget read the answer?
bool is_page_allowed(const RouteContext& context, const Exchange& x) {
  const auto* entry_point = entry_point_of(*x.served, x.visitor.entry_point);
  return entry_point && may_embed(*entry_point, x.request, context.public_origin);
}

void upload(const RouteContext& context, const ExchangeRef& x) {
  if (!is_page_allowed(context, *x)) {
    return x->fail(forbidden("origin.refused", "This page may not use this widget."));
  }
  allow_origin(*x);
  auto file = x->given(uploaded_file(x->request));
  if (!file) return;
  x->request.body.clear();
  x->house().attachments.upload(
      {std::move(file->name), std::move(file->bytes), x->visitor.customer, {}},
      x->json<view::Attachment>(201));
}

// Images of a page come without an Origin; the token alone says who may see them.
void download(const RouteContext& context, const ExchangeRef& x) {
  if (is_page_allowed(context, *x)) allow_origin(*x);
  x->house().attachments.open(
      FileId(x->parameter("file")), x->visitor.customer,
      [x](const Result<app::Attachments::Stored>& stored) {
        if (!stored) return x->fail(stored.error());
        net::Response response = file_response(stored->row, stored->path);
        response.headers.push_back({"Cross-Origin-Resource-Policy", "cross-origin"});
        // The address carries a token; it is not to be passed on.
        response.headers.push_back({"Referrer-Policy", "no-referrer"});
        x->respond(std::move(response));
      });
}

// ---- the contact page ----

// Anybody may ask, as often as they like; what it costs is paid once every two seconds.
struct ContactPages {
  struct Page {
    std::string body;
    Time at;
  };
  std::unordered_map<WorkspaceId, Page> pages;
};

void contact_page(const RouteContext& context, const std::shared_ptr<ContactPages>& kept,
                  const ExchangeRef& x) {
  const WorkspaceId workspace(x->parameter("workspace"));
  const Served* served = context.houses.find(workspace);
  if (!served) return x->fail(not_found("workspace.unknown", "There is no such workspace."));
  const auto at = kept->pages.find(workspace);
  if (at != kept->pages.end() && at->second.at + limits::contact_page_life > context.clock.now()) {
    return x->respond_json(200, at->second.body);
  }
  served->house.inbox.contact_page(
      [x, kept, workspace, now = context.clock.now()](const Result<view::ContactPage>& page) {
        if (!page) return x->fail(page.error());
        std::string body = wire::to_json(*page);
        kept->pages[workspace] = {body, now};
        x->respond_json(200, std::move(body));
      });
}

void add_files(const RouteContext& context, Routes& routes) {
  for (const std::string& pattern : {files_pattern, file_pattern}) {
    routes.push_back({"OPTIONS", pattern, Asker::anyone, [&context](const ExchangeRef& x) {
                        answer_preflight(
                            x, may_embed_any(context.houses, x->request, context.public_origin));
                      }});
  }
  routes.push_back({"POST", files_pattern, Asker::visitor,
                    [&context](const ExchangeRef& x) { upload(context, x); }});
  routes.push_back({"GET", file_pattern, Asker::visitor,
                    [&context](const ExchangeRef& x) { download(context, x); }});
}

}  // namespace

Routes widget_routes(const RouteContext& context) {
  Routes routes;
  routes.push_back({"OPTIONS", visits_pattern, Asker::anyone, [&context](const ExchangeRef& x) {
                      const EntryPointId key(x->parameter("key"));
                      const Served* served = context.houses.of_entry_point(key);
                      answer_preflight(x, served && may_embed(*entry_point_of(*served, key),
                                                              x->request, context.public_origin));
                    }});
  routes.push_back({"POST", visits_pattern, Asker::anyone,
                    [&context](const ExchangeRef& x) { visit(context, x); }});
  add_files(context, routes);
  const auto kept = std::make_shared<ContactPages>();
  routes.push_back({"GET", "/api/v1/contact/{workspace}", Asker::anyone,
                    [&context, kept](const ExchangeRef& x) { contact_page(context, kept, x); }});
  return routes;
}

}  // namespace firstline::web
