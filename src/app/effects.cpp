#include "app/effects.hpp"

#include "base/log.hpp"

namespace firstline::app {
namespace {

constexpr int most_tries = 8;
constexpr Duration first_pause = seconds(10);  // doubled after each failure: 10 s … 21 min

}  // namespace

void EffectRunner::load() {
  for (const ports::MailRow& mail : workspace_.directory().mails) {
    if (workspace_.state().effects.pending.contains(mail.id)) put(mail);
  }
}

void EffectRunner::put(ports::MailRow mail) {
  const EffectId id = mail.id;
  pending_[id] = {std::move(mail), 0, false, Time()};
}

void EffectRunner::try_again(Pending& pending, Duration pause) {
  pending.next_try = workspace_.engine().now() + pause;
  if (arm) arm(pending.next_try);
}

void EffectRunner::run(Time now) {
  for (auto& [id, pending] : pending_) {
    if (pending.is_running || pending.next_try > now) continue;
    pending.is_running = true;
    ++pending.tries;
    const ports::MailRow& mail = pending.mail;
    workspace_.ports().mailer.send(
        {workspace_.id().text + "." + to_text(id), mail.to, mail.subject, mail.text},
        [this, id = id](const Result<void>& result) { finished(id, result); });
  }
}

void EffectRunner::finished(EffectId id, const Result<void>& result) {
  const auto at = pending_.find(id);
  if (at == pending_.end()) return;
  Pending& pending = at->second;
  pending.is_running = false;
  const bool is_over = result.has_value() || pending.tries >= most_tries;
  if (!is_over) {
    try_again(pending, first_pause * (1 << (pending.tries - 1)));
    log::warning(
        "a mail was not sent, it is tried again",
        {{"effect", to_text(id)}, {"code", result.error().code}, {"tries", pending.tries}});
    return;
  }
  if (!result) log::error("a mail was given up", {{"effect", to_text(id)}});
  const auto done = workspace_.engine().submit(EffectCommand(FinishEffect{id, result.has_value()}));
  if (!done) {
    return try_again(pending, first_pause);
  }
  workspace_.engine().add(ports::MailGone{id});
  pending_.erase(at);
}

}  // namespace firstline::app
