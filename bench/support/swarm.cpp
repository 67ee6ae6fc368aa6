#include "bench/support/swarm.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/check.hpp"
#include "base/number.hpp"

namespace firstline::bench {
namespace {

constexpr unsigned char text_frame = 0x81, ping_frame = 0x89, pong_frame = 0x8A;
constexpr unsigned char masked = 0x80;
constexpr int events_at_once = 512;
constexpr int addresses = 8;  // 127.0.0.1 … 8: more local ports than one address has

// A client frame must be masked (RFC 6455 §5.3); the key of zeros leaves the text as it is.
void append_frame(std::string& out, unsigned char kind, std::string_view text) {
  out += static_cast<char>(kind);
  if (text.size() < 126) {
    out += static_cast<char>(masked | text.size());
  } else {
    FL_CHECK(text.size() < 65536);
    out += static_cast<char>(masked | 126);
    out += static_cast<char>(text.size() >> 8);
    out += static_cast<char>(text.size() & 0xFF);
  }
  out.append(4, '\0');
  out += text;
}

}  // namespace

Swarm::Swarm(Options options) : options_(std::move(options)), epoll_(::epoll_create1(0)) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

Swarm::~Swarm() {
  for (const Connection& connection : connections_) {
    if (connection.descriptor >= 0) ::close(connection.descriptor);
  }
  ::close(epoll_);
}

Swarm::Client Swarm::open(std::string_view path, std::string_view subprotocols) {
  const Client client = connections_.size();
  Connection connection;
  connection.descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
  FL_CHECK(connection.descriptor >= 0);
  sockaddr_in from{};
  from.sin_family = AF_INET;
  from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + static_cast<unsigned>(client % addresses));
  int one = 1;
  ::setsockopt(connection.descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
  FL_CHECK(::bind(connection.descriptor, reinterpret_cast<sockaddr*>(&from), sizeof from) == 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(number_from_text<std::uint16_t>(options_.port).value_or(0));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  FL_CHECK(::connect(connection.descriptor, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0);
  ::setsockopt(connection.descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  ::fcntl(connection.descriptor, F_SETFL, O_NONBLOCK);
  connection.out = "GET " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1:" + options_.port +
                   "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                   "MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Protocol: " +
                   std::string(subprotocols) + "\r\n\r\n";
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = client;
  FL_CHECK(::epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.descriptor, &event) == 0);
  connections_.push_back(std::move(connection));
  flush(client);
  return client;
}

void Swarm::send(Client client, std::string_view text) {
  Connection& connection = connections_[client];
  if (connection.descriptor < 0) return;
  if (connection.out.empty()) to_flush_.push_back(client);
  append_frame(connection.out, text_frame, text);
}

void Swarm::close(Client client) { drop(client); }

void Swarm::step(int wait_ms) {
  for (Client client : std::exchange(to_flush_, {})) flush(client);
  epoll_event events[events_at_once];
  const int ready = ::epoll_wait(epoll_, events, events_at_once, wait_ms);
  for (int i = 0; i < ready; ++i) {
    const Client client = events[i].data.u64;
    if (events[i].events & EPOLLOUT) flush(client);
    if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) readable(client);
  }
  for (Client client : std::exchange(to_flush_, {})) flush(client);
}

void Swarm::flush(Client client) {
  Connection& connection = connections_[client];
  if (connection.descriptor < 0) return;
  const bool was_blocked = connection.is_blocked;
  while (!connection.out.empty()) {
    const ssize_t sent =
        ::send(connection.descriptor, connection.out.data(), connection.out.size(), MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno != EAGAIN) return drop(client);
      break;
    }
    connection.out.erase(0, static_cast<std::size_t>(sent));
  }
  epoll_event event{};
  event.events = connection.out.empty() ? EPOLLIN : EPOLLIN | EPOLLOUT;
  event.data.u64 = client;
  connection.is_blocked = !connection.out.empty();
  if (connection.is_blocked != was_blocked) {
    ::epoll_ctl(epoll_, EPOLL_CTL_MOD, connection.descriptor, &event);
  }
}

void Swarm::readable(Client client) {
  char buffer[64 * 1024];
  for (;;) {
    if (connections_[client].descriptor < 0) return;
    const ssize_t got = ::recv(connections_[client].descriptor, buffer, sizeof buffer, 0);
    if (got == 0 || (got < 0 && errno != EAGAIN)) return drop(client);
    if (got < 0) return;
    connections_[client].in.append(buffer, static_cast<std::size_t>(got));
    parse(client);
    if (static_cast<std::size_t>(got) < sizeof buffer) return;
  }
}

void Swarm::parse(Client client) {
  // A callback may open connections, so the reference is taken anew each time.
  if (!connections_[client].is_open) {
    Connection& connection = connections_[client];
    const auto end = connection.in.find("\r\n\r\n");
    if (end == std::string::npos) return;
    if (connection.in.compare(0, 12, "HTTP/1.1 101") != 0) {
      std::fprintf(stderr, "refused: %.*s\n", 300, connection.in.c_str());
      std::exit(1);
    }
    connection.in.erase(0, end + 4);
    connection.is_open = true;
    ++open_count_;
    if (options_.on_open) options_.on_open(client);
  }
  std::size_t used = 0;
  for (;;) {
    const std::string_view in = std::string_view(connections_[client].in).substr(used);
    if (in.size() < 2) break;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(in[i]); };
    std::size_t length = byte(1) & 0x7F, head = 2;
    if (length == 126) {
      if (in.size() < 4) break;
      length = (static_cast<std::size_t>(byte(2)) << 8) | byte(3);
      head = 4;
    } else if (length == 127) {
      if (in.size() < 10) break;
      length = 0;
      for (std::size_t i = 2; i < 10; ++i) length = (length << 8) | byte(i);
      head = 10;
    }
    if (in.size() < head + length) break;
    const std::string text(in.substr(head, length));
    const unsigned char kind = byte(0);
    used += head + length;
    if (kind == text_frame) {
      options_.on_text(client, text);
    } else if (kind == ping_frame) {
      if (connections_[client].out.empty()) to_flush_.push_back(client);
      append_frame(connections_[client].out, pong_frame, text);
    }
    if (connections_[client].descriptor < 0) return;
  }
  connections_[client].in.erase(0, used);
  if (connections_[client].in.empty()) connections_[client].in.shrink_to_fit();
}

void Swarm::drop(Client client) {
  Connection& connection = connections_[client];
  if (connection.descriptor < 0) return;
  ::close(connection.descriptor);
  connection.descriptor = -1;
  if (connection.is_open) --open_count_;
  connection.is_open = false;
  if (options_.on_closed) options_.on_closed(client);
}

}  // namespace firstline::bench
