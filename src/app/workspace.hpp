// One company's contact centre: its engine and everything that the use cases share. Several live in
// one process and share nothing but the ports.
//
// Thread: the floor.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>

#include "app/engine.hpp"
#include "app/live_levels.hpp"
#include "app/people.hpp"
#include "app/push.hpp"
#include "app/told_waits.hpp"
#include "app/transcripts.hpp"
#include "ports/archive.hpp"
#include "ports/clock.hpp"
#include "ports/crypto.hpp"
#include "ports/files.hpp"
#include "ports/mailer.hpp"
#include "ports/passwords.hpp"
#include "ports/random.hpp"

namespace firstline::app {

// An answer to one request: called once, on the floor, after everything it says is durable.
template <class T>
using Answer = std::function<void(Result<T>)>;

struct Ports {  // passed by reference, outlive every workspace
  const ports::Clock& clock;
  ports::Random& random;
  ports::Crypto& crypto;
  ports::Passwords& passwords;
  ports::Mailer& mailer;
  ports::Files& files;
  ports::Store& store;
  ports::Archive& archive;
};

class Workspace {
 public:
  Workspace(ports::WorkspaceRow row, Ports ports, Engine::World world, Push& push);
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  // Blocking, at start: journal and directory into memory.
  Result<void> recover();
  // Then, on the running loop: the texts behind the open conversations. `done` when it may serve.
  void load_texts(std::function<void(Result<void>)> done);
  // Windows that were open before the restart are not.
  void close_lost_windows();

  const WorkspaceId& id() const { return row_.id; }
  const ports::WorkspaceRow& row() const { return row_; }
  const State& state() const { return engine_.state(); }
  const catalog::Catalog& catalog() const { return *engine_.state().catalog; }

  Engine& engine() { return engine_; }
  const Engine& engine() const { return engine_; }
  const Ports& ports() const { return ports_; }
  Push& push() { return push_; }
  People& people() { return people_; }
  const People& people() const { return people_; }
  Customers& customers() { return customers_; }
  const Customers& customers() const { return customers_; }
  Transcripts& transcripts() { return transcripts_; }
  const Transcripts& transcripts() const { return transcripts_; }
  const LiveLevels& levels() const { return levels_; }
  // To show a wait is to tell it, so this remembers although the workspace is only looked at.
  ToldWaits& told_waits() const { return *told_waits_; }
  ports::Store::Directory& directory() {
    return directory_;
  }  // as loaded; each use case takes its part

  // The secret of this name; made and stored when it is first asked for.
  std::string secret(const std::string& name);
  void set_secret(const std::string& name, std::string value);

  void audit(const Actor& actor, std::string what, std::string target, std::string detail = {});

  // Answers with `value` when everything submitted so far is durable.
  template <class T>
  void answer_when_durable(Answer<T> answer, T value) {
    engine_.when_durable(
        [answer = std::move(answer), value = std::move(value)](Result<void> durable) mutable {
          if (!durable) return answer(durable.error());
          answer(std::move(value));
        });
  }

  // Puts one message into a conversation, with its text: the command, and the row that belongs to
  // it.
  struct NewMessage {
    ConversationId conversation;
    conversation::Author author;
    conversation::Visibility visibility = conversation::Visibility::everyone;
    std::string client_id;
    std::string text;
    std::vector<FileId> attachments;
  };
  Result<ports::MessageRow> add_message(NewMessage message);

  // The row of a customer, from memory or the archive. Errors: customer.unknown, and the archive's.
  void with_customer(CustomerId id, std::function<void(Result<ports::CustomerRow>)> then);

  // Places and floors are told a moment after something changed, many changes at once: the callback
  // says that the moment begins, the server's timer ends it.
  std::function<void()> on_floor_changed;
  void refresh_floor();

  // Called when an effect became durable and may be carried out.
  std::function<void()> on_effect_issued;

 private:
  Engine::Release changed(const std::vector<Change>& changes);
  void forget(const conversation::ConversationSettled& settled);

  const ports::WorkspaceRow row_;
  Ports ports_;
  Push& push_;
  People people_;
  Customers customers_;
  Transcripts transcripts_;
  LiveLevels levels_;
  const std::unique_ptr<ToldWaits> told_waits_ = std::make_unique<ToldWaits>();
  ports::Store::Directory directory_;
  std::map<std::string, std::string> secrets_;
  std::set<QueueId> moved_queues_;  // whose waiting customers are to be told their place
  bool is_floor_dirty_ = false;
  std::set<AgentId> changed_agents_;
  Engine engine_;  // last: its listener uses all of the above
};

}  // namespace firstline::app
