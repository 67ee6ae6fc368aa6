// What visitors' browsers and the network between do to messages: they are delayed, doubled and
// overtake each other, and what was not acknowledged is sent again. Keeps the books: an
// acknowledged message exists exactly once, under the number it was acknowledged with.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/support/engine_room.hpp"

namespace firstline::testing {

class Courier {
 public:
  explicit Courier(EngineRoom& room) : room_(room) {}

  struct Letter {
    ConversationId conversation;
    conversation::Author author;
    std::string client_id;
    bool is_acknowledged = false;
    bool is_given_up = false;  // the conversation is over: the browser says so
    MessageId message;
    std::uint64_t seq = 0;

    bool is_done() const { return is_acknowledged || is_given_up; }
  };

  std::shared_ptr<Letter> write(ConversationId conversation, conversation::Author author);

  // One arrival at the server, as the inbox and the desk take it. Any number of times.
  void deliver(const std::shared_ptr<Letter>& letter);

  // Against the rows of the store. Empty, or what is wrong.
  std::string check();

  std::size_t acknowledged() const { return acknowledged_.size(); }

 private:
  void acknowledge(Letter& letter, MessageId message, std::uint64_t seq);

  EngineRoom& room_;
  std::uint64_t letters_ = 0;
  std::map<std::string, std::shared_ptr<Letter>> acknowledged_;  // by client id
  std::set<ConversationId> conversations_;
  std::string fault_;
};

}  // namespace firstline::testing
