#include "adapters/web/cors.hpp"

#include "adapters/web/origin.hpp"

namespace firstline::web {

void allow_origin(Exchange& exchange) {
  const std::string_view origin = exchange.request.header("origin");
  if (origin.empty()) return;
  exchange.extra_headers.push_back({"Access-Control-Allow-Origin", std::string(origin)});
  exchange.extra_headers.push_back({"Access-Control-Expose-Headers", "Retry-After"});
  exchange.extra_headers.push_back({"Vary", "Origin"});
}

void answer_preflight(const ExchangeRef& exchange, bool is_allowed) {
  net::Response response;
  response.status = 204;
  if (is_allowed) {
    allow_origin(*exchange);
    response.headers = {
        {"Access-Control-Allow-Methods", "GET, POST"},
        {"Access-Control-Allow-Headers", "Authorization, Content-Type, Idempotency-Key"},
        {"Access-Control-Max-Age", "600"}};
  } else {
    response.headers = {{"Vary", "Origin"}};
  }
  exchange->respond(std::move(response));
}

bool may_embed_any(const Houses& houses, const net::Request& request,
                   std::string_view public_origin) {
  for (const Served& served : houses.all()) {
    for (const auto& entry_point : served.house.workspace.catalog().entry_points) {
      if (entry_point.kind == catalog::EntryPointKind::widget &&
          may_embed(entry_point, request, public_origin)) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace firstline::web
