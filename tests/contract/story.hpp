// A short history for the read models, told event by event.
#pragma once

#include <string>
#include <utility>

#include "app/event.hpp"
#include "ports/store.hpp"
#include "wire/event_codec.hpp"

namespace firstline::testing {

class Story {
 public:
  explicit Story(WorkspaceId workspace, Time begin) : begin_(begin), batch_{workspace, {}, {}} {}

  // What follows happens then.
  Story& at(Duration since_begin) {
    now_ = begin_ + since_begin;
    return *this;
  }

  Story& add(const app::Event& event) {
    batch_.records.push_back(
        {++seq_, now_, std::string(wire::event_type(event)), wire::encode_event(event)});
    return *this;
  }

  Story& row(ports::Row row) {
    batch_.rows.push_back(std::move(row));
    return *this;
  }

  Story& say(ConversationId conversation, std::uint64_t seq, conversation::Author author,
             std::string text,
             conversation::Visibility visibility = conversation::Visibility::everyone) {
    const MessageId message{++messages_};
    row(ports::MessageRow{.id = message,
                          .conversation = conversation,
                          .seq = seq,
                          .at = now_,
                          .author = author,
                          .visibility = visibility,
                          .text = std::move(text)});
    return add(conversation::MessageAdded{.conversation = conversation,
                                          .message = message,
                                          .seq = seq,
                                          .author = author,
                                          .visibility = visibility});
  }

  // What was told since the last call.
  ports::Batch take() {
    ports::Batch taken{batch_.workspace, {}, {}};
    std::swap(taken, batch_);
    return taken;
  }

  std::uint64_t seq() const { return seq_; }
  Time now() const { return now_; }

 private:
  Time begin_;
  Time now_ = begin_;
  std::uint64_t seq_ = 0;
  std::uint64_t messages_ = 0;
  ports::Batch batch_;
};

}  // namespace firstline::testing
