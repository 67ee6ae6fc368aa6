// An agent's own work over REST: the same use cases as the live socket's.
#include <memory>
#include <unordered_map>

#include "adapters/web/exchange.hpp"
#include "adapters/web/routes.hpp"
#include "app/explanation.hpp"
#include "wire/event_codec.hpp"

namespace firstline::web {
namespace {

namespace view = app::view;

void add_own(Routes& routes) {
  routes.push_back({"PUT", "/api/v1/me/presence", Asker::user, [](const ExchangeRef& x) {
                      auto asked = x->read<wire::SetPresence>();
                      if (!asked) return;
                      x->house().desk.set_presence(x->actor, asked->presence,
                                                   std::move(asked->reason),
                                                   x->json<view::PresenceSet>());
                    }});
  routes.push_back({"PUT", "/api/v1/me/settings", Asker::user, [](const ExchangeRef& x) {
                      auto asked = x->read<wire::PutSettings>();
                      if (!asked) return;
                      x->house().desk.keep_settings(x->actor, std::move(asked->settings.json),
                                                    x->nothing());
                    }});
  routes.push_back({"GET", "/api/v1/me/work-items", Asker::user, [](const ExchangeRef& x) {
                      x->house().desk.work_items(x->actor, x->json<view::WorkItems>());
                    }});
}

void add_offers(Routes& routes) {
  routes.push_back({"POST", "/api/v1/offers/{offer}/accept", Asker::user, [](const ExchangeRef& x) {
                      const auto asked = x->read<wire::AcceptOffer>("offer");
                      if (!asked) return;
                      x->house().desk.accept(x->actor, asked->offer, x->json<view::WorkTaken>());
                    }});
  routes.push_back(
      {"POST", "/api/v1/offers/{offer}/decline", Asker::user, [](const ExchangeRef& x) {
         auto asked = x->read<wire::DeclineOffer>("offer");
         if (!asked) return;
         x->house().desk.decline(x->actor, asked->offer, std::move(asked->reason), x->nothing());
       }});
}

void add_work(Routes& routes) {
  routes.push_back(
      {"POST", "/api/v1/work-items/{work}/transfer", Asker::user, [](const ExchangeRef& x) {
         auto asked = x->read<wire::TransferWork>("work");
         if (!asked) return;
         x->house().desk.transfer(x->actor, asked->work, asked->queue, asked->agent,
                                  std::move(asked->note), x->nothing());
       }});
  routes.push_back(
      {"POST", "/api/v1/work-items/{work}/complete", Asker::user, [](const ExchangeRef& x) {
         const auto asked = x->read<wire::OnWork>("work");
         if (asked) x->house().desk.complete(x->actor, asked->work, x->nothing());
       }});
  routes.push_back(
      {"POST", "/api/v1/work-items/{work}/take-back", Asker::user, [](const ExchangeRef& x) {
         const auto asked = x->read<wire::OnWork>("work");
         if (asked) {
           x->house().desk.take_back(x->actor, asked->work, x->json<view::WorkTaken>());
         }
       }});
}

// One for each workspace, made when it is first asked.
using AllExplanations = std::unordered_map<WorkspaceId, std::unique_ptr<app::Explanations>>;

void explain(AllExplanations& all, const ExchangeRef& x) {
  const auto work = id_from_text<WorkId>(x->parameter("work"));
  if (!work) return x->fail(not_found("work.unknown", "There is no such work."));
  app::Workspace& workspace = x->house().workspace;
  auto& explanations = all[workspace.id()];
  if (!explanations) {
    explanations = std::make_unique<app::Explanations>(workspace, wire::decode_event);
  }
  explanations->explain(x->actor, work, x->json<view::Explanation>());
}

}  // namespace

Routes desk_routes() {
  Routes routes;
  const auto explanations = std::make_shared<AllExplanations>();
  routes.push_back({"GET", "/api/v1/work-items/{work}/explain", Asker::user,
                    [explanations](const ExchangeRef& x) { explain(*explanations, x); }});
  add_own(routes);
  add_offers(routes);
  add_work(routes);
  routes.push_back({"GET", "/api/v1/queues/{queue}/live", Asker::user, [](const ExchangeRef& x) {
                      x->house().desk.queue_live(x->actor, QueueId(x->parameter("queue")),
                                                 x->json<view::QueueLive>());
                    }});
  return routes;
}

}  // namespace firstline::web
