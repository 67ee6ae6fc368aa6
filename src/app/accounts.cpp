#include "app/accounts.hpp"

#include <fmt/format.h>

#include "app/limits.hpp"
#include "app/mails.hpp"
#include "app/shown.hpp"
#include "app/texts.hpp"

namespace firstline::app {
namespace {

constexpr std::size_t token_bytes = 32;

Error login_failed() {
  return unauthenticated("login.failed", "This e-mail and password do not belong together.");
}

Error token_gone() {
  return not_found("password.token", "This link is no longer valid; ask for a new one.");
}

}  // namespace

Result<void> check_password(const std::string& password) {
  if (!is_utf8(password) || password.find('\0') != std::string::npos) {
    return invalid("password.not_utf8", "This is not plain text.", "password");
  }
  const std::size_t length = count_characters(password);
  if (length < limits::password_least) {
    return invalid("password.too_short",
                   fmt::format("At least {} characters.", limits::password_least), "password");
  }
  if (length > limits::password_most) {
    return invalid("password.too_long",
                   fmt::format("At most {} characters.", limits::password_most), "password");
  }
  return {};
}

Accounts::Accounts(Workspace& workspace, Options options)
    : workspace_(workspace),
      options_(std::move(options)),
      failed_logins_(limits::logins_per_window, limits::login_window, limits::sources_remembered),
      resets_(limits::logins_per_window, limits::login_window, limits::sources_remembered) {}

void Accounts::load() {
  for (const ports::SessionRow& row : workspace_.directory().sessions) {
    sessions_[row.token_hash] = {row.user, row.expires_at};
  }
  for (const ports::TokenRow& row : workspace_.directory().tokens) {
    tokens_[row.token_hash] = {row.user, row.purpose, row.expires_at};
  }
  workspace_.ports().passwords.hash(
      workspace_.ports().random.token(token_bytes),
      [this](Result<std::string> hash) { nobody_hash_ = hash ? *hash : std::string(); });
}

const ports::UserRow* Accounts::active(const UserId& user) const {
  const auto* row = workspace_.people().find(user);
  return row && row->state == ports::UserState::active ? row : nullptr;
}

bool Accounts::knows_email(const std::string& email) const {
  return workspace_.people().find_by_email(email) != nullptr;
}

void Accounts::change(ports::UserRow user) {
  workspace_.engine().add(user);
  workspace_.people().put(std::move(user));
}

// ---- signing in and out ----

void Accounts::sign_in(Login login, Answer<view::SignedIn> answer) {
  login.email = ascii_lower(trimmed(login.email));
  const Time now = workspace_.engine().now();
  if (failed_logins_.is_full(login.email, now) || failed_logins_.is_full(login.from, now)) {
    return answer(limit("login.throttled", "Too many attempts; wait ten minutes."));
  }
  const auto* user = workspace_.people().find_by_email(login.email);
  const bool may_try = user && user->state == ports::UserState::active &&
                       !user->password_hash.empty() &&
                       (!user->is_demo || login.is_local || options_.is_demo_public) &&
                       login.password.size() <= limits::password_most * 4;
  const UserId key = may_try ? user->key : UserId();
  std::string hash = may_try ? user->password_hash : nobody_hash_;
  std::string password = login.password;
  login.password.clear();
  workspace_.ports().passwords.verify(
      std::move(password), std::move(hash),
      [this, login = std::move(login), key, answer = std::move(answer)](Result<bool> is_right) {
        if (!is_right) return answer(is_right.error());
        password_checked(login, key, *is_right && key, answer);
      });
}

void Accounts::password_checked(const Login& login, const UserId& key, bool is_right,
                                const Answer<view::SignedIn>& answer) {
  const Time now = workspace_.engine().now();
  const auto fail = [&](Error error) {
    failed_logins_.count(login.email, now);
    failed_logins_.count(login.from, now);
    answer(std::move(error));
  };
  const auto* user = is_right ? active(key) : nullptr;
  if (!user) return fail(login_failed());
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  if (user->is_totp_on) {
    if (login.totp.empty()) {
      return answer(unauthenticated("totp.required", "Enter the code of your second factor."));
    }
    const auto step = workspace_.ports().crypto.verify_totp(user->totp_secret, login.totp, now);
    if (!step || *step <= user->totp_last_step) {
      return fail(unauthenticated("totp.wrong", "This code is wrong or was used before."));
    }
    ports::UserRow used = *user;
    used.totp_last_step = *step;
    change(std::move(used));
    user = workspace_.people().find(key);
  }
  failed_logins_.forget(login.email);
  const std::string token = workspace_.ports().random.token(token_bytes);
  const std::string hash = workspace_.ports().crypto.sha256(token);
  sessions_[hash] = {key, now + limits::session_life};
  workspace_.engine().add(ports::SessionRow{hash, key, now, now + limits::session_life});
  workspace_.audit({key, People::permissions_of(*user), login.from}, "session.started", key.text);
  workspace_.answer_when_durable(answer, view::SignedIn{token, People::view_of(*user)});
}

void Accounts::sign_out(const std::string& token, Answer<view::Nothing> answer) {
  const std::string hash = workspace_.ports().crypto.sha256(token);
  const auto session = sessions_.find(hash);
  if (session == sessions_.end()) return answer(view::Nothing{});
  const UserId user = session->second.user;
  sessions_.erase(session);
  workspace_.engine().add(ports::SessionGone{hash, user});
  // Signing out is going offline; what was open waits for somebody else.
  if (routing::find(workspace_.state().routing, agent_of(user))) {
    const auto offline = workspace_.engine().submit(routing::Command(routing::SetPresence{
        agent_of(user), routing::Presence::offline, {}, routing::PresenceCause::signed_out}));
    if (!offline) return answer(offline.error());
  }
  workspace_.answer_when_durable(std::move(answer), view::Nothing{});
}

std::optional<Actor> Accounts::actor_of(const std::string& token, const std::string& from) const {
  const auto session = sessions_.find(workspace_.ports().crypto.sha256(token));
  if (session == sessions_.end() || session->second.expires_at <= workspace_.engine().now()) {
    return {};
  }
  return refreshed({session->second.user, {}, from});
}

std::optional<Actor> Accounts::refreshed(const Actor& actor) const {
  const auto* user = active(actor.user);
  if (!user) return {};
  return Actor{actor.user, People::permissions_of(*user), actor.from};
}

void Accounts::end_sessions(const UserId& user, const std::string& kept_hash) {
  std::erase_if(sessions_, [&](const auto& entry) {
    const bool is_ended = entry.second.user == user && entry.first != kept_hash;
    if (is_ended) workspace_.engine().add(ports::SessionGone{entry.first, user});
    return is_ended;
  });
  if (on_sessions_ended) on_sessions_ended(user);
}

// ---- oneself ----

view::Me Accounts::me(const Actor& actor) const {
  view::Me shown;
  shown.user = People::view_of(*workspace_.people().find(actor.user));
  if (actor.may(access::Permission::answer)) {
    shown.agent = shown::agent_state(workspace_, actor.agent());
    shown.presence = shown.agent->presence;
  }
  shown.permissions = actor.permissions.list();
  shown.workspace = {workspace_.id(), workspace_.row().name};
  return shown;
}

void Accounts::change_me(const Actor& actor, std::optional<std::string> name,
                         std::optional<std::string> locale, Answer<view::User> answer) {
  ports::UserRow user = *workspace_.people().find(actor.user);
  if (name) {
    if (auto checked = check_text(*name, "name", limits::name_characters, "name"); !checked) {
      return answer(checked.error());
    }
    if (trimmed(*name).empty()) return answer(invalid("name.empty", "You need a name.", "name"));
    user.name = std::string(trimmed(*name));
  }
  if (locale) {
    if (!locale->empty() && *locale != "en" && *locale != "zh-CN" && *locale != "zh-TW") {
      return answer(invalid("locale.unknown", "One of en, zh-CN, zh-TW.", "locale"));
    }
    user.locale = *locale;
  }
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  view::User shown = People::view_of(user);
  change(std::move(user));
  workspace_.answer_when_durable(std::move(answer), std::move(shown));
}

void Accounts::change_password(const Actor& actor, const std::string& token,
                               std::string old_password, std::string new_password,
                               Answer<view::Nothing> answer) {
  if (auto checked = check_password(new_password); !checked) return answer(checked.error());
  const Time now = workspace_.engine().now();
  if (failed_logins_.is_full(actor.user.text, now)) {
    return answer(limit("login.throttled", "Too many attempts; wait ten minutes."));
  }
  auto& passwords = workspace_.ports().passwords;
  passwords.verify(
      std::move(old_password), workspace_.people().find(actor.user)->password_hash,
      [this, actor, now, &passwords, kept = workspace_.ports().crypto.sha256(token),
       new_password = std::move(new_password),
       answer = std::move(answer)](Result<bool> is_right) mutable {
        if (!is_right) return answer(is_right.error());
        if (!*is_right) {
          failed_logins_.count(actor.user.text, now);
          return answer(invalid("password.wrong", "This is not your present password.", "old"));
        }
        passwords.hash(std::move(new_password),
                       [this, actor, kept, answer = std::move(answer)](Result<std::string> hash) {
                         if (!hash) return answer(hash.error());
                         if (auto writable = workspace_.engine().check_writable(); !writable) {
                           return answer(writable.error());
                         }
                         ports::UserRow user = *workspace_.people().find(actor.user);
                         user.password_hash = *hash;
                         change(std::move(user));
                         end_sessions(actor.user, kept);
                         workspace_.audit(actor, "password.changed", actor.user.text);
                         workspace_.answer_when_durable(answer, view::Nothing{});
                       });
      });
}

// ---- second factor ----

void Accounts::begin_totp(const Actor& actor, Answer<view::TotpSecret> answer) {
  ports::UserRow user = *workspace_.people().find(actor.user);
  if (user.is_totp_on) {
    return answer(conflict("totp.on", "The second factor is on; switch it off first."));
  }
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  user.totp_secret = workspace_.ports().crypto.new_totp_secret();
  const view::TotpSecret shown{user.totp_secret,
                               fmt::format("otpauth://totp/Firstline:{}?secret={}&issuer=Firstline",
                                           user.email, user.totp_secret)};
  change(std::move(user));
  workspace_.answer_when_durable(std::move(answer), shown);
}

void Accounts::confirm_totp(const Actor& actor, const std::string& code,
                            Answer<view::Nothing> answer) {
  ports::UserRow user = *workspace_.people().find(actor.user);
  const auto step =
      workspace_.ports().crypto.verify_totp(user.totp_secret, code, workspace_.engine().now());
  if (user.totp_secret.empty() || !step) {
    return answer(invalid("totp.wrong", "This code is wrong; the app's clock may be off.", "code"));
  }
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  user.is_totp_on = true;
  user.totp_last_step = *step;
  change(std::move(user));
  workspace_.audit(actor, "totp.on", actor.user.text);
  workspace_.answer_when_durable(std::move(answer), view::Nothing{});
}

void Accounts::end_totp(const Actor& actor, const std::string& code, Answer<view::Nothing> answer) {
  ports::UserRow user = *workspace_.people().find(actor.user);
  const auto step =
      workspace_.ports().crypto.verify_totp(user.totp_secret, code, workspace_.engine().now());
  if (!user.is_totp_on || !step) {
    return answer(invalid("totp.wrong", "This code is wrong.", "code"));
  }
  if (auto writable = workspace_.engine().check_writable(); !writable) {
    return answer(writable.error());
  }
  user.is_totp_on = false;
  user.totp_secret.clear();
  change(std::move(user));
  workspace_.audit(actor, "totp.off", actor.user.text);
  workspace_.answer_when_durable(std::move(answer), view::Nothing{});
}

void Accounts::take_totp_away(const Actor& admin, const UserId& key) {
  ports::UserRow user = *workspace_.people().find(key);
  if (!user.is_totp_on) return;
  user.is_totp_on = false;
  user.totp_secret.clear();
  change(std::move(user));
  end_sessions(key);
  workspace_.audit(admin, "totp.taken_away", key.text);
}

// ---- links ----

view::PasswordLink Accounts::make_link(const UserId& key, ports::TokenPurpose purpose) {
  const auto* user = workspace_.people().find(key);
  const std::string token = workspace_.ports().random.token(token_bytes);
  const std::string hash = workspace_.ports().crypto.sha256(token);
  const bool is_invite = purpose == ports::TokenPurpose::invite;
  const Time expires = workspace_.engine().now() +
                       (is_invite ? Duration(limits::invitation_life) : limits::reset_life);
  std::erase_if(tokens_, [&](const auto& entry) { return entry.second.user == key; });
  tokens_[hash] = {key, purpose, expires};
  workspace_.engine().add(ports::TokenGone{key});
  workspace_.engine().add(ports::TokenRow{hash, key, purpose, expires});
  const std::string link = options_.public_url + (is_invite ? "/invite/" : "/reset/") +
                           workspace_.id().text + "." + token;
  if (!workspace_.ports().mailer.is_configured()) return {link, false};
  send_mail(*user, purpose, link);
  return {std::nullopt, true};
}

void Accounts::send_mail(const ports::UserRow& user, ports::TokenPurpose purpose,
                         const std::string& link) {
  const auto issued = workspace_.engine().submit(EffectCommand(IssueEffect{EffectKind::send_mail}));
  if (!issued) return;
  const PasswordMail mail = password_mail(user, workspace_.row().name, purpose, link);
  ports::MailRow row{std::get<EffectIssued>(issued->front()).effect, user.email, mail.subject,
                     mail.text};
  workspace_.engine().add(row);
  if (on_mail) on_mail(std::move(row));
}

void Accounts::ask_for_reset(const std::string& email, const std::string& from,
                             Answer<view::Nothing> answer) {
  const Time now = workspace_.engine().now();
  if (!resets_.admit(from, now)) {
    return answer(limit("login.throttled", "Too many attempts; wait ten minutes."));
  }
  const auto* user = workspace_.people().find_by_email(ascii_lower(trimmed(email)));
  const bool may = user && user->state == ports::UserState::active && !user->is_demo &&
                   workspace_.ports().mailer.is_configured() && resets_.admit(user->email, now);
  if (may && workspace_.engine().check_writable()) {
    make_link(user->key, ports::TokenPurpose::reset);
  }
  workspace_.answer_when_durable(std::move(answer), view::Nothing{});
}

const Accounts::Token* Accounts::token_of(const std::string& token) const {
  const std::string prefix = workspace_.id().text + ".";
  if (!token.starts_with(prefix)) return nullptr;
  const auto at = tokens_.find(workspace_.ports().crypto.sha256(token.substr(prefix.size())));
  const bool is_live = at != tokens_.end() && at->second.expires_at > workspace_.engine().now();
  return is_live ? &at->second : nullptr;
}

std::optional<view::PasswordToken> Accounts::token_view(const std::string& token) const {
  const Token* found = token_of(token);
  const auto* user = found ? workspace_.people().find(found->user) : nullptr;
  if (!user || user->state == ports::UserState::disabled) return {};
  return view::PasswordToken{found->purpose, user->name, user->email};
}

void Accounts::set_password(const std::string& token, std::string password,
                            Answer<view::Nothing> answer) {
  if (!token_view(token)) return answer(token_gone());
  if (auto checked = check_password(password); !checked) return answer(checked.error());
  workspace_.ports().passwords.hash(
      std::move(password), [this, token, answer = std::move(answer)](Result<std::string> hash) {
        if (!hash) return answer(hash.error());
        // It may have been used or replaced meanwhile.
        const Token* found = token_of(token);
        if (!found) return answer(token_gone());
        if (auto writable = workspace_.engine().check_writable(); !writable) {
          return answer(writable.error());
        }
        ports::UserRow user = *workspace_.people().find(found->user);
        user.password_hash = *hash;
        user.state = ports::UserState::active;
        const UserId key = user.key;
        std::erase_if(tokens_, [&](const auto& entry) { return entry.second.user == key; });
        workspace_.engine().add(ports::TokenGone{key});
        change(std::move(user));
        end_sessions(key);
        workspace_.audit({key, {}, {}}, "password.set", key.text);
        workspace_.answer_when_durable(answer, view::Nothing{});
      });
}

}  // namespace firstline::app
