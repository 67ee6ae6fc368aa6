// What the world still owes us: effects that were issued and not yet confirmed. They are part of
// the state, so a restart issues them again under the same id; whoever carries one out is
// idempotent by it.
#pragma once

#include <functional>
#include <unordered_map>

#include "app/workspace.hpp"

namespace firstline::app {

class EffectRunner {
 public:
  explicit EffectRunner(Workspace& workspace) : workspace_(workspace) {}
  void load();  // after Workspace::recover: the contents of what is pending

  // Starts what is pending and durable; called after every durable batch that issued something, and
  // at the times that `arm` is given, for what has to be tried again.
  void run(Time now);
  std::function<void(Time)> arm;

  // The content of an effect that was just issued.
  void put(ports::MailRow mail);

 private:
  struct Pending {
    ports::MailRow mail;
    int tries = 0;
    bool is_running = false;
    Time next_try;
  };
  void finished(EffectId id, const Result<void>& result);
  void try_again(Pending& pending, Duration pause);

  Workspace& workspace_;
  std::unordered_map<EffectId, Pending> pending_;
};

}  // namespace firstline::app
