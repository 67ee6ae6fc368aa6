// The journal's public events, for scripts that follow what happens.
#include "adapters/web/exchange.hpp"
#include "adapters/web/limits.hpp"
#include "adapters/web/query.hpp"
#include "adapters/web/routes.hpp"
#include "wire/event_codec.hpp"

namespace firstline::web {
namespace {

namespace view = app::view;
using access::Permission;

bool may_follow(const app::Actor& actor) {
  return actor.may(Permission::see_all) || actor.may(Permission::manage_users) ||
         actor.may(Permission::manage_catalog);
}

Result<view::PublicEvents> shown(const std::vector<ports::Record>& records, std::uint64_t since) {
  view::PublicEvents events;
  events.next = since;
  for (const ports::Record& record : records) {
    FL_TRY(const app::Event event, wire::decode_event(record.type, record.payload));
    events.items.push_back(
        {record.seq, record.at, record.type, view::Opaque{wire::encode_public_event(event)}});
    events.next = record.seq;
  }
  return events;
}

void events(const ExchangeRef& x) {
  if (!may_follow(x->actor)) {
    return x->fail(forbidden("permission.missing", "You may not do this."));
  }
  Query query(x->request);
  const std::uint64_t since = query.number("since").value_or(0);
  const std::size_t limit = query.limit(limits::page_items, limits::events_items);
  if (query.problem()) return x->fail(*query.problem());
  const app::Workspace& workspace = x->house().workspace;
  workspace.ports().archive.records(workspace.id(), since, limit,
                                    [x, since](const Result<std::vector<ports::Record>>& records) {
                                      if (!records) return x->fail(records.error());
                                      x->json<view::PublicEvents>()(shown(*records, since));
                                    });
}

}  // namespace

Routes event_routes() { return {{"GET", "/api/v1/events", Asker::user, events}}; }

}  // namespace firstline::web
