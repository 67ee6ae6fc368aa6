#include "adapters/local/mailer.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/check.hpp"
#include "base/log.hpp"

namespace firstline::local {
namespace {

struct CloseCurl {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, CloseCurl>;
using List = std::unique_ptr<curl_slist, FreeList>;

struct Upload {
  std::string_view rest;
};

std::size_t read_upload(char* buffer, std::size_t size, std::size_t count, void* data) {
  auto& upload = *static_cast<Upload*>(data);
  const std::size_t length = std::min(size * count, upload.rest.size());
  std::memcpy(buffer, upload.rest.data(), length);
  upload.rest.remove_prefix(length);
  return length;
}

int must_stop(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(data)->load() ? 1 : 0;
}

// RFC 5321 §4.2.1: 5xx is for ever, everything else may go better next time.
Result<void> result_of(CURLcode outcome, long reply, const char* detail) {
  if (outcome == CURLE_OK) return {};
  if (outcome == CURLE_OPERATION_TIMEDOUT) {
    return Error{ErrorKind::timeout, "mail.timeout", "The mail server did not answer in time.", {}};
  }
  const std::string_view why = *detail != '\0' ? detail : curl_easy_strerror(outcome);
  const bool is_reply = outcome == CURLE_SEND_ERROR || outcome == CURLE_WEIRD_SERVER_REPLY ||
                        outcome == CURLE_RECV_ERROR;
  if (is_reply && reply >= 500 && reply < 600) {
    return invalid("mail.refused", fmt::format("The mail server refused the mail: {}", why));
  }
  return unavailable("mail.failed", fmt::format("The mail could not be sent: {}", why));
}

std::string url_with_name(const std::string& url, std::string_view from) {
  // The path of the URL is what EHLO says; RFC 5321 §4.1.4 wants a name, and the sender's will do.
  const std::string_view separator = url.ends_with('/') ? "" : "/";
  return fmt::format("{}{}{}", url, separator, from.substr(from.rfind('@') + 1));
}

}  // namespace

Result<std::unique_ptr<SmtpMailer>> SmtpMailer::create(const ports::Clock& clock, Options options) {
  MailAddress from;
  if (!options.url.empty()) {
    FL_TRY(from, parse_mail_address(options.from));
  }
  return std::unique_ptr<SmtpMailer>(
      // check_tree: allow new: the constructor is private
      new SmtpMailer(clock, std::move(options), std::move(from)));
}

SmtpMailer::SmtpMailer(const ports::Clock& clock, Options options, MailAddress from)
    : clock_(clock),
      options_(std::move(options)),
      from_(std::move(from)),
      pool_({.threads = 1, .queue_limit = options_.queue_limit}) {
  FL_CHECK(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
}

SmtpMailer::~SmtpMailer() { is_stopping_ = true; }

void SmtpMailer::send(ports::Mail mail, std::function<void(Result<void>)> done) {
  const auto answer = [this, done = std::move(done)](Result<void> result) {
    options_.post([done, result = std::move(result)] { done(result); });
  };
  if (!is_configured()) {
    answer(unavailable("mail.unconfigured", "No mail server is configured."));
    return;
  }
  const bool is_queued = pool_.try_run([this, mail = std::move(mail), answer] {
    Result<void> sent = send_now(mail);
    if (!sent) {
      log::warning("mail was not sent",
                   {{"mail", mail.id}, {"code", sent.error().code}, {"why", sent.error().message}});
    }
    answer(std::move(sent));
  });
  if (!is_queued) answer(unavailable("mail.busy", "Too many mails wait to be sent."));
}

Result<void> SmtpMailer::send_now(const ports::Mail& mail) const {
  FL_TRY(const std::string message, mail_message(mail, from_, clock_.now()));
  const Curl curl(curl_easy_init());
  const List recipients(curl_slist_append(nullptr, fmt::format("<{}>", mail.to).c_str()));
  if (curl == nullptr || recipients == nullptr) {
    return unavailable("mail.failed", "There is not enough memory to send a mail.");
  }
  Upload upload{message};
  std::array<char, CURL_ERROR_SIZE> detail{};
  const auto set = [&curl](CURLoption option, auto value) {
    FL_CHECK(curl_easy_setopt(curl.get(), option, value) == CURLE_OK);
  };
  set(CURLOPT_URL, url_with_name(options_.url, from_.address).c_str());
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set(CURLOPT_USE_SSL,
      static_cast<long>(options_.is_plain_allowed ? CURLUSESSL_NONE : CURLUSESSL_ALL));
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options_.ca_cert.empty()) set(CURLOPT_CAINFO, options_.ca_cert.c_str());
  if (!options_.user.empty()) {
    set(CURLOPT_USERNAME, options_.user.c_str());
    set(CURLOPT_PASSWORD, options_.password.c_str());
    set(CURLOPT_SASL_IR, 1L);  // RFC 4954 §4: the login in one line
  }
  set(CURLOPT_MAIL_FROM, fmt::format("<{}>", from_.address).c_str());
  set(CURLOPT_MAIL_RCPT, recipients.get());
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_READFUNCTION, &read_upload);
  set(CURLOPT_READDATA, static_cast<void*>(&upload));
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.connect_time.count()));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(options_.time.count()));
  set(CURLOPT_ERRORBUFFER, detail.data());
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &must_stop);
  set(CURLOPT_XFERINFODATA, const_cast<void*>(static_cast<const void*>(&is_stopping_)));

  const CURLcode outcome = curl_easy_perform(curl.get());
  long reply = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &reply);
  return result_of(outcome, reply, detail.data());
}

}  // namespace firstline::local
