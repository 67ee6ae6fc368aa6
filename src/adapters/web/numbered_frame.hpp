// One numbered frame on its way to many sockets: the same content, another `prev` for each. The
// bytes are made once for those that were last sent the same.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "adapters/net/http_server.hpp"
#include "wire/responses.hpp"

namespace firstline::web {

using FrameBody = std::shared_ptr<const std::string>;  // of wire::numbered_body

class NumberedFrame {
 public:
  NumberedFrame(std::uint64_t seq, FrameBody body) : seq_(seq), body_(std::move(body)) {}

  std::uint64_t seq() const { return seq_; }
  const FrameBody& body() const { return body_; }

  const net::Frame& after(std::uint64_t prev) {
    if (!frame_ || prev != prev_) {
      prev_ = prev;
      frame_ = std::make_shared<const std::string>(wire::numbered(seq_, prev, *body_));
    }
    return frame_;
  }

 private:
  std::uint64_t seq_;
  FrameBody body_;
  std::uint64_t prev_ = 0;
  net::Frame frame_;
};

}  // namespace firstline::web
