#include "adapters/net/http_connection.hpp"

#include <cerrno>
#include <optional>
#include <utility>

#include "adapters/net/farewell.hpp"
#include "adapters/net/request_reader.hpp"
#include "adapters/net/response_head.hpp"
#include "adapters/net/response_writer.hpp"
#include "adapters/net/websocket_session.hpp"
#include "base/log.hpp"

namespace firstline::net {

namespace {

// An upload must bring this much per header_timeout, or it is a connection held open on purpose.
constexpr std::size_t least_body_progress = 8 * 1024;
// Bodies up to this size travel in the same packet as the head.
constexpr std::size_t small_body = 16 * 1024;
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr Refusal stopping{503, "http.stopping", "This server is stopping; connect again."};
constexpr Refusal too_slow{408, "http.timeout", "The request did not arrive in time."};

class HttpConnection final : public Connection,
                             public std::enable_shared_from_this<HttpConnection> {
 public:
  HttpConnection(ServerCore& core, std::shared_ptr<Transport> transport,
                 const asio::ip::address& peer)
      : core_(core.shared_from_this()),
        transport_(std::move(transport)),
        peer_(peer),
        reader_(core.limits) {}

  void start();

  // ---- what a handler says, through Answer
  void respond(Response response);
  void decide(Result<Upgrade> upgrade, std::optional<Response> refusal);
  void nobody_answered();

  // ---- Connection
  void on_stop_accepting() override;
  void on_close_all() override;
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
  void advance_once();
  void begin_body();
  void dispatch();
  void offer_upgrade();

  void refuse(const Refusal& refusal);
  void respond_error(int status, std::string_view code, std::string_view message);
  void write_response(Response response);
  void write(Then then);
  void after_step(const Transport::Step& step);
  void written();

  void on_deadline();
  std::shared_ptr<Transport> hand_over();
  void end();

  std::shared_ptr<ServerCore> core_;
  std::shared_ptr<Transport> transport_;
  asio::ip::address peer_;
  State state_ = State::handshaking;
  Limit deadline_{*this};

  RequestReader reader_;
  std::optional<WebSocketHandshake> handshake_;  // of an upgrade that a handler decides on
  std::size_t body_bytes_ = 0;                   // since the deadline was started
  bool is_advancing_ = false;

  ResponseWriter writer_;
  Then then_ = Then::next_request;
  bool ends_after_response_ = false;
};

// Held by the std::function that a handler gets; the last copy to go away without an answer gives
// 500.
class Answer final {
 public:
  explicit Answer(std::weak_ptr<HttpConnection> connection) : connection_(std::move(connection)) {}
  ~Answer() {
    if (auto connection = take()) connection->nobody_answered();
  }
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;

  // The connection, the first time, if it is still there.
  std::shared_ptr<HttpConnection> take() { return std::exchange(connection_, {}).lock(); }

 private:
  std::weak_ptr<HttpConnection> connection_;
};

// ---- reading ------------------------------------------------------------------------------------

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
  const auto space = reader_.prepare();
  transport_->async_read(asio::buffer(space.data, space.size),
                         [self = shared_from_this()](ErrorCode error, std::size_t bytes) {
                           self->on_read(error, bytes);
                         });
}

void HttpConnection::on_read(ErrorCode error, std::size_t bytes) {
  if (state_ == State::over) return;
  if (error) return end();
  reader_.commit(bytes);
  body_bytes_ += bytes;
  advance();
}

// Goes on until more bytes are needed or somebody else has the turn. A handler that answers at once
// comes back here through written(), which leaves the next request to this loop: pipelined requests
// must not grow the stack.
void HttpConnection::advance() {
  if (is_advancing_) return;
  is_advancing_ = true;
  const auto is_reading = [this] {
    return state_ == State::idle || state_ == State::head || state_ == State::body;
  };
  while (is_advancing_ && is_reading()) advance_once();
  is_advancing_ = false;
}

void HttpConnection::advance_once() {
  switch (reader_.advance()) {
    case RequestReader::Found::part_of_head:
      if (state_ == State::idle) core_->deadlines->head.start(deadline_);
      state_ = State::head;
      [[fallthrough]];
    case RequestReader::Found::nothing:
    case RequestReader::Found::part_of_body:
      is_advancing_ = false;
      return read();
    case RequestReader::Found::head:
      return begin_body();
    case RequestReader::Found::whole_request:
      return dispatch();
    case RequestReader::Found::refusal:
      return refuse(reader_.refusal());
  }
}

void HttpConnection::begin_body() {
  Request& request = reader_.request();
  request.peer = peer_.to_string();
  request.is_secure = transport_->is_secure();
  apply_forwarded_headers(request, peer_, core_->trusted);
  const std::size_t most_bytes = core_->handlers.body_limit
                                     ? core_->handlers.body_limit(request.method, request.path)
                                     : core_->limits.max_body_bytes;
  if (!reader_.allow_body(most_bytes)) return refuse(reader_.refusal());
  state_ = State::body;
  body_bytes_ = reader_.unread().size();
  core_->deadlines->head.start(deadline_);
  if (!reader_.awaits_continue()) return;
  core_->scratch.assign(continue_line);
  write(Then::read_body);
}

// ---- handling -----------------------------------------------------------------------------------

void HttpConnection::dispatch() {
  deadline_.cancel();
  state_ = State::handling;
  if (core_->handlers.on_upgrade && reader_.is_upgrade()) return offer_upgrade();
  auto answer = std::make_shared<Answer>(weak_from_this());
  core_->handlers.on_request(std::move(reader_.request()), [answer](Response response) {
    if (auto connection = answer->take()) connection->respond(std::move(response));
  });
}

void HttpConnection::offer_upgrade() {
  if (core_->is_draining) return refuse(stopping);
  auto handshake = reader_.handshake();
  if (!handshake) {
    const bool is_old = handshake.error().code == "http.websocket_version";
    return refuse({is_old ? 426 : 400, handshake.error().code, handshake.error().message});
  }
  handshake_ = std::move(*handshake);
  auto answer = std::make_shared<Answer>(weak_from_this());
  core_->handlers.on_upgrade(std::move(reader_.request()),
                             [answer](Result<Upgrade> upgrade, std::optional<Response> refusal) {
                               if (auto connection = answer->take()) {
                                 connection->decide(std::move(upgrade), std::move(refusal));
                               }
                             });
}

void HttpConnection::respond(Response response) {
  if (state_ == State::handling) write_response(std::move(response));
}

void HttpConnection::nobody_answered() {
  if (state_ != State::handling) return;
  log::error("a request was dropped without an answer");
  respond_error(500, "http.no_answer", "The request got no answer.");
}

void HttpConnection::decide(Result<Upgrade> upgrade, std::optional<Response> refusal) {
  if (state_ != State::handling) return;
  if (refusal) return write_response(std::move(*refusal));
  if (!upgrade) return nobody_answered();
  const auto self = shared_from_this();
  transport_->put_back(reader_.unread());
  open_websocket(*core_, hand_over(), *handshake_, std::move(*upgrade));
}

// ---- writing ------------------------------------------------------------------------------------

// Answers a request that cannot be served and ends the connection.
void HttpConnection::refuse(const Refusal& refusal) {
  ends_after_response_ = true;
  log::info("request refused", {{"status", refusal.status}, {"code", refusal.code}});
  respond_error(refusal.status, refusal.code, refusal.message);
}

void HttpConnection::respond_error(int status, std::string_view code, std::string_view message) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/json"}};
  if (status == 426) {  // RFC 6455 §4.4
    response.headers.push_back({"Upgrade", "websocket"});
    response.headers.push_back({"Sec-WebSocket-Version", "13"});
  }
  response.body = core_->error_body(status, code, message);
  write_response(std::move(response));
}

