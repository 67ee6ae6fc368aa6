#include "adapters/net/response_writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace firstline::net {

namespace {
// After so much of a file the other connections get their turn.
constexpr std::size_t file_turn = 1024 * 1024;
}  // namespace

OutgoingFile::OutgoingFile(const std::string& path) {
  // Non-blocking, so that a pipe in the place of the file cannot stop the loop.
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor_ < 0) return;
  struct stat status {};
  if (::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode)) {
    remaining_ = static_cast<std::size_t>(status.st_size);
  } else {
    close();
  }
}

void OutgoingFile::swap(OutgoingFile& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(offset_, other.offset_);
  std::swap(remaining_, other.remaining_);
}

void OutgoingFile::close() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  offset_ = 0;
  remaining_ = 0;
}

Transport::Step OutgoingFile::send(Transport& transport, std::size_t most_bytes) {
  const off_t before = offset_;
  const auto step = transport.send_file(descriptor_, offset_, std::min(remaining_, most_bytes));
  remaining_ -= static_cast<std::size_t>(offset_ - before);
  return step;
}

Transport::Step ResponseWriter::start(Transport& transport, std::string_view head) {
  const auto step = transport.write(head);
  if (step.error) return step;
  sent_ = 0;
  // Mostly the kernel takes all of it; only a rest needs memory of its own.
  head_.assign(head.substr(step.bytes));
  return advance(transport);
}

Transport::Step ResponseWriter::send(Transport& transport, const std::string& bytes) {
  const auto step = transport.write(std::string_view(bytes).substr(sent_));
  sent_ += step.bytes;
  return step;
}

Transport::Step ResponseWriter::advance(Transport& transport) {
  std::size_t turn = 0;
  for (;;) {
    Transport::Step step;
    if (sent_ < head_.size()) {
      step = send(transport, head_);
    } else if (!head_.empty()) {
      head_.clear();
      sent_ = 0;
    } else if (sent_ < body_.size()) {
      step = send(transport, body_);
    } else if (file_.remaining() > 0 && turn < file_turn) {
      step = file_.send(transport, file_turn - turn);
      turn += step.bytes;
    } else if (file_.remaining() > 0) {
      step.wait = Transport::Wait::writable;
    } else {
      return step;
    }
    if (step.error || step.wait != Transport::Wait::nothing) return step;
  }
}

void ResponseWriter::clear() {
  head_ = {};
  body_ = {};
  file_.close();
  sent_ = 0;
}

}  // namespace firstline::net
