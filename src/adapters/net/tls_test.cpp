#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <filesystem>
#include <fstream>

#include "adapters/net/http_server.hpp"
#include "adapters/net/test_client.hpp"

namespace firstline::net {
namespace {

using testing::get;
using testing::RunningServer;
using testing::TestCertificate;
using testing::TestClient;

Handlers handlers() {
  Handlers handlers;
  handlers.on_request = [](Request request, Respond respond) {
    Response response;
    if (const auto file = request.parameter("file")) {
      response.file = *file;
    } else {
      response.body = (request.is_secure ? "secure " : "plain ") + request.path + " " +
                      std::to_string(request.body.size());
    }
    respond(std::move(response));
  };
  handlers.on_upgrade = [](Request, auto decide) {
    Upgrade upgrade;
    upgrade.opened = [](std::shared_ptr<Socket> socket) {
      SocketEvents events;
      events.on_text = [weak = std::weak_ptr(socket)](std::string_view text) {
        if (const auto self = weak.lock()) self->send(std::make_shared<std::string>(text));
      };
      return events;
    };
    decide(std::move(upgrade), std::nullopt);
  };
  handlers.body_limit = [](std::string_view, std::string_view) { return 10'000'000; };
  return handlers;
}

ServerOptions options_with(const TestCertificate& certificate) {
  ServerOptions options;
  options.tls_cert = certificate.certificate;
  options.tls_key = certificate.key;
  return options;
}

class Tls : public ::testing::Test {
 protected:
  TestCertificate certificate_;
  RunningServer running_{options_with(certificate_), handlers()};
};

TEST_F(Tls, CarriesRequestsAndSaysSo) {
  TestClient client(running_.port(), TestClient::Security::tls);
  for (int count = 0; count < 3; ++count) {
    client.send(get("/x"));
    EXPECT_EQ(client.read_response().body, "secure /x 0");
  }
}

TEST_F(Tls, CarriesLargeBodiesBothWays) {
  TestClient client(running_.port(), TestClient::Security::tls);
  client.send("POST /up HTTP/1.1\r\nHost: h\r\nContent-Length: 3000000\r\n\r\n");
  client.send(std::string(3'000'000, 'x'));
  EXPECT_EQ(client.read_response().body, "secure /up 3000000");

  std::string content(3'000'000, '\0');
  for (std::size_t at = 0; at < content.size(); ++at) content[at] = static_cast<char>(at * 11 / 7);
  const std::string file = certificate_.folder + "/large";
  std::ofstream(file, std::ios::binary) << content;
  client.send(get("/?file=" + file));
  EXPECT_TRUE(client.read_response().body == content);
}

TEST_F(Tls, CarriesASlowDownload) {
  const std::string file = certificate_.folder + "/large";
  std::ofstream(file, std::ios::binary) << std::string(8'000'000, 'y');
  TestClient client(running_.port(), TestClient::Security::tls, 4096);
  client.send(get("/?file=" + file));
  TestClient other(running_.port(), TestClient::Security::tls);
  other.send(get("/meanwhile"));
  EXPECT_EQ(other.read_response().body, "secure /meanwhile 0");
  EXPECT_EQ(client.read_response().body.size(), 8'000'000U);
}

TEST_F(Tls, CarriesWebSocketsThatSendManyFramesAtOnce) {
  TestClient client(running_.port(), TestClient::Security::tls);
  EXPECT_EQ(client.upgrade().status, 101);
  std::string frames;
  for (int count = 0; count < 500; ++count) {
    frames += TestClient::frame(1, "message " + std::to_string(count));
  }
  client.send(frames);
  for (int count = 0; count < 500; ++count) {
    ASSERT_EQ(client.read_frame().payload, "message " + std::to_string(count));
  }
  client.send_frame(1, std::string(60'000, 'l'));
  EXPECT_EQ(client.read_frame().payload.size(), 60'000U);
  client.send_frame(8, "\x03\xe8");
  EXPECT_EQ(client.read_frame().close_code(), 1000);
  EXPECT_TRUE(client.is_at_end());
}

TEST_F(Tls, DropsAClientThatDoesNotSpeakIt) {
  TestClient client(running_.port());
  client.send(get("/"));
  client.read_to_end();  // an alert, then the end
  TestClient good(running_.port(), TestClient::Security::tls);
  good.send(get("/"));
  EXPECT_EQ(good.read_response().status, 200);
}

TEST(TlsSetUp, RefusesVersionsBefore12) {
  const TestCertificate certificate;
  RunningServer running(options_with(certificate), handlers());
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION);
  BIO* connection = BIO_new_connect(("127.0.0.1:" + std::to_string(running.port())).c_str());
  SSL* tls = SSL_new(context);
  ASSERT_EQ(BIO_do_connect(connection), 1);
  SSL_set_bio(tls, connection, connection);
  EXPECT_NE(SSL_connect(tls), 1);
  SSL_free(tls);
  SSL_CTX_free(context);
}

TEST(TlsSetUp, DropsAHandshakeThatDoesNotGoOn) {
  const TestCertificate certificate;
  ServerOptions options = options_with(certificate);
  options.limits.header_timeout = milliseconds(40);
  RunningServer running(options, handlers());
  TestClient client(running.port());
  client.send("\x16\x03\x01");
  EXPECT_TRUE(client.is_at_end());
}

TEST(TlsSetUp, SaysWhatIsWrongWithTheFiles) {
  const TestCertificate certificate;
  const TestCertificate other;
  Loop loop;
  const auto error_of = [&](std::string cert, std::string key) {
    ServerOptions options;
    options.listen = "127.0.0.1:0";
    options.tls_cert = std::move(cert);
    options.tls_key = std::move(key);
    const auto server = start_server(loop, options, handlers());
    return server ? Error{} : server.error();
  };
  EXPECT_EQ(error_of(certificate.certificate, certificate.key), Error{});
  EXPECT_EQ(error_of(certificate.certificate, "").code, "http.tls");
  EXPECT_EQ(error_of(certificate.certificate, other.key).code, "http.tls");
  const Error missing = error_of("/no/such.pem", certificate.key);
  EXPECT_EQ(missing.code, "http.tls");
  EXPECT_NE(missing.message.find("/no/such.pem"), std::string::npos);
}

}  // namespace
}  // namespace firstline::net
