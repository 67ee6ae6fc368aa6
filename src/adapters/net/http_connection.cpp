#include "adapters/net/http_connection.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <utility>

#include "adapters/net/farewell.hpp"
#include "adapters/net/request_target.hpp"
#include "adapters/net/response_head.hpp"
#include "adapters/net/websocket_session.hpp"
#include "base/log.hpp"
#include "base/text.hpp"

namespace firstline::net {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using beast::iequals;
using Parser = http::request_parser<http::string_body>;

constexpr std::size_t head_read_size = 2 * 1024;
constexpr std::size_t body_read_size = 64 * 1024;
// An upload must bring this much per header_timeout, or it is a connection held open on purpose.
constexpr std::size_t least_body_progress = 8 * 1024;
// Bodies up to this size travel in the same packet as the head.
constexpr std::size_t small_body = 16 * 1024;
// After so much of a file the others get their turn.
constexpr std::size_t file_turn = 1024 * 1024;
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

// A problem of the request that the server answers itself; the connection ends with it.
struct Refusal {
  int status;
  std::string_view code;
  std::string_view message;
};

class File {
 public:
  File() = default;
  explicit File(const std::string& path) {
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status {};
    if (descriptor_ < 0) return;
    if (::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode)) {
      remaining_ = static_cast<std::size_t>(status.st_size);
    } else {
      close();
    }
  }
  ~File() { close(); }
  File(File&& other) noexcept { *this = std::move(other); }
  File& operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(offset_, other.offset_);
    std::swap(remaining_, other.remaining_);
    return *this;
  }

  bool is_open() const { return descriptor_ >= 0; }
  std::size_t remaining() const { return remaining_; }
  void close() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
    remaining_ = 0;
  }
  Transport::Step send(Transport& transport) {
    const off_t before = offset_;
    const auto step = transport.send_file(descriptor_, offset_, std::min(remaining_, file_turn));
    remaining_ -= static_cast<std::size_t>(offset_ - before);
    return step;
  }

 private:
  int descriptor_ = -1;
  off_t offset_ = 0;
  std::size_t remaining_ = 0;
};

class HttpConnection final : public Connection,
                             public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(ServerCore& core, std::shared_ptr<Transport> transport,
                 const asio::ip::address& peer)
      : core_(core.shared_from_this()), transport_(std::move(transport)), peer_(peer) {}

  void start();

  // The answer of a handler to the request it was given.
  void respond(Response response);
  void decide(Result<Upgrade> upgrade, std::optional<Response> refusal);
  void nobody_answered();

  void on_stop_accepting() override;
  void on_close_all() override { on_stop_accepting(); }
  void abandon() override { end(); }

 private:
  enum class State {
    handshaking,  // TLS
    idle,         // between requests
    head,         // a part of a request head is here
    body,
    handling,  // a handler has the request
    writing,
    over,
  };
  enum class Then { read_body, next_request, farewell };

  struct Limit final : Deadline {
    explicit Limit(HttpConnection& the_owner) : owner(the_owner) {}
    void expired() override { owner.on_deadline(); }
    HttpConnection& owner;
  };

  void handshake();
  void read();
  void on_read(ErrorCode error, std::size_t bytes);
  void advance();
  bool parse_head();
  bool parse_body();
  std::optional<Refusal> take_head();
  std::optional<Refusal> check_framing();
  void begin_body();
  void dispatch();
  bool is_upgrade() const;
  std::optional<Refusal> check_upgrade() const;

  void refuse(const Refusal& refusal);
  void refuse_malformed() {
    refuse({400, "http.malformed", "This is not a well-formed HTTP request."});
  }
  void write_response(Response response);
  void write(Then then);
  void pump();
  void written();
  void on_deadline();
  void end();

  std::shared_ptr<ServerCore> core_;
  std::shared_ptr<Transport> transport_;
  asio::ip::address peer_;
  State state_ = State::handshaking;
  Limit deadline_{*this};

  // ---- reading
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Request request_;
  std::string client_;  // kept for the upgrade, while the handler has the request
  std::size_t head_bytes_ = 0;
  std::size_t body_bytes_ = 0;  // since the deadline was started
  bool is_advancing_ = false;

  // ---- what the response must know of the request
  bool keeps_alive_ = true;
  bool is_http10_ = false;
  bool is_head_request_ = false;

  // ---- writing: these three, in this order
  std::string head_;
  std::string body_;
  File file_;
  std::size_t sent_ = 0;  // of head_, then of body_
  Then then_ = Then::next_request;
};

