// Both ends of a real socket for tests: a server on its own thread, a blocking client that may say
// anything, well-formed or not. Every wait is a read with a generous limit.
#pragma once

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/net/http_server.hpp"

struct ssl_st;
struct ssl_ctx_st;

namespace firstline::net::testing {

// A server whose loop runs on a thread of its own until this is destroyed.
class RunningServer {
 public:
  RunningServer(ServerOptions options, Handlers handlers);  // listens on a free port
  ~RunningServer();

  std::uint16_t port() const;
  Server& server() { return *server_; }  // on the loop's thread
  Loop& loop() { return loop_; }

  // Runs `what` on the loop's thread and gives its result.
  template <class What>
  auto on_loop(What what) {
    std::packaged_task<decltype(what())()> task(std::move(what));
    auto result = task.get_future();
    loop_.post([&task] { task(); });
    return result.get();
  }
  void destroy_server();

 private:
  Loop loop_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

struct ClientResponse {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

struct ClientFrame {
  int opcode = -1;  // -1: the connection has ended
  std::string payload;

  int close_code() const;
};

class TestClient {
 public:
  enum class Security { none, tls };
  // receive_buffer > 0 makes the client take little at a time.
  explicit TestClient(std::uint16_t port, Security security = Security::none,
                      int receive_buffer = 0);
  ~TestClient();
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  void send(std::string_view bytes);
  bool try_send(std::string_view bytes);  // false when the server has closed
  void finish_sending();                  // half close
  void reset();                           // closes with a reset

  // `has_body` is false for the answer to HEAD.
  ClientResponse read_response(bool has_body = true);
  std::string read_to_end();  // until the server closes
  bool is_at_end();           // waits: true if the next event is the end
  void await_hang_up();       // until the server has dropped the connection, without reading

  // ---- WebSocket
  ClientResponse upgrade(std::string_view path = "/live", std::string_view more_headers = {});
  void send_frame(int opcode, std::string_view payload, bool is_final = true);
  static std::string frame(int opcode, std::string_view payload, bool is_final = true);
  ClientFrame read_frame();

 private:
  bool fill();  // reads more; false at the end

  int socket_ = -1;
  ssl_ctx_st* tls_context_ = nullptr;
  ssl_st* tls_ = nullptr;
  std::string received_;
};

std::string get(std::string_view path, std::string_view more_headers = {});

// A server certificate for 127.0.0.1, signed by itself, as two PEM files in a temporary folder.
struct TestCertificate {
  TestCertificate();
  ~TestCertificate();
  std::string folder, certificate, key;
};

}  // namespace firstline::net::testing
