// What the WebSocket session gives to Beast in place of a socket.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/system/system_error.hpp>
#include <memory>
#include <string>
#include <utility>

#include "adapters/net/asio.hpp"
#include "adapters/net/transport.hpp"

namespace firstline::net {

// What Beast writes to and reads from. Writing only collects bytes for the session, which sends
// them together and without waiting: a frame is complete the moment Beast has composed it, control
// frames that Beast answers by itself included, so nothing ever stands half in between.
class FrameStream {
 public:
  using executor_type = Executor;

  FrameStream(std::shared_ptr<Transport> transport, std::string*& sink)
      : transport_(std::move(transport)), sink_(sink) {}

  executor_type get_executor() { return transport_->get_executor(); }

  template <class Buffers>
  std::size_t write_some(const Buffers& buffers, ErrorCode& error) {
    error = {};
    return collect(buffers);
  }
  template <class Buffers>
  std::size_t write_some(const Buffers& buffers) {
    return collect(buffers);
  }
  // Nobody waits for bytes on the loop's thread; Beast then gives up its part of the closing
  // handshake, which is what close() wants.
  template <class Buffers>
  std::size_t read_some(const Buffers&, ErrorCode& error) {
    error = asio::error::would_block;
    return 0;
  }
  template <class Buffers>
  std::size_t read_some(const Buffers&) {
    throw boost::system::system_error(asio::error::would_block);
  }

  template <class Buffers, class Handler>
  auto async_write_some(const Buffers& buffers, Handler&& handler) {
    return asio::async_initiate<Handler, void(ErrorCode, std::size_t)>(
        [this](auto&& final_handler, const Buffers& what) {
          const std::size_t bytes = collect(what);
          asio::post(get_executor(),
                     boost::beast::bind_front_handler(
                         std::forward<decltype(final_handler)>(final_handler), ErrorCode(), bytes));
        },
        handler, buffers);
  }

  template <class Buffers, class Handler>
  auto async_read_some(const Buffers& buffers, Handler&& handler) {
    return asio::async_initiate<Handler, void(ErrorCode, std::size_t)>(
        [this](auto&& final_handler, const Buffers& into) {
          transport_->async_read(first_of(into),
                                 std::forward<decltype(final_handler)>(final_handler));
        },
        handler, buffers);
  }

 private:
  template <class Buffers>
  std::size_t collect(const Buffers& buffers) {
    std::size_t total = 0;
    for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers);
         ++at) {
      const asio::const_buffer part(*at);
      sink_->append(static_cast<const char*>(part.data()), part.size());
      total += part.size();
    }
    return total;
  }

  template <class Buffers>
  static asio::mutable_buffer first_of(const Buffers& buffers) {
    for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers);
         ++at) {
      const asio::mutable_buffer part(*at);
      if (part.size() > 0) return part;
    }
    return {};
  }

  std::shared_ptr<Transport> transport_;
  std::string*& sink_;
};

// The session itself ends the connection (see say_farewell), so Beast's part is nothing.
inline void teardown(boost::beast::role_type, FrameStream&, ErrorCode& error) { error = {}; }
template <class Handler>
void async_teardown(boost::beast::role_type, FrameStream& stream, Handler&& handler) {
  asio::post(stream.get_executor(),
             boost::beast::bind_front_handler(std::forward<Handler>(handler), ErrorCode()));
}
inline void beast_close_socket(FrameStream&) {}

}  // namespace firstline::net
