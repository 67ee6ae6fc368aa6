#include "app/admin.hpp"

#include <algorithm>

#include "app/limits.hpp"
#include "app/refusals.hpp"
#include "app/shown.hpp"
#include "app/texts.hpp"

namespace firstline::app {
namespace {

using access::Permission;

Error unknown_user() { return not_found("user.unknown", "There is no such user."); }

// Good enough to catch a slip; the mail that arrives is the proof.
bool is_email(std::string_view text) {
  const auto at = text.find('@');
  return text.size() <= limits::email_characters && at != std::string_view::npos && at > 0 &&
         text.find('@', at + 1) == std::string_view::npos &&
         text.find('.', at) != std::string_view::npos && text.back() != '.' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != ',' && c != ';' &&
                  c != '<' && c != '>' && c != '"';
         });
}

// "Ann.Lee+x@example.com" → "ann-lee-x".
std::string key_from_email(std::string_view email) {
  constexpr std::size_t longest = 28;
  std::string key;
  for (char c : ascii_lower(email.substr(0, email.find('@')))) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_plain) {
      key += c;
    } else if (!key.empty() && key.back() != '-') {
      key += '-';
    }
  }
  key.resize(std::min(key.size(), longest));
  while (!key.empty() && key.back() == '-') key.pop_back();
  return key.empty() ? "user" : key;
}

}  // namespace

void Admin::users(const Actor& actor, Answer<view::Users> answer) {
  if (!actor.may(Permission::manage_users)) return answer(may_not());
  view::Users shown;
  for (const auto* user : workspace_.people().all()) {
    shown.items.push_back(People::view_of(*user));
  }
  workspace_.answer_when_durable(std::move(answer), std::move(shown));
}

void Admin::invite(const Actor& actor, Invitation invitation, Answer<view::Invited> answer) {
  if (!actor.may(Permission::manage_users)) return answer(may_not());
  const std::string email = ascii_lower(trimmed(invitation.email));
  if (!is_email(email)) {
    return answer(invalid("email.invalid", "This is not an e-mail address.", "email"));
  }
  if (is_email_taken_(email)) {
    return answer(conflict("email.taken", "Somebody signs in with this address already.", "email"));
  }
  if (auto checked = check_text(invitation.name, "name", limits::name_characters, "name");
      !checked) {
    return answer(checked.error());
  }
  const std::string name(trimmed(invitation.name));
  if (name.empty()) return answer(invalid("name.empty", "A user needs a name.", "name"));
  std::string key = invitation.key.empty() ? key_from_email(email) : invitation.key;
  if (!is_key(key)) {
    return answer(invalid("user.key", "A key is 1 to 32 of a–z, 0–9, - and _.", "key"));
  }
  const auto is_taken = [&](const std::string& text) {
    return workspace_.people().find(UserId(text)) != nullptr;
  };
  if (is_taken(key)) {
    if (!invitation.key.empty()) {
      return answer(conflict("user.key_taken", "There is a user of this key.", "key"));
    }
    int number = 2;
    while (is_taken(key + "-" + std::to_string(number))) ++number;
    key += "-" + std::to_string(number);
  }

  // Everybody is an agent in the catalog; who serves no queue is offered nothing.
  catalog::Catalog catalog = workspace_.catalog();
  catalog.agents.push_back({AgentId(key), name, {}, invitation.queues, {}, {}});
  const auto replaced = workspace_.engine().submit(catalog::Replace{catalog, actor.user});
  if (!replaced) {
    Error error = replaced.error();
    if (error.code == "queue.unknown") error.field = "queues";
    return answer(std::move(error));
  }
  ports::UserRow user;
  user.key = UserId(key);
  user.email = email;
  user.name = name;
  user.role = invitation.role;
  user.locale = invitation.locale;
  user.state = ports::UserState::invited;
  user.created_at = workspace_.engine().now();
  workspace_.engine().add(user);
  workspace_.people().put(user);
  const view::PasswordLink link = accounts_.make_link(user.key, ports::TokenPurpose::invite);
  workspace_.audit(actor, "user.invited", key, std::string(access::to_text(user.role)));
  workspace_.answer_when_durable(std::move(answer),
                                 view::Invited{People::view_of(user), link.link, link.mailed});
}

