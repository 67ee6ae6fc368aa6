// One of the two files that see Beast; the other is websocket_session.cpp.
#include "adapters/net/request_reader.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/string_body.hpp>
#include <iterator>
#include <utility>

#include "adapters/net/request_target.hpp"

namespace firstline::net {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using ErrorCode = boost::system::error_code;
using Parser = http::request_parser<http::string_body>;

constexpr std::size_t head_read_size = 2 * 1024;
constexpr std::size_t body_read_size = 64 * 1024;

constexpr Refusal malformed{400, "http.malformed", "This is not a well-formed HTTP request."};
constexpr Refusal head_too_large{431, "http.head_too_large",
                                 "The request line and headers are too long."};
constexpr Refusal body_too_large{413, "http.body_too_large",
                                 "The body is larger than allowed here."};

}  // namespace

struct RequestReader::Implementation {
  explicit Implementation(const ServerLimits& the_limits) : limits(the_limits) {}

  enum class Phase { between, head, body, done };

  const ServerLimits& limits;
  Phase phase = Phase::between;
  beast::flat_buffer buffer;
  std::optional<Parser> parser;
  std::size_t head_bytes = 0;
  Request request;
  Refusal refusal;
  bool keeps_alive = true;
  bool is_http10 = false;
  bool is_head_request = false;

  Found refuse(const Refusal& why) {
    refusal = why;
    keeps_alive = false;
    phase = Phase::done;
    return Found::refusal;
  }

  std::string_view bytes() const {
    return {static_cast<const char*>(buffer.data().data()), buffer.size()};
  }

  bool begin();
  Found read_head();
  Found read_body();
  std::optional<Refusal> take_head();
  std::optional<Refusal> check_framing() const;
};

// False if there is nothing to begin with.
bool RequestReader::Implementation::begin() {
  while (bytes().starts_with("\r\n")) buffer.consume(2);  // RFC 9112 §2.2: ignore empty lines
  if (bytes().empty() || bytes() == "\r") {
    if (buffer.capacity() > head_read_size) buffer.shrink_to_fit();  // an idle one stays small
    return false;
  }
  phase = Phase::head;
  head_bytes = 0;
  parser.emplace();
  parser->header_limit(static_cast<std::uint32_t>(limits.max_header_bytes));
  parser->body_limit(boost::none);  // see allow_body()
  return true;
}

RequestReader::Found RequestReader::Implementation::read_head() {
  ErrorCode error;
  const std::size_t used = parser->put(buffer.data(), error);
  buffer.consume(used);
  head_bytes += used;
  const bool is_part = error == http::error::need_more;
  const std::size_t seen = head_bytes + (is_part ? buffer.size() : 0);
  if (error == http::error::header_limit || seen > limits.max_header_bytes) {
    return refuse(head_too_large);
  }
  if (is_part) return Found::part_of_head;
  if (error) return refuse(malformed);
  if (const auto why = take_head()) return refuse(*why);
  phase = Phase::body;
  return Found::head;
}

// Turns the parsed head into `request`.
std::optional<Refusal> RequestReader::Implementation::take_head() {
  const auto& message = parser->get();
  keeps_alive = message.keep_alive();
  is_http10 = message.version() == 10;
  is_head_request = message.method() == http::verb::head;

  request = {};
  request.method = std::string_view(message.method_string());
  request.headers.reserve(static_cast<std::size_t>(std::distance(message.begin(), message.end())));
  for (const auto& field : message) {
    request.headers.push_back({std::string(std::string_view(field.name_string())),
                               std::string(std::string_view(field.value()))});
  }
  if (auto why = check_framing()) return why;

  auto target = parse_request_target(std::string_view(message.target()));
  if (!target) return Refusal{400, "http.target", "The path of the request is not acceptable."};
  request.path = std::move(target->path);
  request.query = std::move(target->query);

  if (const auto expected = message[http::field::expect];
      !expected.empty() && !beast::iequals(expected, "100-continue")) {
    return Refusal{417, "http.expectation", "Only 100-continue can be expected."};
  }
  return std::nullopt;
}

// What decides where this request ends and the next begins must have one reading only.
std::optional<Refusal> RequestReader::Implementation::check_framing() const {
  const auto& message = parser->get();
  const auto hosts = message.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && !is_http10)) {  // RFC 9112 §3.2
    return Refusal{400, "http.host", "A request needs exactly one Host header."};
  }
  // RFC 9112 §6.1: another last coding than chunked has no end, and HTTP/1.0 knows none.
  if (message.count(http::field::transfer_encoding) > 0 && (!parser->chunked() || is_http10)) {
    return Refusal{400, "http.transfer_encoding", "Only the transfer coding chunked is known."};
  }
  return std::nullopt;
}

