#include "tests/simulation/courier.hpp"

#include <fmt/format.h>

namespace firstline::testing {

std::shared_ptr<Courier::Letter> Courier::write(ConversationId id, conversation::Author author) {
  auto letter = std::make_shared<Letter>();
  letter->conversation = id;
  letter->author = std::move(author);
  letter->client_id = fmt::format("l{}", ++letters_);
  conversations_.insert(id);
  return letter;
}

void Courier::deliver(const std::shared_ptr<Letter>& letter) {
  const auto* c = conversation::find(room_.state().conversations, letter->conversation);
  if (!c) {
    letter->is_given_up = true;
    return;
  }
  MessageId message;
  std::uint64_t seq = 0;
  const auto* before = conversation::find_receipt(*c, letter->author.kind, letter->client_id);
  if (before) {
    message = before->message;
    seq = before->seq;
  } else {
    const auto done = room_.submit(conversation::Command(conversation::AddMessage{
        letter->conversation, letter->author, conversation::Visibility::everyone,
        conversation::MessageKind::text, letter->client_id}));
    if (!done) {
      // A disk that is full is tried again; a conversation that is over, or in other hands, is not.
      letter->is_given_up = done.error().kind != ErrorKind::unavailable;
      return;
    }
    const auto& added = std::get<conversation::MessageAdded>(done->front());
    message = added.message;
    seq = added.seq;
  }
  room_.engine().when_durable([this, letter, message, seq](const Result<void>& result) {
    if (result) acknowledge(*letter, message, seq);
  });
}

void Courier::acknowledge(Letter& letter, MessageId message, std::uint64_t seq) {
  if (letter.is_acknowledged && (letter.message != message || letter.seq != seq)) {
    fault_ = letter.client_id + " was acknowledged as two messages";
  }
  letter.is_acknowledged = true;
  letter.message = message;
  letter.seq = seq;
  acknowledged_[letter.client_id] = std::make_shared<Letter>(letter);
}

std::string Courier::check() {
  if (!fault_.empty()) return fault_;
  constexpr std::size_t every = 100'000;
  std::map<std::string, const ports::MessageRow*> found;
  std::vector<std::vector<ports::MessageRow>> kept;
  for (const ConversationId id : conversations_) {
    std::vector<ports::MessageRow> rows;
    room_.store.messages(room_.workspace, {.conversation = id, .limit = every},
                         [&](Result<ports::Messages> messages) {
                           if (messages) rows = std::move(messages->items);
                         });
    room_.run_posted();
    kept.push_back(std::move(rows));
    std::uint64_t seq = 0;
    for (const ports::MessageRow& row : kept.back()) {
      if (row.seq != ++seq) return fmt::format("{} has no message {}", to_text(id), seq);
      if (!found.emplace(row.client_id, &row).second) return row.client_id + " is there twice";
    }
  }
  for (const auto& [client_id, letter] : acknowledged_) {
    const auto at = found.find(client_id);
    if (at == found.end()) return client_id + " was acknowledged and is lost";
    if (at->second->id != letter->message || at->second->seq != letter->seq) {
      return client_id + " is stored under another number than it was acknowledged with";
    }
  }
  return {};
}

}  // namespace firstline::testing