void Admin::change_user(const Actor& actor, const UserId& key, UserChange change,
                        Answer<view::User> answer) {
  if (!actor.may(Permission::manage_users)) return answer(may_not());
  const auto* before = workspace_.people().find(key);
  if (!before) return answer(unknown_user());
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  ports::UserRow user = *before;
  if (change.name) {
    if (auto checked = check_text(*change.name, "name", limits::name_characters, "name");
        !checked) {
      return answer(checked.error());
    }
    if (trimmed(*change.name).empty()) {
      return answer(invalid("name.empty", "A user needs a name.", "name"));
    }
    user.name = std::string(trimmed(*change.name));
  }
  if (change.role) user.role = *change.role;
  if (change.granted) user.granted = *change.granted;
  if (change.revoked) user.revoked = *change.revoked;
  if (change.state) {
    if (*change.state == ports::UserState::invited) {
      return answer(invalid("user.state", "active or disabled.", "state"));
    }
    // An invitation becomes active when its link is used, not before.
    if (user.password_hash.empty() && *change.state == ports::UserState::active) {
      user.state = ports::UserState::invited;
    } else {
      user.state = *change.state;
    }
  }
  const bool stays_admin = user.state == ports::UserState::active &&
                           People::permissions_of(user).has(Permission::manage_users);
  const auto people = workspace_.people().all();
  const bool is_other_admin = std::any_of(people.begin(), people.end(), [&](const auto* other) {
    return other->key != key && other->state == ports::UserState::active &&
           People::permissions_of(*other).has(Permission::manage_users);
  });
  if (!stays_admin && !is_other_admin) {
    return answer(conflict("user.last_admin", "Somebody has to be able to manage users."));
  }
  const bool is_disabled =
      user.state == ports::UserState::disabled && before->state != ports::UserState::disabled;
  workspace_.engine().add(user);
  workspace_.people().put(user);
  if (is_disabled) {
    accounts_.end_sessions(key);
    if (routing::find(workspace_.state().routing, agent_of(key))) {
      const auto offline = workspace_.engine().submit(routing::Command(routing::SetPresence{
          agent_of(key), routing::Presence::offline, {}, routing::PresenceCause::removed}));
      if (!offline) return answer(offline.error());
    }
  }
  workspace_.audit(actor, "user.changed", key.text,
                   std::string(access::to_text(user.role)) + (is_disabled ? ", disabled" : ""));
  workspace_.answer_when_durable(std::move(answer), People::view_of(user));
}

void Admin::reset_user(const Actor& actor, const UserId& key, Answer<view::PasswordLink> answer) {
  if (!actor.may(Permission::manage_users)) return answer(may_not());
  const auto* user = workspace_.people().find(key);
  if (!user) return answer(unknown_user());
  if (user->state == ports::UserState::disabled) {
    return answer(conflict("user.disabled", "This user is switched off."));
  }
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  const bool is_invited = user->state == ports::UserState::invited;
  view::PasswordLink link = accounts_.make_link(
      key, is_invited ? ports::TokenPurpose::invite : ports::TokenPurpose::reset);
  workspace_.audit(actor, "user.reset", key.text);
  workspace_.answer_when_durable(std::move(answer), std::move(link));
}

void Admin::take_totp_away(const Actor& actor, const UserId& key, Answer<view::User> answer) {
  if (!actor.may(Permission::manage_users)) return answer(may_not());
  if (!workspace_.people().find(key)) return answer(unknown_user());
  if (key == actor.user) {
    return answer(conflict("user.self", "Your own second factor is switched off by its code."));
  }
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  accounts_.take_totp_away(actor, key);
  workspace_.answer_when_durable(std::move(answer),
                                 People::view_of(*workspace_.people().find(key)));
}

// ---- catalog ----