// Passed to a handler inside a std::function; the last copy to go away without an answer gives 500.
class Answer {
 public:
  explicit Answer(std::weak_ptr<HttpConnection> connection) : connection_(std::move(connection)) {}
  ~Answer() {
    if (auto connection = take()) connection->nobody_answered();
  }
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  // The connection, the first time, if it is still there.
  std::shared_ptr<HttpConnection> take() {
    auto connection = connection_.lock();
    connection_.reset();
    return connection;
  }

 private:
  std::weak_ptr<HttpConnection> connection_;
};

// ---- reading
// -------------------------------------------------------------------------------------

void HttpConnection::start() {
  core_->deadlines->head.start(deadline_);
  if (transport_->is_secure()) return handshake();
  state_ = State::idle;
  read();
}

void HttpConnection::handshake() {
  if (state_ == State::over) return;
  const auto step = transport_->handshake();
  if (step.error) return end();
  if (step.wait == Transport::Wait::nothing) {
    state_ = State::idle;
    return read();
  }
  transport_->async_wait(step.wait, [self = shared_from_this()](ErrorCode error) {
    return error ? self->end() : self->handshake();
  });
}

void HttpConnection::read() {
  const std::size_t size = state_ == State::body ? body_read_size : head_read_size;
  transport_->async_read(buffer_.prepare(size),
                         [self = shared_from_this()](ErrorCode error, std::size_t bytes) {
                           self->on_read(error, bytes);
                         });
}

void HttpConnection::on_read(ErrorCode error, std::size_t bytes) {
  if (state_ == State::over) return;
  if (error) return end();
  buffer_.commit(bytes);
  body_bytes_ += bytes;
  advance();
}

// Goes on until more bytes are needed or somebody else has the turn. A handler that answers at once
// comes back here through written(), which leaves the next request to this loop: pipelined requests
// must not grow the stack.
void HttpConnection::advance() {
  if (is_advancing_) return;
  is_advancing_ = true;
  bool goes_on = true;
  while (goes_on) {
    switch (state_) {
      case State::idle:
      case State::head:
        goes_on = parse_head();
        break;
      case State::body:
        goes_on = parse_body();
        break;
      case State::handshaking:
      case State::handling:
      case State::writing:
      case State::over:
        goes_on = false;
        break;
    }
  }
  is_advancing_ = false;
}

// True if the state moved on; false if a read was started or somebody else goes on.
bool HttpConnection::parse_head() {
  if (state_ == State::idle) {
    // RFC 9112 §2.2: an empty line before a request is ignored.
    while (buffer_.size() >= 2 &&
           std::string_view(static_cast<const char*>(buffer_.data().data()), 2) == "\r\n") {
      buffer_.consume(2);
    }
    if (buffer_.size() == 0) {
      if (buffer_.capacity() > head_read_size) buffer_.shrink_to_fit();
      read();
      return false;
    }
    state_ = State::head;
    head_bytes_ = 0;
    core_->deadlines->head.start(deadline_);
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(core_->limits.max_header_bytes));
    parser_->body_limit(boost::none);  // asked of the handlers when the head is known
  }
  ErrorCode error;
  const std::size_t used = parser_->put(buffer_.data(), error);
  buffer_.consume(used);
  head_bytes_ += used;
  const std::size_t seen = head_bytes_ + (error == http::error::need_more ? buffer_.size() : 0);
  if (error == http::error::header_limit || seen > core_->limits.max_header_bytes) {
    refuse({431, "http.head_too_large", "The request line and headers are too long."});
    return false;
  }
  if (error == http::error::need_more) {
    read();
    return false;
  }
  if (error) {
    refuse_malformed();
    return false;
  }
  if (const auto refusal = take_head()) {
    refuse(*refusal);
    return false;
  }
  begin_body();
  return true;
}

