// One accepted connection: TCP, or TLS over TCP. Both look the same from here on, so what speaks
// HTTP and WebSocket exists once.
//
// TLS works directly on the descriptor instead of through asio::ssl::stream, whose four buffers per
// connection (about 70 kB) would be most of the memory of an idle socket.
#pragma once

#include <openssl/ssl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/net/asio.hpp"

namespace firstline::net {

class Transport final : public std::enable_shared_from_this<Transport> {
 public:
  enum class Wait { nothing, readable, writable };

  // What a non-blocking step did. If `wait` is set, try again after that; `error` ends it.
  struct Step {
    std::size_t bytes = 0;
    Wait wait = Wait::nothing;
    ErrorCode error{};
  };

  // Takes a non-blocking socket; with `tls` every byte goes through it after handshake().
  Transport(TcpSocket socket, SSL_CTX* tls);
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  bool is_secure() const { return tls_ != nullptr; }
  bool is_open() const { return socket_.is_open(); }
  Executor get_executor() { return socket_.get_executor(); }

  Step handshake();
  Step read(char* into, std::size_t size);
  Step write(std::string_view bytes);
  // Sends from the file without a copy where the kernel can; moves `offset` by what was sent.
  Step send_file(int file, off_t& offset, std::size_t size);
  // Throws away what the peer still sends, past TLS. `bytes` is how much; eof is an error.
  Step discard();

  // Ends a pending read, whose buffer may then go away, and every later one; discard() still works.
  void stop_reading();
  // No more bytes from this side; says good-bye in TLS too.
  void shutdown_write();
  // Pending waits and reads end with operation_aborted.
  void close();
  // The same without sending what the kernel still holds, which a peer that takes nothing would
  // otherwise keep there for minutes.
  void close_at_once();

  // The next reads see these bytes first.
  void put_back(std::string_view bytes) { put_back_.assign(bytes); }

  // handler(ErrorCode), never from inside this call.
  template <class Handler>
  void async_wait(Wait what, Handler handler) {
    socket_.async_wait(what == Wait::writable ? TcpSocket::wait_write : TcpSocket::wait_read,
                       std::move(handler));
  }

  // handler(ErrorCode, std::size_t), never from inside this call.
  template <class Handler>
  void async_read(asio::mutable_buffer into, Handler handler);

 private:
  template <class Handler>
  struct TlsRead;

  Step take_put_back(char* into, std::size_t size);
  Step tls_outcome(int outcome);

  TcpSocket socket_;
  SSL* tls_ = nullptr;
  std::string put_back_;
  bool reads_no_more_ = false;
};

// Tries, waits, tries again. Keeps the transport alive while it waits.
template <class Handler>
struct Transport::TlsRead {
  std::shared_ptr<Transport> transport;
  asio::mutable_buffer into;
  Handler handler;

  void operator()(ErrorCode error) {
    if (error) return handler(error, 0);
    const Step step = transport->read(static_cast<char*>(into.data()), into.size());
    if (step.wait == Wait::nothing) return handler(step.error, step.bytes);
    Transport& self = *transport;
    self.async_wait(step.wait, std::move(*this));
  }
};

template <class Handler>
void Transport::async_read(asio::mutable_buffer into, Handler handler) {
  if (!tls_ && put_back_.empty()) {
    socket_.async_read_some(into, std::move(handler));
    return;
  }
  // Bytes may already lie decrypted in memory, where no readiness of the socket announces them.
  const Step step = read(static_cast<char*>(into.data()), into.size());
  if (step.wait == Wait::nothing) {
    asio::post(get_executor(),
               [handler = std::move(handler), step]() mutable { handler(step.error, step.bytes); });
    return;
  }
  async_wait(step.wait, TlsRead<Handler>{shared_from_this(), into, std::move(handler)});
}

}  // namespace firstline::net
