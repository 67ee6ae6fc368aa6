// Who and what a scenario calls by a name of its own, and what they do, as commands.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/command.hpp"
#include "app/event.hpp"
#include "tests/support/engine_room.hpp"

namespace firstline::testing {

bool is_word(char c);  // of a name: a letter, a digit, '-' or '_'

class ScenarioCast {
 public:
  using Words = std::vector<std::string>;

  explicit ScenarioCast(EngineRoom& room) : room_(room) {}

  // "ann accepts call-1". Error: nobody knows how to do that.
  Result<app::Command> command_of(const Words& words);

  void call(const std::string& name, ConversationId conversation);
  void learn(const app::Event& event);  // each, as it becomes known

  // "w-3" and "c-3" as the scenario calls them.
  std::string named(const std::string& text) const;
  const routing::Work* work_called(const std::string& name) const;  // null if it is over

 private:
  Result<app::Command> arrives(const Words& words);
  Result<app::Command> presence(const Words& words) const;
  Result<app::Command> of_customer(const Words& words);
  Result<app::Command> of_agent(const Words& words);
  conversation::AddMessage message(ConversationId id, const conversation::Author& author,
                                   const Words& words);
  OfferId offer_of(const std::string& name, const AgentId& agent) const;  // the latest
  CustomerId customer_of(const std::string& name);

  EngineRoom& room_;
  std::map<std::string, ConversationId> talks_;
  std::map<ConversationId, std::string> names_;
  std::map<WorkId, std::string> works_;
  std::map<std::pair<std::string, AgentId>, OfferId> offers_;
  std::map<std::string, CustomerId> customers_;
  int messages_ = 0;
};

}  // namespace firstline::testing
