#include "app/effects.hpp"

#include <algorithm>

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

Time EffectRunner::next_try() const {
  Time next = never;
  for (const auto& [id, pending] : pending_) {
    if (!pending.is_running) next = std::min(next, pending.next_try);
  }
  return next;
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
    pending.next_try = workspace_.engine().now() + first_pause * (1 << (pending.tries - 1));
    log::warning("a mail was not sent, it is tried again", {{"effect", to_text(id)},
                                                            {"code", result.error().code},
                                                            {"tries", pending.tries}});
    return;
  }
  if (!result) log::error("a mail was given up", {{"effect", to_text(id)}});
  const auto done =
      workspace_.engine().submit(EffectCommand(FinishEffect{id, result.has_value()}));
  if (!done) {
    pending.next_try = workspace_.engine().now() + first_pause;
    return;
  }
  workspace_.engine().add(ports::MailGone{id});
  pending_.erase(at);
}

}  // namespace firstline::app
