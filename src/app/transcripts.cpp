#include "app/transcripts.hpp"

namespace firstline::app {

void Transcripts::add(const MessagePtr& message) {
  std::deque<MessagePtr>& tail = tails_[message->conversation];
  tail.push_back(message);
  if (tail.size() <= tail_length) return;
  for (const FileId& file : tail.front()->attachments) files_.erase(file);
  tail.pop_front();
}

void Transcripts::forget(ConversationId conversation) {
  const auto at = tails_.find(conversation);
  if (at == tails_.end()) return;
  for (const MessagePtr& message : at->second) {
    for (const FileId& file : message->attachments) files_.erase(file);
  }
  tails_.erase(at);
}

const std::deque<MessagePtr>& Transcripts::tail(ConversationId conversation) const {
  static const std::deque<MessagePtr> nothing;
  const auto at = tails_.find(conversation);
  return at == tails_.end() ? nothing : at->second;
}

MessagePtr Transcripts::last_public(ConversationId conversation) const {
  const auto& messages = tail(conversation);
  for (auto at = messages.rbegin(); at != messages.rend(); ++at) {
    if ((*at)->visibility == conversation::Visibility::everyone) return *at;
  }
  return nullptr;
}

void Transcripts::put_file(ports::FileRow file) {
  const FileId id = file.id;
  files_[id] = std::move(file);
}

const ports::FileRow* Transcripts::file(const FileId& id) const {
  const auto at = files_.find(id);
  return at == files_.end() ? nullptr : &at->second;
}

void Customers::put(ports::CustomerRow customer) {
  const CustomerId id = customer.id;
  rows_[id] = std::move(customer);
}

void Customers::forget(CustomerId id) { rows_.erase(id); }

const ports::CustomerRow* Customers::find(CustomerId id) const {
  const auto at = rows_.find(id);
  return at == rows_.end() ? nullptr : &at->second;
}

std::string Customers::name_of(CustomerId id) const {
  const auto* row = find(id);
  return row ? row->name : std::string();
}

}  // namespace firstline::app