void Admin::change_catalog(const Actor& actor, Permission permission, std::string section,
                           std::uint64_t version,
                           const std::function<void(catalog::Catalog&)>& change,
                           std::function<void(Result<Replaced>, Problems)> answer) {
  if (!actor.may(permission)) return answer(may_not(), {});
  catalog::Catalog catalog = workspace_.catalog();
  catalog.version = version;
  change(catalog);
  if (version == workspace_.catalog().version) {
    if (Problems problems = catalog::problems(catalog); !problems.empty()) {
      const Error first = problems.front();
      return answer(first, std::move(problems));
    }
  }
  const auto done = workspace_.engine().submit(catalog::Replace{catalog, actor.user});
  if (!done) return answer(done.error(), {});
  if (!done->empty()) workspace_.audit(actor, "catalog.replaced", std::move(section));
  workspace_.engine().when_durable(
      [answer = std::move(answer),
       version_now = workspace_.catalog().version](const Result<void>& durable) {
        if (!durable) return answer(durable.error(), {});
        answer(Replaced{version_now}, {});
      });
}

Result<Admin::Problems> Admin::validate_catalog(
    const Actor& actor, Permission permission,
    const std::function<void(catalog::Catalog&)>& change) const {
  if (!actor.may(permission)) return may_not();
  catalog::Catalog catalog = workspace_.catalog();
  change(catalog);
  return catalog::problems(catalog);
}

void Admin::new_widget_secret(const Actor& actor, const EntryPointId& widget,
                              Answer<view::WidgetSecret> answer) {
  constexpr std::size_t secret_bytes = 32;
  if (!actor.may(Permission::manage_catalog)) return answer(may_not());
  const auto* entry_point = catalog::find(workspace_.catalog(), widget);
  if (!entry_point || entry_point->kind != catalog::EntryPointKind::widget) {
    return answer(not_found("widget.unknown", "There is no widget of this key."));
  }
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  const std::string secret = workspace_.ports().random.token(secret_bytes);
  workspace_.set_secret("widget:" + widget.text, secret);
  workspace_.audit(actor, "widget.secret", widget.text);
  workspace_.answer_when_durable(std::move(answer), view::WidgetSecret{secret});
}

// ---- customers and the audit ----

void Admin::customers(const Actor& actor, ports::CustomerQuery query, bool is_blocked_only,
                      Answer<view::Customers> answer) {
  if (!actor.may(Permission::see_all)) return answer(may_not());
  if (is_blocked_only) {
    const auto& blocked = workspace_.state().customers.blocked;
    if (blocked.empty()) return answer(view::Customers{});
    query.ids.assign(blocked.begin(), blocked.end());
  }
  workspace_.ports().archive.customers(
      workspace_.id(), std::move(query),
      [this, answer = std::move(answer)](Result<ports::Page<ports::CustomerRow>> rows) {
        if (!rows) return answer(rows.error());
        view::Customers shown;
        for (const ports::CustomerRow& row : rows->items) {
          shown.items.push_back(shown::customer(workspace_, row));
        }
        if (!rows->next.empty()) shown.next = rows->next;
        answer(std::move(shown));
      });
}

void Admin::customer(const Actor& actor, CustomerId id, Answer<view::Customer> answer) {
  if (!actor.may(Permission::answer)) return answer(may_not());
  workspace_.with_customer(
      id, [this, answer = std::move(answer)](const Result<ports::CustomerRow>& row) {
        if (!row) return answer(row.error());
        workspace_.answer_when_durable(answer, shown::customer(workspace_, *row));
      });
}

void Admin::unblock(const Actor& actor, CustomerId id, Answer<view::Nothing> answer) {
  if (!actor.may(Permission::block_customers)) return answer(may_not());
  const auto done =
      workspace_.engine().submit(customer::Command(customer::Unblock{id, actor.user}));
  if (!done) return answer(done.error());
  workspace_.audit(actor, "customer.unblocked", to_text(id));
  workspace_.answer_when_durable(std::move(answer), view::Nothing{});
}

void Admin::audit(const Actor& actor, ports::AuditQuery query, Answer<view::Audit> answer) {
  if (!actor.may(Permission::see_audit)) return answer(may_not());
  workspace_.ports().archive.audit(
      workspace_.id(), std::move(query),
      [answer = std::move(answer)](Result<ports::Page<ports::AuditRow>> rows) {
        if (!rows) return answer(rows.error());
        view::Audit shown;
        for (const ports::AuditRow& row : rows->items) {
          shown.items.push_back(
              {row.id, row.at, row.who, row.what, row.target, row.detail, row.from});
        }
        if (!rows->next.empty()) shown.next = rows->next;
        answer(std::move(shown));
      });
}

}  // namespace firstline::app