// Turns the parsed head into request_.
std::optional<Refusal> HttpConnection::take_head() {
  const auto& message = parser_->get();
  keeps_alive_ = message.keep_alive();
  is_http10_ = message.version() == 10;
  is_head_request_ = message.method() == http::verb::head;

  request_ = {};
  request_.method = std::string_view(message.method_string());
  request_.headers.reserve(static_cast<std::size_t>(std::distance(message.begin(), message.end())));
  for (const auto& field : message) {
    request_.headers.push_back({std::string(std::string_view(field.name_string())),
                                std::string(std::string_view(field.value()))});
  }
  if (auto refusal = check_framing()) return refusal;

  auto target = parse_request_target(std::string_view(message.target()));
  if (!target) return Refusal{400, "http.target", "The path of the request is not acceptable."};
  request_.path = std::move(target->path);
  request_.query = std::move(target->query);
  request_.peer = peer_.to_string();
  request_.is_secure = transport_->is_secure();
  apply_forwarded_headers(request_, peer_, core_->trusted);
  return std::nullopt;
}

// What decides where this request ends and the next begins must have one reading only.
std::optional<Refusal> HttpConnection::check_framing() {
  const auto& message = parser_->get();
  const auto hosts = message.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && !is_http10_)) {  // RFC 9112 §3.2
    return Refusal{400, "http.host", "A request needs exactly one Host header."};
  }
  // RFC 9112 §6.1: another last coding than chunked has no end; HTTP/1.0 knows none.
  if (message.count(http::field::transfer_encoding) > 0 && (!parser_->chunked() || is_http10_)) {
    return Refusal{400, "http.transfer_encoding", "Only the transfer coding chunked is known."};
  }
  return std::nullopt;
}

void HttpConnection::begin_body() {
  const std::size_t limit = core_->handlers.body_limit
                                ? core_->handlers.body_limit(request_.method, request_.path)
                                : core_->limits.max_body_bytes;
  if (parser_->content_length().value_or(0) > limit) {
    return refuse({413, "http.body_too_large", "The body is larger than allowed here."});
  }
  if (parser_->is_done()) return dispatch();
  parser_->body_limit(limit);
  body_bytes_ = buffer_.size();
  core_->deadlines->head.start(deadline_);
  state_ = State::body;

  const std::string_view expected = request_.header("expect");
  if (expected.empty() || is_http10_) return;
  if (!iequals(expected, "100-continue")) {
    return refuse({417, "http.expectation", "Only 100-continue can be expected."});
  }
  if (buffer_.size() > 0) return;  // it is coming already (RFC 9110 §10.1.1)
  core_->scratch.assign(continue_line);
  write(Then::read_body);
}

bool HttpConnection::parse_body() {
  while (!parser_->is_done()) {
    if (buffer_.size() == 0) {
      read();
      return false;
    }
    ErrorCode error;
    const std::size_t used = parser_->put(buffer_.data(), error);
    buffer_.consume(used);
    if (error == http::error::need_more && buffer_.size() <= core_->limits.max_header_bytes) {
      read();  // in the middle of a chunk's head or of a trailer
      return false;
    }
    if (error == http::error::body_limit || error == http::error::buffer_overflow) {
      refuse({413, "http.body_too_large", "The body is larger than allowed here."});
      return false;
    }
    if (error) {
      refuse_malformed();
      return false;
    }
  }
  request_.body = std::move(parser_->get().body());
  dispatch();
  return true;
}

// ---- handling
// ------------------------------------------------------------------------------------

bool HttpConnection::is_upgrade() const {
  const auto& message = parser_->get();
  return http::token_list{message[http::field::connection]}.exists("upgrade") &&
         http::token_list{message[http::field::upgrade]}.exists("websocket");
}

