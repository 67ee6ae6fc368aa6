// Signing in and out, oneself, and the links that arrive by mail.
#include "adapters/web/authentication.hpp"
#include "adapters/web/exchange.hpp"
#include "adapters/web/hub.hpp"
#include "adapters/web/origin.hpp"
#include "adapters/web/routes.hpp"
#include "base/text.hpp"

namespace firstline::web {
namespace {

namespace view = app::view;

Error nobody_here() { return unavailable("workspace.none", "There is no workspace yet."); }

bool is_secure(const RouteContext& context, const Exchange& x) {
  return x.request.is_secure || context.public_origin.starts_with("https:");
}

// The workspace whose user has this address; for an unknown one any other, which refuses in the
// same way and time.
Served* served_of(const RouteContext& context, const std::string& email) {
  Served* served = context.houses.of_email(ascii_lower(trimmed(email)));
  return served ? served : context.houses.first();
}

void sign_in(const RouteContext& context, const ExchangeRef& x) {
  // A foreign page must not sign its reader in as somebody else.
  if (!x->request.header("origin").empty() &&
      !is_from_own_page(x->request, context.public_origin)) {
    return x->fail(origin_refused());
  }
  auto asked = x->read<wire::SignIn>();
  if (!asked) return;
  Served* served = served_of(context, asked->email);
  if (!served) return x->fail(nobody_here());
  app::Login login;
  login.email = std::move(asked->email);
  login.password = std::move(asked->password);
  login.totp = asked->totp.value_or("");
  login.from = x->request.client;
  login.is_local = is_local(x->request);
  const bool with_secure = is_secure(context, *x);
  served->house.accounts.sign_in(
      std::move(login), [x, served, with_secure](Result<view::SignedIn> signed_in) {
        if (!signed_in) return x->fail(signed_in.error());
        signed_in->token = join_session_token(served->house.workspace.id(), signed_in->token);
        x->extra_headers.push_back({"Set-Cookie", cookie_with(signed_in->token, with_secure)});
        x->respond_json(200, wire::to_json(*signed_in));
      });
}

void sign_out(const RouteContext& context, const ExchangeRef& x) {
  x->extra_headers.push_back({"Set-Cookie", cookie_without(is_secure(context, *x))});
  x->house().accounts.sign_out(x->session, [x](Result<view::Nothing> done) {
    x->served->hub.end_session(x->session);
    x->nothing()(std::move(done));
  });
}

// ---- links ----

Served* served_of_token(const RouteContext& context, std::string_view token) {
  const SessionToken parts = split_session_token(token);
  return parts.workspace ? context.houses.find(parts.workspace) : nullptr;
}

Error token_gone() {
  return not_found("password.token", "This link is no longer valid; ask for a new one.");
}

void show_token(const RouteContext& context, const ExchangeRef& x) {
  const std::string token(x->parameter("token"));
  const Served* served = served_of_token(context, token);
  const auto shown = served ? served->house.accounts.token_view(token) : std::nullopt;
  if (!shown) return x->fail(token_gone());
  x->respond_json(200, wire::to_json(*shown));
}

void set_password(const RouteContext& context, const ExchangeRef& x) {
  auto asked = x->read<wire::SetPassword>();
  if (!asked) return;
  const Served* served = served_of_token(context, asked->token);
  const auto owner = served ? served->house.accounts.token_view(asked->token) : std::nullopt;
  if (!owner) return x->fail(token_gone());
  app::Accounts& accounts = served->house.accounts;
  const auto* user = served->house.workspace.people().find_by_email(owner->email);
  if (!asked->name || !user) {
    return accounts.set_password(asked->token, std::move(asked->password), x->nothing());
  }
  if (auto checked = app::check_password(asked->password); !checked) {
    return x->fail(checked.error());
  }
  const std::optional<std::string> name = asked->name;
  accounts.change_me({user->key, {}, x->request.client}, name, std::nullopt,
                     [x, &accounts, asked = std::move(*asked)](const Result<view::User>& renamed) {
                       if (!renamed) return x->fail(renamed.error());
                       accounts.set_password(asked.token, asked.password, x->nothing());
                     });
}

void add_links(const RouteContext& context, Routes& routes) {
  routes.push_back(
      {"POST", "/api/v1/password/reset", Asker::anyone, [&context](const ExchangeRef& x) {
         const auto asked = x->read<wire::AskForReset>();
         if (!asked) return;
         Served* served = served_of(context, asked->email);
         if (!served) return x->fail(nobody_here());
         served->house.accounts.ask_for_reset(asked->email, x->request.client, x->nothing(202));
       }});
  routes.push_back({"GET", "/api/v1/password/tokens/{token}", Asker::anyone,
                    [&context](const ExchangeRef& x) { show_token(context, x); }});
  routes.push_back({"POST", "/api/v1/password/set", Asker::anyone,
                    [&context](const ExchangeRef& x) { set_password(context, x); }});
}

// ---- oneself ----

void add_me(Routes& routes) {
  routes.push_back({"GET", "/api/v1/me", Asker::user, [](const ExchangeRef& x) {
                      x->house().workspace.answer_when_durable(x->json<view::Me>(),
                                                               x->house().accounts.me(x->actor));
                    }});
  routes.push_back({"PUT", "/api/v1/me", Asker::user, [](const ExchangeRef& x) {
                      auto asked = x->read<wire::UpdateMe>();
                      if (!asked) return;
                      std::optional<std::string> locale;
                      if (asked->locale) locale = asked->locale->value_or("");
                      x->house().accounts.change_me(x->actor, std::move(asked->name),
                                                    std::move(locale), x->json<view::User>());
                    }});
  routes.push_back({"PUT", "/api/v1/me/password", Asker::user, [](const ExchangeRef& x) {
                      auto asked = x->read<wire::ChangePassword>();
                      if (!asked) return;
                      x->house().accounts.change_password(x->actor, x->session,
                                                          std::move(asked->old),
                                                          std::move(asked->new_), x->nothing());
                    }});
  routes.push_back({"POST", "/api/v1/me/totp", Asker::user, [](const ExchangeRef& x) {
                      x->body_to_keep = wire::to_json(view::TotpSecret{});
                      x->house().accounts.begin_totp(x->actor, x->json<view::TotpSecret>());
                    }});
  routes.push_back({"PUT", "/api/v1/me/totp", Asker::user, [](const ExchangeRef& x) {
                      const auto asked = x->read<wire::TotpCode>();
                      if (asked) {
                        x->house().accounts.confirm_totp(x->actor, asked->code, x->nothing());
                      }
                    }});
  routes.push_back({"DELETE", "/api/v1/me/totp", Asker::user, [](const ExchangeRef& x) {
                      const auto asked = x->read<wire::TotpCode>();
                      if (asked) x->house().accounts.end_totp(x->actor, asked->code, x->nothing());
                    }});
}

}  // namespace

Routes session_routes(const RouteContext& context) {
  Routes routes;
  routes.push_back({"POST", "/api/v1/session", Asker::anyone,
                    [&context](const ExchangeRef& x) { sign_in(context, x); }});
  routes.push_back({"DELETE", "/api/v1/session", Asker::user,
                    [&context](const ExchangeRef& x) { sign_out(context, x); }});
  add_me(routes);
  add_links(context, routes);
  return routes;
}

}  // namespace firstline::web
