// Mail over SMTP (RFC 5321) by libcurl, on a thread of its own.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "adapters/local/limits.hpp"
#include "adapters/local/mail_message.hpp"
#include "adapters/local/task_pool.hpp"
#include "ports/clock.hpp"
#include "ports/mailer.hpp"

namespace firstline::local {

class SmtpMailer final : public ports::Mailer {
 public:
  struct Options {
    std::string url;                // "smtp://host:587" or "smtps://host"; empty: not configured
    std::string from;               // "no-reply@shop.test" or "Shop <no-reply@shop.test>"
    std::string user, password;     // empty: no login
    bool is_plain_allowed = false;  // else smtp:// needs STARTTLS, and every certificate is checked
    std::string ca_cert;            // PEM file; empty: the system's authorities
    // Runs a function on the floor, from any thread.
    std::function<void(std::function<void()>)> post;
    Duration connect_time = limits::mail_connect_time;
    Duration time = limits::mail_time;  // for one mail
    std::size_t queue_limit = limits::queued_mails;
  };

  // Errors: invalid "mail.address" (of `from`). `clock` outlives it.
  static Result<std::unique_ptr<SmtpMailer>> create(const ports::Clock& clock, Options options);

  // Breaks off the mail that is being sent; those that wait are dropped. Their effects are still
  // pending in the journal and are issued again after the restart.
  ~SmtpMailer() override;

  bool is_configured() const override { return !options_.url.empty(); }

  // Errors: those of mail_message; unavailable "mail.unconfigured", "mail.busy" (too many wait) and
  // "mail.failed" (try again later); invalid "mail.refused" (the server will never take it);
  // timeout "mail.timeout".
  void send(ports::Mail mail, std::function<void(Result<void>)> done) override;

 private:
  SmtpMailer(const ports::Clock& clock, Options options, MailAddress from);

  Result<void> send_now(const ports::Mail& mail) const;

  const ports::Clock& clock_;
  const Options options_;
  const MailAddress from_;
  std::atomic<bool> is_stopping_ = false;
  TaskPool pool_;  // the last member: its thread uses the others
};

}  // namespace firstline::local