// RFC 6455 §4.2.1
std::optional<Refusal> HttpConnection::check_upgrade() const {
  constexpr std::size_t key_length = 24;  // 16 bytes in base64
  const auto& message = parser_->get();
  if (message[http::field::sec_websocket_version] != "13") {
    return Refusal{426, "http.upgrade", "WebSocket version 13 is spoken here."};
  }
  if (message.method() != http::verb::get || is_http10_ || !request_.body.empty() ||
      message.count(http::field::sec_websocket_key) != 1 ||
      message[http::field::sec_websocket_key].size() != key_length) {
    return Refusal{400, "http.upgrade", "This is not a WebSocket handshake."};
  }
  return std::nullopt;
}

void HttpConnection::dispatch() {
  deadline_.cancel();
  state_ = State::handling;
  auto answer = std::make_shared<Answer>(weak_from_this());
  if (core_->handlers.on_upgrade && is_upgrade()) {
    if (const auto refusal = check_upgrade()) {
      answer->take();
      return refuse(*refusal);
    }
    client_ = request_.client;
    core_->handlers.on_upgrade(std::move(request_),
                               [answer](Result<Upgrade> upgrade, std::optional<Response> refusal) {
                                 if (auto connection = answer->take()) {
                                   connection->decide(std::move(upgrade), std::move(refusal));
                                 }
                               });
    return;
  }
  core_->handlers.on_request(std::move(request_), [answer](Response response) {
    if (auto connection = answer->take()) connection->respond(std::move(response));
  });
}

void HttpConnection::respond(Response response) {
  if (state_ != State::handling) return;
  write_response(std::move(response));
}

void HttpConnection::nobody_answered() {
  if (state_ != State::handling) return;
  log::error("a request was dropped without an answer");
  write_response({500,
                  {{"Content-Type", "application/json"}},
                  core_->error_body(500, "http.no_answer", "The request got no answer."),
                  {}});
}

void HttpConnection::decide(Result<Upgrade> upgrade, std::optional<Response> refusal) {
  if (state_ != State::handling) return;
  if (refusal) return write_response(std::move(*refusal));
  if (!upgrade) {
    const Error& error = upgrade.error();
    log::error("an upgrade was neither accepted nor refused", {{"code", error.code}});
    return nobody_answered();
  }
  const auto self = shared_from_this();
  const auto& message = parser_->get();
  WebSocketHandshake handshake;
  handshake.host = std::string_view(message[http::field::host]);
  handshake.key = std::string_view(message[http::field::sec_websocket_key]);
  handshake.client = std::move(client_);
  if (buffer_.size() > 0) {
    transport_->put_back({static_cast<const char*>(buffer_.data().data()), buffer_.size()});
  }
  state_ = State::over;
  deadline_.cancel();
  auto transport = std::move(transport_);
  core_->remove(*this);
  open_websocket(*core_, std::move(transport), handshake, std::move(*upgrade));
}

// ---- writing
// -------------------------------------------------------------------------------------

// Answers a request that cannot be served and ends the connection: where the next request would
// begin is not known.
void HttpConnection::refuse(const Refusal& refusal) {
  keeps_alive_ = false;
  buffer_.clear();
  log::info("request refused", {{"status", refusal.status}, {"code", refusal.code}});
  Response response;
  response.status = refusal.status;
  response.headers = {{"Content-Type", "application/json"}};
  if (refusal.status == 426) {
    response.headers.push_back({"Upgrade", "websocket"});
    response.headers.push_back({"Sec-WebSocket-Version", "13"});
  }
  response.body = core_->error_body(refusal.status, refusal.code, refusal.message);
  write_response(std::move(response));
}

