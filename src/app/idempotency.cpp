#include "app/idempotency.hpp"

namespace firstline::app {
namespace {

constexpr std::size_t longest_key = 128;
constexpr std::size_t most_entries = 100'000;
constexpr std::size_t longest_body = 64 * 1024;
constexpr Duration kept_for = hours(24);

std::string name_of(const std::string& scope, const std::string& key) { return scope + "\n" + key; }

}  // namespace

void Idempotency::load() {
  for (const ports::IdempotencyRow& row : workspace_.directory().idempotency) {
    entries_[name_of(row.scope, row.key)] = {row.request_hash, Kept{row.status, row.body}, row.at};
  }
}

Result<std::optional<Idempotency::Kept>> Idempotency::begin(const std::string& scope,
                                                            const std::string& key,
                                                            const std::string& request_hash) {
  if (key.empty() || key.size() > longest_key) {
    return invalid("idempotency.key", "An Idempotency-Key has 1 to 128 characters.");
  }
  const Time now = workspace_.engine().now();
  const auto at = entries_.find(name_of(scope, key));
  if (at != entries_.end() && at->second.at + kept_for > now) {
    if (at->second.request_hash != request_hash) {
      return conflict("idempotency.reused", "This Idempotency-Key was used for another request.");
    }
    if (!at->second.answer) {
      return conflict("idempotency.in_flight",
                      "The first request of this key is not answered yet.");
    }
    return std::optional<Kept>(at->second.answer);
  }
  if (entries_.size() >= most_entries) forget_old(now);
  entries_[name_of(scope, key)] = {request_hash, std::nullopt, now};
  return std::optional<Kept>();
}

void Idempotency::finish(const std::string& scope, const std::string& key, int status,
                         const std::string& body) {
  const auto at = entries_.find(name_of(scope, key));
  if (at == entries_.end()) return;
  const bool is_worth_keeping = status < 500 && body.size() <= longest_body;
  if (!is_worth_keeping || !workspace_.engine().check_writable()) {
    entries_.erase(at);
    return;
  }
  at->second.answer = Kept{status, body};
  workspace_.engine().add(
      ports::IdempotencyRow{scope, key, at->second.request_hash, status, body, at->second.at});
}

void Idempotency::forget_old(Time now) {
  std::erase_if(entries_, [&](const auto& entry) { return entry.second.at + kept_for <= now; });
  // A flood within one day: all but the last hour goes.
  if (entries_.size() >= most_entries) {
    const Time recent = now - kept_for / 24;
    std::erase_if(entries_, [&](const auto& entry) { return entry.second.at <= recent; });
  }
}

}  // namespace firstline::app
