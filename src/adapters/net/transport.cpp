#include "adapters/net/transport.hpp"

#include <openssl/err.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <limits>

#include "base/check.hpp"

namespace firstline::net {

namespace {

ErrorCode system_error(int number) { return {number, boost::system::system_category()}; }

Transport::Step socket_outcome(ssize_t outcome, Transport::Wait wait) {
  if (outcome >= 0) return {.bytes = static_cast<std::size_t>(outcome)};
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {.wait = wait};
  return {.error = system_error(errno)};
}

}  // namespace

Transport::Transport(TcpSocket socket, SSL_CTX* tls) : socket_(std::move(socket)) {
  if (!tls) return;
  tls_ = SSL_new(tls);
  FL_CHECK(tls_);
  FL_CHECK(SSL_set_fd(tls_, socket_.native_handle()) == 1);
  SSL_set_accept_state(tls_);
}

Transport::~Transport() { SSL_free(tls_); }

Transport::Step Transport::tls_outcome(int outcome) {
  switch (SSL_get_error(tls_, outcome)) {
    case SSL_ERROR_WANT_READ:
      return {.wait = Wait::readable};
    case SSL_ERROR_WANT_WRITE:
      return {.wait = Wait::writable};
    case SSL_ERROR_ZERO_RETURN:
      return {.error = asio::error::eof};
    default:
      ERR_clear_error();
      return {.error = asio::error::connection_reset};
  }
}

Transport::Step Transport::handshake() {
  if (!is_open()) return {.error = asio::error::operation_aborted};
  ERR_clear_error();
  const int outcome = SSL_do_handshake(tls_);
  return outcome == 1 ? Step{} : tls_outcome(outcome);
}

Transport::Step Transport::take_put_back(char* into, std::size_t size) {
  const std::size_t count = std::min(size, put_back_.size());
  std::memcpy(into, put_back_.data(), count);
  put_back_.erase(0, count);
  if (put_back_.empty()) put_back_.shrink_to_fit();
  return {.bytes = count};
}

Transport::Step Transport::read(char* into, std::size_t size) {
  if (!is_open() || reads_no_more_) return {.error = asio::error::operation_aborted};
  if (!put_back_.empty()) return take_put_back(into, size);
  if (!tls_) {
    const ssize_t outcome = ::recv(socket_.native_handle(), into, size, 0);
    if (outcome == 0 && size > 0) return {.error = asio::error::eof};
    return socket_outcome(outcome, Wait::readable);
  }
  ERR_clear_error();
  std::size_t count = 0;
  const int outcome = SSL_read_ex(tls_, into, size, &count);
  return outcome == 1 ? Step{.bytes = count} : tls_outcome(outcome);
}

Transport::Step Transport::write(std::string_view bytes) {
  if (!is_open()) return {.error = asio::error::operation_aborted};
  if (!tls_) {
    return socket_outcome(::send(socket_.native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
                          Wait::writable);
  }
  Step total;
  while (total.bytes < bytes.size()) {  // SSL_write takes one record of 16 kB at a time
    ERR_clear_error();
    std::size_t count = 0;
    const int outcome =
        SSL_write_ex(tls_, bytes.data() + total.bytes, bytes.size() - total.bytes, &count);
    if (outcome != 1) {
      const Step last = tls_outcome(outcome);
      if (total.bytes > 0 && last.wait != Wait::nothing) break;  // the caller comes again
      return last;
    }
    total.bytes += count;
  }
  return total;
}

Transport::Step Transport::send_file(int file, off_t& offset, std::size_t size) {
  if (!is_open()) return {.error = asio::error::operation_aborted};
  if (!tls_) {
    const Step step =
        socket_outcome(::sendfile(socket_.native_handle(), file, &offset, size), Wait::writable);
    // The file became shorter than what was promised.
    if (step.bytes == 0 && step.wait == Wait::nothing && !step.error) {
      return {.error = asio::error::eof};
    }
    return step;
  }
  std::array<char, 16 * 1024> chunk;  // one TLS record
  const ssize_t count = ::pread(file, chunk.data(), std::min(size, chunk.size()), offset);
  if (count < 0) return {.error = system_error(errno)};
  if (count == 0) return {.error = asio::error::eof};
  const Step step = write({chunk.data(), static_cast<std::size_t>(count)});
  offset += static_cast<off_t>(step.bytes);
  return step;
}

Transport::Step Transport::discard() {
  if (!is_open()) return {.error = asio::error::operation_aborted};
  std::array<char, 16 * 1024> ignored;
  const ssize_t outcome = ::recv(socket_.native_handle(), ignored.data(), ignored.size(), 0);
  if (outcome == 0) return {.error = asio::error::eof};
  return socket_outcome(outcome, Wait::readable);
}

void Transport::stop_reading() {
  reads_no_more_ = true;
  ErrorCode ignored;
  socket_.cancel(ignored);
}

void Transport::shutdown_write() {
  if (!is_open()) return;
  if (tls_ && SSL_is_init_finished(tls_)) {
    ERR_clear_error();
    SSL_shutdown(tls_);  // best effort: if the alert does not fit, the FIN says the same
    ERR_clear_error();
  }
  ErrorCode ignored;
  socket_.shutdown(TcpSocket::shutdown_send, ignored);
}

void Transport::close_at_once() {
  ErrorCode ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
  close();
}

void Transport::close() {
  ErrorCode ignored;
  socket_.close(ignored);
}

}  // namespace firstline::net
