// Visits, and the tokens they leave.
#include <algorithm>

#include "app/inbox.hpp"
#include "app/limits.hpp"
#include "app/shown.hpp"
#include "app/texts.hpp"
#include "base/number.hpp"

namespace firstline::app {
namespace {

constexpr std::string_view token_version = "v1";
const std::string visitor_secret = "visitor-tokens";

// The parts of "a.b.c"; at most `most`.
std::vector<std::string_view> split(std::string_view text, char at, std::size_t most) {
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < most) {
    const auto next = text.find(at);
    if (next == std::string_view::npos) break;
    parts.push_back(text.substr(0, next));
    text.remove_prefix(next + 1);
  }
  parts.push_back(text);
  return parts;
}

Error bad_token() {
  return unauthenticated("visitor.token", "This visitor token is not valid; visit again.");
}

Error blocked() { return forbidden("customer.blocked", "This chat is not available."); }

bool may_embed(const catalog::EntryPoint& entry_point, const Visit& visit) {
  if (entry_point.origins.empty() || visit.origin.empty()) return entry_point.origins.empty();
  if (visit.origin == visit.own_origin) return true;
  return std::find(entry_point.origins.begin(), entry_point.origins.end(), visit.origin) !=
         entry_point.origins.end();
}

std::string known_locale(const std::string& locale) {
  if (locale == "zh-CN" || locale == "zh-TW") return locale;
  return "en";
}

}  // namespace

void Inbox::visit(Visit visit, Answer<view::VisitResult> answer) {
  const auto* entry_point = catalog::find(workspace_.catalog(), visit.entry_point);
  if (!entry_point || entry_point->kind != catalog::EntryPointKind::widget) {
    return answer(not_found("widget.unknown", "There is no widget of this key."));
  }
  if (!may_embed(*entry_point, visit)) {
    return answer(forbidden("origin.refused", "This page may not use this widget."));
  }
  if (!visits_.admit(visit.from, workspace_.engine().now())) {
    return answer(limit("visit.too_many", "Too many visits from this address; wait a minute."));
  }
  if (visit.name) {
    if (auto checked = check_text(*visit.name, "name", limits::name_characters, "name"); !checked) {
      return answer(checked.error());
    }
  }
  visit.locale = known_locale(visit.locale);

  if (!visit.identity.empty()) {
    const auto vouched = workspace_.ports().crypto.verify_identity(
        visit.identity, workspace_.secret("widget:" + visit.entry_point.text),
        workspace_.engine().now());
    if (!vouched) return answer(vouched.error());
    if (vouched->external_id.empty() || vouched->external_id.size() > 200) {
      return answer(unauthenticated("identity.invalid", "The identity names no customer."));
    }
    workspace_.ports().archive.customer_by_external_id(
        workspace_.id(), vouched->external_id,
        [this, visit = std::move(visit), vouched = *vouched,
         answer = std::move(answer)](Result<std::optional<ports::CustomerRow>> found) mutable {
          if (!found) return answer(found.error());
          ports::CustomerRow row;
          if (*found) {
            row = std::move(**found);
          } else {
            auto fresh = registered(visit);
            if (!fresh) return answer(fresh.error());
            row = std::move(*fresh);
          }
          row.identity = customer::Identity::vouched;
          row.external_id = vouched.external_id;
          if (!vouched.name.empty()) {
            row.name = std::string(first_characters(vouched.name, limits::name_characters));
          }
          if (!vouched.email.empty()) row.email = vouched.email;
          arrive(std::move(visit), std::move(row), std::move(answer));
        });
    return;
  }
  if (!visit.token.empty()) {
    const auto visitor = visitor_of(visit.token);
    if (visitor) {
      const CustomerId id = visitor->customer;
      workspace_.with_customer(id, [this, visit = std::move(visit), answer = std::move(answer)](
                                       Result<ports::CustomerRow> row) mutable {
        if (!row) return answer(row.error());
        arrive(std::move(visit), std::move(*row), std::move(answer));
      });
      return;
    }
    if (visitor.error().kind == ErrorKind::forbidden) return answer(visitor.error());
    // An expired or foreign token: a new visitor.
  }
  auto row = registered(visit);
  if (!row) return answer(row.error());
  arrive(std::move(visit), std::move(*row), std::move(answer));
}

Result<ports::CustomerRow> Inbox::registered(const Visit& visit) {
  FL_TRY(const auto events, workspace_.engine().submit(customer::Command(customer::Register{})));
  ports::CustomerRow row;
  row.id = std::get<customer::CustomerRegistered>(events.front()).customer;
  row.entry_point = visit.entry_point;
  row.locale = visit.locale;
  row.first_seen = workspace_.engine().now();
  return row;
}

