// What test_client.hpp declares; the name of the file makes it part of the test program only.
#include "adapters/net/test_client.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/tcp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "base/text.hpp"

namespace firstline::net::testing {

namespace {

constexpr timeval longest_wait{20, 0};  // a test that needs this has failed

std::uint16_t port_of(const std::string& address) {
  std::uint16_t port = 0;
  const char* begin = address.data() + address.rfind(':') + 1;
  std::from_chars(begin, address.data() + address.size(), port);
  return port;
}

}  // namespace

// ---- RunningServer ------------------------------------------------------------------------------

RunningServer::RunningServer(ServerOptions options, Handlers handlers) {
  options.listen = "127.0.0.1:0";
  auto started = start_server(loop_, std::move(options), std::move(handlers));
  if (!started) throw std::runtime_error(started.error().message);
  server_ = std::move(*started);
  thread_ = std::thread([this] { loop_.run(); });
}

RunningServer::~RunningServer() {
  destroy_server();
  loop_.stop();
  thread_.join();
}

void RunningServer::destroy_server() {
  on_loop([this] { server_.reset(); });
}

std::uint16_t RunningServer::port() const { return port_of(server_->address()); }

// ---- TestClient ---------------------------------------------------------------------------------

int ClientFrame::close_code() const {
  if (opcode != 8 || payload.size() < 2) return 0;
  return static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
}

TestClient::TestClient(std::uint16_t port, Security security, int receive_buffer) {
  std::signal(SIGPIPE, SIG_IGN);
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (receive_buffer > 0) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  }
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &longest_wait, sizeof longest_wait);
  const int yes = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error(std::string("connect: ") + std::strerror(errno));
  }
  if (security == Security::none) return;
  tls_context_ = SSL_CTX_new(TLS_client_method());
  tls_ = SSL_new(tls_context_);
  SSL_set_fd(tls_, socket_);
  if (SSL_connect(tls_) != 1) throw std::runtime_error("the TLS handshake failed");
}

TestClient::~TestClient() {
  SSL_free(tls_);
  SSL_CTX_free(tls_context_);
  if (socket_ >= 0) ::close(socket_);
}

bool TestClient::try_send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = tls_ ? SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()))
                               : ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

void TestClient::send(std::string_view bytes) {
  EXPECT_TRUE(try_send(bytes)) << std::strerror(errno);
}

void TestClient::finish_sending() { ::shutdown(socket_, SHUT_WR); }

void TestClient::reset() {
  const linger at_once{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(socket_);
  socket_ = -1;
}

bool TestClient::fill() {
  char chunk[64 * 1024];
  const ssize_t count =
      tls_ ? SSL_read(tls_, chunk, sizeof chunk) : ::recv(socket_, chunk, sizeof chunk, 0);
  if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    ADD_FAILURE() << "the server is silent";
  }
  if (count <= 0) return false;
  received_.append(chunk, static_cast<std::size_t>(count));
  return true;
}

ClientResponse TestClient::read_response(bool has_body) {
  ClientResponse response;
  std::size_t end = 0;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return response;
  }
  std::string_view head(received_.data(), end + 2);
  std::from_chars(head.data() + 9, head.data() + 12, response.status);
  head.remove_prefix(head.find("\r\n") + 2);
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(line.size() + 2);
    const std::size_t colon = line.find(':');
    response.headers[ascii_lower(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
  }
  received_.erase(0, end + 4);
  std::size_t length = 0;
  if (has_body && response.headers.contains("content-length")) {
    const std::string& text = response.headers["content-length"];
    std::from_chars(text.data(), text.data() + text.size(), length);
  }
  while (received_.size() < length && fill()) {
  }
  response.body = received_.substr(0, length);
  received_.erase(0, length);
  return response;
}

std::string TestClient::read_to_end() {
  while (fill()) {
  }
  return std::exchange(received_, {});
}

bool TestClient::is_at_end() { return received_.empty() && !fill(); }

void TestClient::await_hang_up() {
  pollfd wanted{socket_, 0, 0};  // errors and hang-ups are always reported
  EXPECT_EQ(::poll(&wanted, 1, static_cast<int>(longest_wait.tv_sec) * 1000), 1);
}

// ---- WebSocket, the client's side ---------------------------------------------------------------

ClientResponse TestClient::upgrade(std::string_view path, std::string_view more_headers) {
  send(
      fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\n"
                  "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{}\r\n",
                  path, more_headers));
  return read_response();
}

std::string TestClient::frame(int opcode, std::string_view payload, bool is_final) {
  const std::string mask = "\x11\x22\x33\x44";
  std::string bytes;
  bytes.push_back(static_cast<char>((is_final ? 0x80 : 0) | opcode));
  if (payload.size() < 126) {
    bytes.push_back(static_cast<char>(0x80 | payload.size()));
  } else if (payload.size() < 65536) {
    bytes.push_back(static_cast<char>(0x80 | 126));
    bytes.push_back(static_cast<char>(payload.size() >> 8));
    bytes.push_back(static_cast<char>(payload.size() & 0xFF));
  } else {
    bytes.push_back(static_cast<char>(0x80 | 127));
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes.push_back(static_cast<char>((payload.size() >> shift) & 0xFF));
    }
  }
  bytes += mask;
  for (std::size_t at = 0; at < payload.size(); ++at) {
    bytes.push_back(static_cast<char>(payload[at] ^ mask[at % 4]));
  }
  return bytes;
}

void TestClient::send_frame(int opcode, std::string_view payload, bool is_final) {
  send(frame(opcode, payload, is_final));
}

ClientFrame TestClient::read_frame() {
  const auto need = [this](std::size_t bytes) {
    while (received_.size() < bytes) {
      if (!fill()) return false;
    }
    return true;
  };
  if (!need(2)) return {};
  ClientFrame frame;
  frame.opcode = received_[0] & 0x0F;
  std::size_t length = received_[1] & 0x7F;
  std::size_t at = 2;
  const std::size_t more = length == 126 ? 2 : length == 127 ? 8 : 0;
  if (more > 0) {
    if (!need(at + more)) return {};
    length = 0;
    for (std::size_t end = at + more; at < end; ++at) {
      length = length * 256 + static_cast<unsigned char>(received_[at]);
    }
  }
  if (!need(at + length)) return {};
  frame.payload = received_.substr(at, length);
  received_.erase(0, at + length);
  return frame;
}

std::string get(std::string_view path, std::string_view more_headers) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n{}\r\n", path, more_headers);
}

// ---- TestCertificate ----------------------------------------------------------------------------

TestCertificate::TestCertificate() {
  std::string name = (std::filesystem::temp_directory_path() / "net_test_XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  folder = name;
  certificate = folder + "/certificate.pem";
  key = folder + "/key.pem";

  EVP_PKEY* pair = EVP_EC_gen("P-256");
  X509* x509 = X509_new();
  X509_set_version(x509, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
  X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
  X509_NAME* subject = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("127.0.0.1"), -1, -1, 0);
  X509_set_issuer_name(x509, subject);
  X509_set_pubkey(x509, pair);
  X509_sign(x509, pair, EVP_sha256());

  FILE* file = std::fopen(certificate.c_str(), "w");
  PEM_write_X509(file, x509);
  std::fclose(file);
  file = std::fopen(key.c_str(), "w");
  PEM_write_PrivateKey(file, pair, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(file);
  X509_free(x509);
  EVP_PKEY_free(pair);
}

TestCertificate::~TestCertificate() {
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

}  // namespace firstline::net::testing
