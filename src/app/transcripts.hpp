// The latest messages of the conversations in memory, and who their customers are: what a person is
// shown the moment an offer arrives, without asking the disk.
#pragma once

#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

#include "ports/rows.hpp"

namespace firstline::app {

using MessagePtr = std::shared_ptr<const ports::MessageRow>;

inline constexpr std::size_t tail_length = 30;

class Transcripts {
 public:
  void add(const MessagePtr& message);
  void forget(ConversationId conversation);
  const std::deque<MessagePtr>& tail(ConversationId conversation) const;  // ascending
  MessagePtr last_public(ConversationId conversation) const;              // null if none

  void put_file(ports::FileRow file);
  const ports::FileRow* file(const FileId& id) const;

 private:
  std::unordered_map<ConversationId, std::deque<MessagePtr>> tails_;
  std::unordered_map<FileId, ports::FileRow> files_;
};

// The customers of the conversations in memory.
class Customers {
 public:
  void put(ports::CustomerRow customer);
  void forget(CustomerId id);
  const ports::CustomerRow* find(CustomerId id) const;
  std::string name_of(CustomerId id) const;  // "" if nobody said

 private:
  std::unordered_map<CustomerId, ports::CustomerRow> rows_;
};

}  // namespace firstline::app