void Inbox::arrive(Visit visit, ports::CustomerRow row, Answer<view::VisitResult> answer) {
  const State& state = workspace_.state();
  if (state.customers.blocked.contains(row.id)) return answer(blocked());
  if (visit.name && !trimmed(*visit.name).empty() && row.identity != customer::Identity::vouched) {
    row.name = std::string(trimmed(*visit.name));
    row.identity = customer::Identity::hinted;
  }
  if (!visit.page.empty()) row.page = visit.page;
  if (!visit.cart.empty()) row.cart = visit.cart;
  row.locale = visit.locale;
  row.last_seen = workspace_.engine().now();
  workspace_.engine().add(row);
  const auto* c = conversation::find_of_customer(state.conversations, row.id);
  if (c) workspace_.customers().put(row);

  view::VisitResult result;
  const Visitor visitor{row.id, visit.entry_point};
  result.token = token_of(visitor);
  result.customer = {row.id, row.name, row.identity};
  if (c) result.conversation = shown::visitor_conversation(workspace_, *c);
  const auto& entry_point = *catalog::find(workspace_.catalog(), visit.entry_point);
  result.entry_point = {entry_point.name, entry_point.accent, entry_point.greeting};
  result.queue_live = shown::visitor_queue(workspace_, entry_point.queue);
  result.limits = shown::limits(limits_);
  result.now = workspace_.engine().now();

  if (row.contacts == 0) {
    return workspace_.answer_when_durable(std::move(answer), std::move(result));
  }
  constexpr std::size_t history = 5;
  workspace_.ports().archive.conversations(
      workspace_.id(), {.customer = row.id, .limit = history + 1},
      [this, result = std::move(result),
       answer = std::move(answer)](Result<ports::Page<ports::ConversationLine>> lines) mutable {
        // Without its history a visit is still a visit.
        if (lines) {
          for (const auto& line : lines->items) {
            const bool is_current =
                result.conversation && result.conversation->id == line.conversation;
            if (!is_current && result.history.size() < history) {
              result.history.push_back(shown::visitor_conversation(workspace_, line));
            }
          }
        }
        workspace_.answer_when_durable(std::move(answer), std::move(result));
      });
}

// "v1.demo.p-3.shop.1790000000.<hmac>": nothing is stored, nothing can be forged; names are keys,
// so the text fits a WebSocket subprotocol.
std::string Inbox::token_of(const Visitor& visitor) {
  const Time expires = workspace_.engine().now() + limits::visitor_token_life;
  const std::string text = std::string(token_version) + "." + workspace_.id().text + "." +
                           to_text(visitor.customer) + "." + visitor.entry_point.text + "." +
                           std::to_string(to_ms(expires) / 1000);
  return text + "." +
         workspace_.ports().crypto.hmac_sha256(workspace_.secret(visitor_secret), text);
}

std::optional<WorkspaceId> Inbox::workspace_of_token(std::string_view token) {
  const auto parts = split(token, '.', 6);
  if (parts.size() != 6 || parts[0] != token_version || !is_key(parts[1])) return {};
  return WorkspaceId(parts[1]);
}

Result<Visitor> Inbox::visitor_of(std::string_view token) {
  constexpr std::size_t longest = 300;
  const auto parts = split(token, '.', 6);
  if (token.size() > longest || parts.size() != 6 || parts[0] != token_version ||
      parts[1] != workspace_.id().text) {
    return bad_token();
  }
  const std::string_view text = token.substr(0, token.size() - parts[5].size() - 1);
  const auto& crypto = workspace_.ports().crypto;
  if (!crypto.is_equal(parts[5], crypto.hmac_sha256(workspace_.secret(visitor_secret), text))) {
    return bad_token();
  }
  const auto expires = number_from_text<std::int64_t>(parts[4]);
  if (!expires || time_from_ms(*expires * 1000) <= workspace_.engine().now()) {
    return bad_token();
  }
  const Visitor visitor{id_from_text<CustomerId>(parts[2]), EntryPointId(parts[3])};
  // A customer the journal does not know: the token outlived the data it was made for.
  if (!visitor.customer || visitor.customer.value > workspace_.state().customers.last_customer) {
    return bad_token();
  }
  if (workspace_.state().customers.blocked.contains(visitor.customer)) return blocked();
  return visitor;
}

}  // namespace firstline::app
