#include "adapters/web/web.hpp"

#include <algorithm>

#include "adapters/web/authentication.hpp"
#include "adapters/web/cors.hpp"
#include "adapters/web/error_response.hpp"
#include "adapters/web/hub.hpp"
#include "adapters/web/limits.hpp"
#include "adapters/web/origin.hpp"
#include "adapters/web/process_metrics.hpp"
#include "adapters/web/workspace_metrics.hpp"
#include "wire/catalog_json.hpp"
#include "wire/limits.hpp"
#include "wire/openapi.hpp"

namespace firstline::web {
namespace {

bool is_write(std::string_view method) {
  return method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE";
}

// Paths of pages belong to Pages; these to the router.
bool is_api(std::string_view path) {
  return (path.starts_with("/api/") && path != "/api/docs" && !path.starts_with("/api/docs/")) ||
         path == "/healthz" || path == "/readyz" || path == "/metrics";
}

// What wire reads, unless the operator allows less.
std::size_t body_limit(const WebOptions& options, std::string_view path) {
  if (path == "/api/v1/files" || path == "/api/v1/widget/files") {
    return options.file_bytes + limits::form_overhead;
  }
  // A section of the catalog is a whole document, and stands directly below the root.
  constexpr std::string_view root = "/api/v1/";
  if (path.starts_with(root)) {
    std::string_view rest = path.substr(root.size());
    if (rest.ends_with("/validate")) rest.remove_suffix(std::string_view("/validate").size());
    if (wire::section_from_text(rest)) return std::min(wire::catalog_bytes, options.body_bytes);
  }
  return std::min(wire::body_bytes, options.body_bytes);
}

Error no_route() { return not_found("route.unknown", "There is nothing at this address."); }

void append(Routes& routes, Routes more) {
  for (Route& route : more) routes.push_back(std::move(route));
}

// "{"ready":false,"reasons":["store.full"]}": codes, which need no escapes.
std::string readiness(const std::vector<std::string>& reasons) {
  std::string body =
      reasons.empty() ? R"({"ready":true,"reasons":[)" : R"({"ready":false,"reasons":[)";
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    body += (i > 0 ? ",\"" : "\"") + reasons[i] + '"';
  }
  return body + "]}";
}

}  // namespace

Web::Web(Houses& houses, const ports::Clock& clock, ports::Random& random, WebOptions options)
    : houses_(houses),
      options_(std::move(options)),
      context_{houses, clock, origin_of_url(options_.public_url)},
      pages_(houses, random, options_.web_root),
      upgrades_(houses, context_.public_origin),
      router_(all_routes()) {}

Routes Web::all_routes() {
  Routes routes = status_routes();
  append(routes, session_routes(context_));
  append(routes, desk_routes());
  append(routes, planning_routes());
  append(routes, conversation_routes());
  append(routes, file_routes());
  append(routes, user_routes());
  append(routes, catalog_routes());
  append(routes, customer_routes());
  append(routes, report_routes());
  append(routes, event_routes());
  append(routes, widget_routes(context_));
  return routes;
}

net::Handlers Web::handlers() {
  net::Handlers handlers;
  handlers.on_request = [this](net::Request request, net::Respond respond) {
    answer(std::move(request), std::move(respond));
  };
  handlers.on_upgrade = [this](const net::Request& request, const Upgrades::Decide& decide) {
    upgrades_.decide(request, decide);
  };
  handlers.body_limit = [this](std::string_view, std::string_view path) {
    return body_limit(options_, path);
  };
  handlers.error_body = body_of_status;
  handlers.now = [this] { return context_.clock.now(); };
  return handlers;
}

void Web::tick() {
  const bool is_review = ++ticks_ % limits::ticks_per_review == 0;
  for (const Served& served : houses_.all()) {
    served.hub.tick(context_.clock.now());
    if (is_review) served.hub.review();
  }
}

void Web::answer(net::Request request, net::Respond respond) {
  if (!is_api(request.path)) {
    const bool is_get = request.method == "GET" || request.method == "HEAD";
    return respond(is_get ? pages_.answer(request) : method_not_allowed("GET, HEAD"));
  }
  const auto exchange = std::make_shared<Exchange>(std::move(request), std::move(respond));
  Router::Found found = router_.find(exchange->request.method, exchange->request.path);
  if (!found.route) {
    if (found.allowed.empty()) return exchange->fail(no_route());
    return exchange->respond(method_not_allowed(found.allowed));
  }
  exchange->parameters = std::move(found.parameters);
  run(*found.route, exchange);
}

