// One of the two files that see Beast; the other is request_reader.cpp.
#include "adapters/net/websocket_session.hpp"

#include <boost/beast/core/error.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/net/farewell.hpp"
#include "adapters/net/frame_stream.hpp"
#include "base/check.hpp"

namespace firstline::net {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;

// A chat message is shorter; a longer one makes the buffer grow until it is delivered.
constexpr std::size_t first_read_size = 512;
// So many bytes of frames go into one system call.
constexpr std::size_t most_bytes_per_write = 64 * 1024;
constexpr int most_missed_pings = 2;

class WebSocketSession final : public Connection,
                               public Socket,
                               public std::enable_shared_from_this<WebSocketSession> {
 public:
  WebSocketSession(ServerCore& core, std::shared_ptr<Transport> transport, std::string client)
      : core_(core.shared_from_this()),
        transport_(std::move(transport)),
        client_(std::move(client)) {}

  void open(const WebSocketHandshake& handshake, Upgrade upgrade);

  // ---- Socket
  bool send(Frame frame) override;
  void close(std::uint16_t code, std::string_view reason) override;
  const std::string& client() const override { return client_; }

  // ---- Connection
  void on_close_all() override { close(websocket::close_code::going_away, "going away"); }
  void abandon() override;

 private:
  enum class State {
    open,
    closing,  // close() was called: what is queued is still sent, nothing more is heard
    over,
  };
  using Stream = websocket::stream<FrameStream, false>;

  struct PingLimit final : Deadline {
    explicit PingLimit(WebSocketSession& the_owner) : owner(the_owner) {}
    void expired() override { owner.on_ping_due(); }
    WebSocketSession& owner;
  };
  struct WriteLimit final : Deadline {
    explicit WriteLimit(WebSocketSession& the_owner) : owner(the_owner) {}
    void expired() override { owner.give_up(); }
    WebSocketSession& owner;
  };

  void read();
  void on_read(ErrorCode error, std::size_t bytes);
  void on_ping_due();

  void flush_soon();
  void flush();
  void compose();
  bool send_bytes(std::string_view bytes, std::size_t& sent);
  void wait_to_write(Transport::Wait what);
  std::size_t bytes_waiting() const { return queued_bytes_ + out_.size() - out_sent_; }

  void end();
  void give_up();
  void end_later();
  void leave_politely();
  void tell_closed();
  void release();

  std::shared_ptr<ServerCore> core_;
  std::shared_ptr<Transport> transport_;
  std::string client_;
  SocketEvents events_;
  State state_ = State::open;

  // ---- reading
  std::optional<Stream> stream_;
  std::vector<char> message_;
  std::size_t message_size_ = 0;
  PingLimit ping_limit_{*this};
  std::uint8_t missed_pings_ = 0;
  bool is_counted_ = false;

  // ---- writing: queue_ holds frames of others, out_ the composed bytes that the kernel did not
  // take; sink_ is where Beast composes to.
  bool is_flush_due_ = false;
  bool is_waiting_to_write_ = false;
  std::vector<Frame> queue_;
  std::size_t queue_head_ = 0;
  std::size_t queued_bytes_ = 0;
  std::string out_;
  std::size_t out_sent_ = 0;
  std::string* sink_ = &out_;
  WriteLimit write_limit_{*this};
  std::optional<websocket::close_reason> close_reason_;
};

// ---- opening and reading ------------------------------------------------------------------------

void WebSocketSession::open(const WebSocketHandshake& handshake, Upgrade upgrade) {
  stream_.emplace(transport_, sink_);
  stream_->set_option(
      websocket::stream_base::decorator([&upgrade](websocket::response_type& response) {
        response.set(http::field::server, "Firstline");
        if (upgrade.subprotocol.empty()) return;
        response.set(http::field::sec_websocket_protocol, upgrade.subprotocol);
      }));
  stream_->auto_fragment(false);
  stream_->text(true);
  stream_->read_message_max(core_->limits.max_frame_bytes);

  http::request<http::empty_body> request(http::verb::get, "/", 11);
  request.set(http::field::host, handshake.host);
  request.set(http::field::connection, "upgrade");
  request.set(http::field::upgrade, "websocket");
  request.set(http::field::sec_websocket_version, "13");
  request.set(http::field::sec_websocket_key, handshake.key);
  ErrorCode error;
  stream_->accept(request, error);
  FL_CHECK(!error);  // the caller has checked what Beast checks, and collecting cannot fail
  stream_->set_option(websocket::stream_base::decorator([](websocket::response_type&) {}));
  stream_->control_callback([this](websocket::frame_type, beast::string_view) {
    missed_pings_ = 0;
    // Beast is about to answer. Somebody who asks and asks without reading the answers is slow,
    // too.
    if (state_ == State::open && bytes_waiting() > core_->limits.max_queued_bytes)
      return end_later();
    flush_soon();
  });

  ++core_->socket_count;
  is_counted_ = true;
  core_->deadlines->ping.start(ping_limit_);
  flush_soon();
  events_ = upgrade.opened(shared_from_this());
  if (state_ == State::open) read();
}

void WebSocketSession::read() {
  if (message_.size() < message_size_ + first_read_size) {
    message_.resize(message_size_ == 0 ? first_read_size : message_size_ * 4);
  }
  stream_->async_read_some(
      asio::buffer(message_.data() + message_size_, message_.size() - message_size_),
      [self = shared_from_this()](ErrorCode error, std::size_t bytes) {
        self->on_read(error, bytes);
      });
}

void WebSocketSession::on_read(ErrorCode error, std::size_t bytes) {
  if (state_ == State::over) return;
  if (error) {
    // Closed by the peer, or for what the peer did (1002, 1007, 1009): Beast has composed the
    // answer. All else is a connection that is gone.
    const bool is_end_of_stream = error.category() == asio::error::get_misc_category() ||
                                  error.category() == boost::system::system_category();
    return is_end_of_stream ? end() : leave_politely();
  }
  missed_pings_ = 0;
  if (state_ == State::open && stream_->got_binary()) {
    close(websocket::close_code::unknown_data, "text only");
  }
  if (state_ != State::open) return;
  message_size_ += bytes;
  if (stream_->is_message_done()) {
    const std::string_view text(message_.data(), message_size_);
    if (events_.on_text) events_.on_text(text);
    message_size_ = 0;
    if (message_.size() > first_read_size) {
      message_ = std::vector<char>(first_read_size);  // an idle socket keeps no large buffer
    }
  }
  if (state_ == State::open) read();
}

void WebSocketSession::on_ping_due() {
  if (state_ != State::open) return;
  if (missed_pings_ >= most_missed_pings) return give_up();
  ++missed_pings_;
  core_->deadlines->ping.start(ping_limit_);
  if (!stream_->is_open()) return;
  ErrorCode ignored;  // collecting cannot fail
  stream_->ping({}, ignored);
  flush_soon();
}

// ---- writing ------------------------------------------------------------------------------------

bool WebSocketSession::send(Frame frame) {
  FL_CHECK(frame);
  if (state_ != State::open) return false;
  if (bytes_waiting() + frame->size() > core_->limits.max_queued_bytes) {
    end_later();
    return false;
  }
  queued_bytes_ += frame->size();
  queue_.push_back(std::move(frame));
  flush_soon();
  return true;
}

void WebSocketSession::close(std::uint16_t code, std::string_view reason) {
  constexpr std::size_t longest_reason = 123;  // RFC 6455 §5.5: a control frame has 125 bytes
  if (state_ != State::open) return;
  state_ = State::closing;
  ping_limit_.cancel();
  core_->deadlines->write.start(write_limit_);
  close_reason_.emplace(static_cast<websocket::close_code>(code),
                        beast::string_view(reason.substr(0, longest_reason)));
  flush_soon();
}

void WebSocketSession::flush_soon() {
  if (is_flush_due_ || is_waiting_to_write_ || state_ == State::over) return;
  is_flush_due_ = true;
  core_->run_soon([self = shared_from_this()] {
    self->is_flush_due_ = false;
    self->flush();
  });
}

// Takes frames from the queue into core_->scratch, a bounded number of bytes at a time.
void WebSocketSession::compose() {
  std::string& bytes = core_->scratch;
  bytes.clear();
  sink_ = &bytes;
  ErrorCode ignored;  // collecting cannot fail
  while (queue_head_ < queue_.size() && bytes.size() < most_bytes_per_write) {
    const Frame& frame = queue_[queue_head_];
    if (stream_->is_open()) stream_->write(asio::buffer(*frame), ignored);
    queued_bytes_ -= frame->size();
    queue_[queue_head_++].reset();
  }
  if (queue_head_ == queue_.size()) {
    queue_ = {};
    queue_head_ = 0;
    if (close_reason_ && stream_->is_open()) stream_->close(*close_reason_, ignored);
  }
  sink_ = &out_;
}

void WebSocketSession::flush() {
  if (state_ == State::over || is_waiting_to_write_) return;
  for (;;) {
    if (!out_.empty()) {
      if (!send_bytes(out_, out_sent_)) return;
      out_ = {};
      out_sent_ = 0;
    }
    if (queue_.empty() && !close_reason_) return write_limit_.cancel();
    const bool was_closing = close_reason_.has_value();
    compose();
    std::size_t sent = 0;
    const bool is_all_sent = send_bytes(core_->scratch, sent);
    if (state_ == State::over) return;
    if (!is_all_sent) out_.assign(core_->scratch, sent);
    core_->scratch.clear();
    if (was_closing && queue_.empty()) return leave_politely();
    if (!is_all_sent) return;
  }
}

// False if not all went out: then this is called again when the socket can take more, or it is
// over.
bool WebSocketSession::send_bytes(std::string_view bytes, std::size_t& sent) {
  while (sent < bytes.size()) {
    const auto step = transport_->write(bytes.substr(sent));
    sent += step.bytes;
    if (step.error) {
      end();
      return false;
    }
    if (step.bytes > 0) write_limit_.cancel();
    if (step.wait != Transport::Wait::nothing) {
      wait_to_write(step.wait);
      return false;
    }
  }
  return true;
}

void WebSocketSession::wait_to_write(Transport::Wait what) {
  is_waiting_to_write_ = true;
  if (!write_limit_.is_running()) core_->deadlines->write.start(write_limit_);
  transport_->async_wait(what, [self = shared_from_this()](ErrorCode error) {
    self->is_waiting_to_write_ = false;
    if (self->state_ == State::over) return;
    return error ? self->end() : self->flush();
  });
}

// ---- ending -------------------------------------------------------------------------------------

// The close frame is composed: what is left goes out, then the connection ends.
void WebSocketSession::leave_politely() {
  if (state_ == State::over) return;
  const auto self = shared_from_this();
  state_ = State::over;
  out_.erase(0, out_sent_);
  say_farewell(*core_, transport_, std::move(out_));
  transport_.reset();
  tell_closed();
}

void WebSocketSession::end() {
  if (state_ == State::over) return;
  const auto self = shared_from_this();
  state_ = State::over;
  transport_->close();
  tell_closed();
}

// For a peer that takes nothing or is not there any more.
void WebSocketSession::give_up() {
  if (state_ == State::over) return;
  transport_->close_at_once();
  end();
}

// For calls that come from the owner of the socket, who must not be called back inside them.
void WebSocketSession::end_later() {
  state_ = State::over;
  transport_->close_at_once();
  core_->run_soon([self = shared_from_this()] { self->tell_closed(); });
}

void WebSocketSession::tell_closed() {
  const auto self = shared_from_this();
  release();
  if (const auto on_closed = std::exchange(events_, {}).on_closed) on_closed();
}

void WebSocketSession::abandon() {
  const auto self = shared_from_this();
  state_ = State::over;
  release();
  events_ = {};
}

// What stays behind, as long as the owner of the socket holds it, is small.
void WebSocketSession::release() {
  if (std::exchange(is_counted_, false)) --core_->socket_count;
  ping_limit_.cancel();
  write_limit_.cancel();
  queue_ = {};
  queue_head_ = 0;
  queued_bytes_ = 0;
  out_ = {};
  message_ = {};
  if (transport_) transport_->close_at_once();
  transport_.reset();
  stream_.reset();
  core_->remove(*this);
}

}  // namespace

void open_websocket(ServerCore& core, std::shared_ptr<Transport> transport,
                    const WebSocketHandshake& handshake, Upgrade upgrade) {
  FL_CHECK(upgrade.opened);
  auto session = std::make_shared<WebSocketSession>(core, std::move(transport), handshake.client);
  core.add(session);
  session->open(handshake, std::move(upgrade));
}

}  // namespace firstline::net
