// One key, one write: the first answer to a request with an Idempotency-Key is kept 24 hours and
// given again. Kept in memory and, in the batch of the write itself, as a row.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "app/workspace.hpp"

namespace firstline::app {

class Idempotency {
 public:
  explicit Idempotency(Workspace& workspace) : workspace_(workspace) {}
  void load();  // after Workspace::recover

  struct Kept {
    int status = 0;
    std::string body;
  };

  // What to do with a request that carries a key. `begin` says: a kept answer (give it again),
  // nothing (do it, then call `finish` or `give_up`), or an error: idempotency.reused (another
  // body), idempotency.in_flight (the first is still being answered), idempotency.key (too long).
  Result<std::optional<Kept>> begin(const std::string& scope, const std::string& key,
                                    const std::string& request_hash);
  // Success and refusal alike are kept; not 5xx, which may be tried again.
  void finish(const std::string& scope, const std::string& key, int status,
              const std::string& body);

 private:
  struct Entry {
    std::string request_hash;
    std::optional<Kept> answer;  // none: in flight
    Time at;
  };
  void forget_old(Time now);

  Workspace& workspace_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace firstline::app