RequestReader::Found RequestReader::Implementation::read_body() {
  while (!parser->is_done()) {
    // A chunked body ends with five bytes, so with fewer it cannot be whole; Beast 1.81 asserts
    // that it is not asked again about an end of which it has seen less.
    const std::size_t least = parser->chunked() ? 5 : 1;
    if (buffer.size() < least) return Found::part_of_body;
    ErrorCode error;
    const std::size_t used = parser->put(buffer.data(), error);
    buffer.consume(used);
    // In the middle of a chunk's head or of a trailer, which are headers of a kind.
    const bool is_part = error == http::error::need_more;
    if (is_part && buffer.size() <= limits.max_header_bytes) return Found::part_of_body;
    if (error == http::error::body_limit || error == http::error::buffer_overflow) {
      return refuse(body_too_large);
    }
    if (error) return refuse(malformed);
  }
  request.body = std::move(parser->get().body());
  phase = Phase::done;
  return Found::whole_request;
}

// ---- the outside --------------------------------------------------------------------------------

RequestReader::RequestReader(const ServerLimits& limits)
    : implementation_(std::make_unique<Implementation>(limits)) {}

RequestReader::~RequestReader() = default;

RequestReader::Space RequestReader::prepare() {
  auto& self = *implementation_;
  const bool is_body = self.phase == Implementation::Phase::body;
  const auto space = self.buffer.prepare(is_body ? body_read_size : head_read_size);
  return {static_cast<char*>(space.data()), space.size()};
}

void RequestReader::commit(std::size_t bytes) { implementation_->buffer.commit(bytes); }

RequestReader::Found RequestReader::advance() {
  auto& self = *implementation_;
  switch (self.phase) {
    case Implementation::Phase::between:
      return self.begin() ? self.read_head() : Found::nothing;
    case Implementation::Phase::head:
      return self.read_head();
    case Implementation::Phase::body:
      return self.read_body();
    case Implementation::Phase::done:
      break;
  }
  return Found::nothing;
}

void RequestReader::next_request() {
  implementation_->parser.reset();
  implementation_->phase = Implementation::Phase::between;
}

Request& RequestReader::request() { return implementation_->request; }
const Refusal& RequestReader::refusal() const { return implementation_->refusal; }

bool RequestReader::allow_body(std::size_t most_bytes) {
  auto& self = *implementation_;
  if (self.parser->is_done()) return true;
  if (self.parser->content_length().value_or(0) > most_bytes) {
    self.refuse(body_too_large);
    return false;
  }
  self.parser->body_limit(most_bytes);
  return true;
}

bool RequestReader::awaits_continue() const {
  const auto& self = *implementation_;
  // When the body is coming already, nobody waits (RFC 9110 §10.1.1).
  return self.phase == Implementation::Phase::body && !self.parser->is_done() &&
         self.buffer.size() == 0 && !self.is_http10 &&
         self.parser->get().count(http::field::expect) > 0;
}

bool RequestReader::keeps_alive() const { return implementation_->keeps_alive; }
bool RequestReader::is_http10() const { return implementation_->is_http10; }
bool RequestReader::is_head_request() const { return implementation_->is_head_request; }

bool RequestReader::is_upgrade() const {
  const auto& message = implementation_->parser->get();
  return http::token_list{message[http::field::connection]}.exists("upgrade") &&
         http::token_list{message[http::field::upgrade]}.exists("websocket");
}

Result<WebSocketHandshake> RequestReader::handshake() const {
  constexpr std::size_t key_length = 24;  // 16 bytes in base64
  const auto& message = implementation_->parser->get();
  if (message[http::field::sec_websocket_version] != "13") {
    return invalid("http.websocket_version", "WebSocket version 13 is spoken here.");
  }
  const std::string_view key = message[http::field::sec_websocket_key];
  if (message.method() != http::verb::get || implementation_->is_http10 ||
      !implementation_->request.body.empty() ||
      message.count(http::field::sec_websocket_key) != 1 || key.size() != key_length) {
    return invalid("http.websocket_handshake", "This is not a WebSocket handshake.");
  }
  return WebSocketHandshake{std::string(std::string_view(message[http::field::host])),
                            std::string(key), implementation_->request.client};
}

std::string_view RequestReader::unread() const { return implementation_->bytes(); }

}  // namespace firstline::net