void HttpConnection::write_response(Response response) {
  OutgoingFile file;
  if (!response.file.empty()) {
    file = OutgoingFile(response.file);
    if (!file.is_open()) {
      log::error("a file to be sent cannot be read", {{"errno", errno}});
      return respond_error(404, "http.file_missing", "The file is not there.");
    }
  }
  ResponseHead head;
  head.status = response.status;
  head.date = core_->date();
  head.keeps_alive = reader_.keeps_alive() && !ends_after_response_ && !core_->is_draining;
  head.is_http10 = reader_.is_http10();
  if (may_have_body(response.status)) {
    head.content_length = file.is_open() ? file.remaining() : response.body.size();
  }
  std::string& out = core_->scratch;
  out.clear();
  if (!append_response_head(out, head, response.headers)) {
    log::error("a response has a header that is none", {{"status", response.status}});
    return respond_error(500, "http.bad_response", "The answer cannot be sent.");
  }
  if (head.content_length && !reader_.is_head_request()) {
    if (file.is_open()) {
      writer_.set_file(std::move(file));
    } else if (response.body.size() <= small_body) {
      out += response.body;
    } else {
      writer_.set_body(std::move(response.body));
    }
  }
  write(head.keeps_alive ? Then::next_request : Then::farewell);
}

// Sends core_->scratch and what writer_ was given.
void HttpConnection::write(Then then) {
  state_ = State::writing;
  then_ = then;
  const auto step = writer_.start(*transport_, core_->scratch);
  core_->scratch.clear();
  after_step(step);
}

void HttpConnection::after_step(const Transport::Step& step) {
  if (step.error) return end();
  if (step.wait == Transport::Wait::nothing) return written();
  core_->deadlines->write.start(deadline_);
  transport_->async_wait(step.wait, [self = shared_from_this()](ErrorCode error) {
    if (self->state_ == State::over) return;
    if (error) return self->end();
    self->after_step(self->writer_.advance(*self->transport_));
  });
}

void HttpConnection::written() {
  writer_.clear();
  switch (then_) {
    case Then::read_body:
      state_ = State::body;
      core_->deadlines->head.start(deadline_);
      break;
    case Then::next_request:
      reader_.next_request();
      state_ = State::idle;
      core_->deadlines->idle.start(deadline_);
      break;
    case Then::farewell: {
      const auto self = shared_from_this();
      return say_farewell(*core_, hand_over(), {});
    }
  }
  advance();
}

// ---- ending -------------------------------------------------------------------------------------

void HttpConnection::on_deadline() {
  const auto self = shared_from_this();
  switch (state_) {
    case State::head:
      return refuse(too_slow);
    case State::body:
      if (body_bytes_ < least_body_progress) return refuse(too_slow);
      body_bytes_ = 0;
      return core_->deadlines->head.start(deadline_);
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

void HttpConnection::on_close_all() {
  ends_after_response_ = true;
  on_stop_accepting();
}

// Gives the transport to whoever goes on with it; this object is over. The caller holds it alive.
std::shared_ptr<Transport> HttpConnection::hand_over() {
  state_ = State::over;
  deadline_.cancel();
  core_->remove(*this);
  return std::move(transport_);
}

void HttpConnection::end() {
  if (state_ == State::over) return;
  const auto self = shared_from_this();
  const bool is_stuck = state_ == State::writing;
  const auto transport = hand_over();
  is_stuck ? transport->close_at_once() : transport->close();
}

}  // namespace

void start_http_connection(ServerCore& core, std::shared_ptr<Transport> transport,
                           const boost::asio::ip::address& peer) {
  auto connection = std::make_shared<HttpConnection>(core, std::move(transport), peer);
  core.add(connection);
  connection->start();
}

}  // namespace firstline::net
