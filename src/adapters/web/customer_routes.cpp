// Customers, and who of them is blocked.
#include "adapters/web/exchange.hpp"
#include "adapters/web/query.hpp"
#include "adapters/web/routes.hpp"

namespace firstline::web {
namespace {

namespace view = app::view;

void list(const ExchangeRef& x) {
  Query query(x->request);
  ports::CustomerQuery wanted;
  wanted.text = query.text("text");
  wanted.limit = query.limit();
  wanted.cursor = query.text("cursor");
  const bool is_blocked_only = query.flag("blocked");
  if (query.problem()) return x->fail(*query.problem());
  x->house().admin.customers(x->actor, std::move(wanted), is_blocked_only,
                             x->json<view::Customers>());
}

std::optional<CustomerId> id_of(const ExchangeRef& x) {
  const auto id = id_from_text<CustomerId>(x->parameter("customer"));
  if (id) return id;
  x->fail(not_found("customer.unknown", "There is no such customer."));
  return std::nullopt;
}

}  // namespace

Routes customer_routes() {
  return {
      {"GET", "/api/v1/customers", Asker::user, list},
      {"GET", "/api/v1/customers/{customer}", Asker::user,
       [](const ExchangeRef& x) {
         if (const auto id = id_of(x)) {
           x->house().admin.customer(x->actor, *id, x->json<view::Customer>());
         }
       }},
      {"DELETE", "/api/v1/customers/{customer}/block", Asker::user,
       [](const ExchangeRef& x) {
         if (const auto id = id_of(x)) x->house().admin.unblock(x->actor, *id, x->nothing());
       }},
  };
}

}  // namespace firstline::web