void Web::run(const Route& route, const ExchangeRef& x) {
  switch (route.asker) {
    case Asker::anyone:
      return route.handle(x);
    case Asker::visitor: {
      std::string_view token = bearer_of(x->request);
      // An image of a page cannot set headers.
      if (token.empty()) token = x->request.parameter("token").value_or(std::string_view());
      auto who = authenticate_visitor(houses_, token);
      if (!who) {
        if (may_embed_any(houses_, x->request, context_.public_origin)) allow_origin(*x);
        return x->fail(who.error());
      }
      x->served = who->served;
      x->visitor = std::move(who->visitor);
      return route.handle(x);
    }
    case Asker::user: {
      auto who = authenticate(houses_, x->request, context_.public_origin);
      if (!who) return x->fail(who.error());
      x->served = who->served;
      x->actor = std::move(who->actor);
      x->session = std::move(who->inner_token);
      if (begin_idempotent(*x)) route.handle(x);
      return;
    }
  }
}

bool Web::begin_idempotent(Exchange& x) {
  const std::string key(x.request.header("idempotency-key"));
  if (key.empty() || !is_write(x.request.method)) return true;
  std::string what = x.request.method + "\n" + x.request.path + "\n" +
                     std::string(x.request.header("if-match")) + "\n";
  for (const auto& [name, value] : x.request.query) what += name + "=" + value + "\n";
  const std::string hash = x.house().workspace.ports().crypto.sha256(what + "\n" + x.request.body);
  const std::string& scope = x.actor.user.text;
  auto kept = x.house().idempotency.begin(scope, key, hash);
  if (!kept) {
    x.fail(kept.error());
    return false;
  }
  if (*kept) {
    x.respond_json((*kept)->status, std::move((*kept)->body));
    return false;
  }
  x.keep_answer(scope, key, life_);
  return true;
}

// ---- is it alive? ----

std::vector<std::string> Web::reasons() const {
  std::vector<std::string> reasons;
  if (options_.unready) reasons = options_.unready();
  for (const Served& served : houses_.all()) {
    const auto writable = served.house.workspace.engine().check_writable();
    if (!writable) reasons.push_back(writable.error().code);
  }
  return reasons;
}

std::vector<Metric> Web::all_metrics() const {
  std::vector<Metric> metrics = process_metrics();
  metrics.push_back({"firstline_build_info",
                     "The version that runs.",
                     false,
                     {{{{"version", options_.version}}, 1}}});
  metrics.push_back({"firstline_ready",
                     "1 while /readyz says so.",
                     false,
                     {{{}, reasons().empty() ? 1.0 : 0.0}}});
  for (Metric& metric : workspace_metrics(houses_)) metrics.push_back(std::move(metric));
  if (options_.metrics) {
    for (Metric& metric : options_.metrics()) metrics.push_back(std::move(metric));
  }
  return metrics;
}

Routes Web::status_routes() {
  Routes routes;
  routes.push_back({"GET", "/healthz", Asker::anyone,
                    [](const ExchangeRef& x) { x->respond_json(200, R"({"ok":true})"); }});
  routes.push_back({"GET", "/readyz", Asker::anyone, [this](const ExchangeRef& x) {
                      const auto why_not = reasons();
                      x->respond_json(why_not.empty() ? 200 : 503, readiness(why_not));
                    }});
  routes.push_back({"GET", "/metrics", Asker::anyone, [this](const ExchangeRef& x) {
                      // Figures of a company are not for the world; its own network may scrape.
                      if (!is_from_private_network(x->request)) return x->fail(no_route());
                      net::Response response;
                      response.headers = {
                          {"Content-Type", "text/plain; version=0.0.4; charset=utf-8"},
                          {"Cache-Control", "no-store"}};
                      response.body = metrics_text(all_metrics());
                      x->respond(std::move(response));
                    }});
  routes.push_back({"GET", "/api/openapi.json", Asker::anyone, [this](const ExchangeRef& x) {
                      if (openapi_.empty()) openapi_ = wire::openapi_document(options_.version);
                      x->respond_json(200, openapi_);
                    }});
  return routes;
}

}  // namespace firstline::web
