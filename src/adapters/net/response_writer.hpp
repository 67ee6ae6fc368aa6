// One response on its way out: bytes, a body, a file, in this order and without waiting.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>

#include "adapters/net/transport.hpp"

namespace firstline::net {

// A regular file that is being sent.
class OutgoingFile final {
 public:
  OutgoingFile() = default;
  explicit OutgoingFile(const std::string& path);  // is_open() says whether it worked; see errno
  ~OutgoingFile() { close(); }
  OutgoingFile(OutgoingFile&& other) noexcept { swap(other); }
  OutgoingFile& operator=(OutgoingFile&& other) noexcept {
    swap(other);
    return *this;
  }

  bool is_open() const { return descriptor_ >= 0; }
  std::size_t remaining() const { return remaining_; }
  void close();
  Transport::Step send(Transport& transport, std::size_t most_bytes);

 private:
  void swap(OutgoingFile& other) noexcept;

  int descriptor_ = -1;
  off_t offset_ = 0;
  std::size_t remaining_ = 0;
};

class ResponseWriter final {
 public:
  // Sends what the kernel takes of `head`, which the caller keeps, and remembers the rest.
  Transport::Step start(Transport& transport, std::string_view head);
  // What follows the head; before start().
  void set_body(std::string body) { body_ = std::move(body); }
  void set_file(OutgoingFile file) { file_ = std::move(file); }

  // Goes on after start() or after the wait that a step asked for. A step without `wait` and
  // `error` says that all is sent.
  Transport::Step advance(Transport& transport);

  void clear();

 private:
  Transport::Step send(Transport& transport, const std::string& bytes);

  std::string head_;
  std::string body_;
  OutgoingFile file_;
  std::size_t sent_ = 0;  // of head_, then of body_
};

}  // namespace firstline::net
