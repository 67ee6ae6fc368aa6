// The people inside, and what they did.
#include "adapters/web/exchange.hpp"
#include "adapters/web/query.hpp"
#include "adapters/web/routes.hpp"

namespace firstline::web {
namespace {

namespace view = app::view;

// A link signs somebody in: it is shown once, and what is kept says only that there was one.
void invite(const ExchangeRef& x) {
  auto asked = x->read<wire::InviteUser>();
  if (!asked) return;
  app::Invitation invitation;
  invitation.email = std::move(asked->email);
  invitation.name = std::move(asked->name);
  invitation.role = asked->role;
  if (asked->key) invitation.key = asked->key->text;
  if (asked->queues) invitation.queues = std::move(*asked->queues);
  invitation.locale = asked->locale.value_or("");
  x->house().admin.invite(
      x->actor, std::move(invitation), [x](const Result<view::Invited>& invited) {
        if (!invited) return x->fail(invited.error());
        x->body_to_keep =
            wire::to_json(view::Invited{invited->user, std::nullopt, invited->mailed});
        x->respond_json(201, wire::to_json(*invited));
      });
}

void reset(const ExchangeRef& x) {
  x->house().admin.reset_user(
      x->actor, UserId(x->parameter("user")), [x](const Result<view::PasswordLink>& link) {
        if (!link) return x->fail(link.error());
        x->body_to_keep = wire::to_json(view::PasswordLink{std::nullopt, link->mailed});
        x->respond_json(200, wire::to_json(*link));
      });
}

void change(const ExchangeRef& x) {
  auto asked = x->read<wire::UpdateUser>("user");
  if (!asked) return;
  app::UserChange change;
  change.name = std::move(asked->name);
  change.role = asked->role;
  change.granted = std::move(asked->granted);
  change.revoked = std::move(asked->revoked);
  change.state = asked->state;
  x->house().admin.change_user(x->actor, asked->key, std::move(change), x->json<view::User>());
}

void audit(const ExchangeRef& x) {
  Query query(x->request);
  ports::AuditQuery wanted;
  wanted.who = query.key<UserId>("who");
  wanted.what = query.text("what");
  wanted.from = query.time("from");
  wanted.to = query.time("to");
  wanted.limit = query.limit();
  wanted.cursor = query.text("cursor");
  if (query.problem()) return x->fail(*query.problem());
  x->house().admin.audit(x->actor, std::move(wanted), x->json<view::Audit>());
}

}  // namespace

Routes user_routes() {
  return {
      {"GET", "/api/v1/users", Asker::user,
       [](const ExchangeRef& x) { x->house().admin.users(x->actor, x->json<view::Users>()); }},
      {"POST", "/api/v1/users/invite", Asker::user, invite},
      {"PATCH", "/api/v1/users/{user}", Asker::user, change},
      {"POST", "/api/v1/users/{user}/reset", Asker::user, reset},
      {"DELETE", "/api/v1/users/{user}/totp", Asker::user,
       [](const ExchangeRef& x) {
         x->house().admin.take_totp_away(x->actor, UserId(x->parameter("user")),
                                         x->json<view::User>());
       }},
      {"GET", "/api/v1/audit", Asker::user, audit},
  };
}

}  // namespace firstline::web