void HttpConnection::write_response(Response response) {
  file_.close();
  if (!response.file.empty()) {
    file_ = File(response.file);
    if (!file_.is_open()) {
      log::error("a file to be sent cannot be read", {{"errno", errno}});
      response = {404,
                  {{"Content-Type", "application/json"}},
                  core_->error_body(404, "http.file_missing", "The file is not there."),
                  {}};
    }
  }
  ResponseHead head;
  head.status = response.status;
  head.date = core_->date();
  head.keeps_alive = keeps_alive_ && !core_->is_draining;
  head.is_http10 = is_http10_;
  if (may_have_body(response.status)) {
    head.content_length = file_.is_open() ? file_.remaining() : response.body.size();
  }
  std::string& out = core_->scratch;
  out.clear();
  if (!append_response_head(out, head, response.headers)) {
    log::error("a response has a header that is none", {{"status", response.status}});
    file_.close();
    response.body = core_->error_body(500, "http.bad_response", "The answer cannot be sent.");
    head.status = 500;
    head.content_length = response.body.size();
    append_response_head(out, head, {{"Content-Type", "application/json"}});
  }
  body_.clear();
  if (is_head_request_ || !head.content_length) {
    file_.close();
  } else if (!file_.is_open() && response.body.size() <= small_body) {
    out += response.body;
  } else if (!file_.is_open()) {
    body_ = std::move(response.body);
  }
  write(head.keeps_alive ? Then::next_request : Then::farewell);
}

// Sends core_->scratch, then body_ and file_.
void HttpConnection::write(Then then) {
  state_ = State::writing;
  then_ = then;
  const auto step = transport_->write(core_->scratch);
  if (step.error) return end();
  sent_ = 0;
  // Mostly the kernel takes all of it; only the rest needs memory of its own.
  head_.assign(core_->scratch, step.bytes);
  core_->scratch.clear();
  pump();
}

void HttpConnection::pump() {
  Transport::Step step;
  std::size_t turn = 0;
  while (step.wait == Transport::Wait::nothing) {
    if (sent_ < head_.size()) {
      step = transport_->write(std::string_view(head_).substr(sent_));
      sent_ += step.bytes;
    } else if (!head_.empty()) {
      head_.clear();
      sent_ = 0;
    } else if (sent_ < body_.size()) {
      step = transport_->write(std::string_view(body_).substr(sent_));
      sent_ += step.bytes;
    } else if (file_.remaining() > 0 && turn < file_turn) {
      step = file_.send(*transport_);
      turn += step.bytes;
    } else if (file_.remaining() > 0) {
      step.wait = Transport::Wait::writable;  // the others first
    } else {
      return written();
    }
    if (step.error) return end();
  }
  core_->deadlines->write.start(deadline_);
  transport_->async_wait(step.wait, [self = shared_from_this()](ErrorCode error) {
    if (self->state_ == State::over) return;
    return error ? self->end() : self->pump();
  });
}

void HttpConnection::written() {
  body_ = {};
  sent_ = 0;
  file_.close();
  switch (then_) {
    case Then::read_body:
      state_ = State::body;
      core_->deadlines->head.start(deadline_);
      break;
    case Then::next_request:
      parser_.reset();
      state_ = State::idle;
      core_->deadlines->idle.start(deadline_);
      break;
    case Then::farewell: {
      const auto self = shared_from_this();
      state_ = State::over;
      deadline_.cancel();
      auto transport = std::move(transport_);
      core_->remove(*this);
      say_farewell(*core_, std::move(transport), {});
      return;
    }
  }
  advance();
}

// ---- ending
// --------------------------------------------------------------------------------------

void HttpConnection::on_deadline() {
  const auto self = shared_from_this();
  switch (state_) {
    case State::head:
      return refuse({408, "http.timeout", "The request did not arrive in time."});
    case State::body:
      if (body_bytes_ < least_body_progress) {
        return refuse({408, "http.timeout", "The request did not arrive in time."});
      }
      body_bytes_ = 0;
      core_->deadlines->head.start(deadline_);
      return;
    case State::handshaking:
    case State::idle:
    case State::writing:
    case State::handling:
    case State::over:
      return end();
  }
}

void HttpConnection::on_stop_accepting() {
  if (state_ == State::idle || state_ == State::handshaking) end();
}

void HttpConnection::end() {
  if (state_ == State::over) return;
  const auto self = shared_from_this();
  state_ = State::over;
  deadline_.cancel();
  file_.close();
  transport_->close();
  core_->remove(*this);
}

}  // namespace

void start_http_connection(ServerCore& core, std::shared_ptr<Transport> transport,
                           const boost::asio::ip::address& peer) {
  auto connection = std::make_shared<HttpConnection>(core, std::move(transport), peer);
  core.add(connection);
  connection->start();
}

}  // namespace firstline::net
