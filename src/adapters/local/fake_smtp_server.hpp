// For tests: a mail server of one connection, on loopback, and a certificate for it.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <future>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.hpp"

namespace firstline::local {

// A key and a certificate of its own for "localhost", in files.
class Certificate {
 public:
  Certificate() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "firstline-mail-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_EXTENSION* names =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost");
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate, key, EVP_sha256());
    std::FILE* file = std::fopen(certificate_file().c_str(), "w");
    PEM_write_X509(file, certificate);
    std::fclose(file);
    file = std::fopen(key_file().c_str(), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  ~Certificate() { std::filesystem::remove_all(folder_); }

  std::string certificate_file() const { return folder_ + "/cert.pem"; }
  std::string key_file() const { return folder_ + "/key.pem"; }

 private:
  std::string folder_;
};

// A mail server for one connection, on loopback. It answers from a table and remembers what it
// heard; a reply that is empty says nothing and waits for the client to go.
class FakeSmtpServer {
 public:
  using Replies = std::map<std::string, std::string>;

  FakeSmtpServer(const FakeSmtpServer&) = delete;
  FakeSmtpServer& operator=(const FakeSmtpServer&) = delete;
  explicit FakeSmtpServer(Replies replies = {}, const Certificate* certificate = nullptr,
                          bool is_tls_from_the_beginning = false)
      : replies_(std::move(replies)), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    FL_CHECK(bind(listener_, reinterpret_cast<sockaddr*>(&address), length) == 0);
    FL_CHECK(listen(listener_, 1) == 0);
    FL_CHECK(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) == 0);
    port_ = ntohs(address.sin_port);
    if (certificate != nullptr) {
      context_ = SSL_CTX_new(TLS_server_method());
      SSL_CTX_use_certificate_file(context_, certificate->certificate_file().c_str(),
                                   SSL_FILETYPE_PEM);
      SSL_CTX_use_PrivateKey_file(context_, certificate->key_file().c_str(), SSL_FILETYPE_PEM);
    }
    thread_ = std::thread([this, is_tls_from_the_beginning] { serve(is_tls_from_the_beginning); });
  }
  ~FakeSmtpServer() {
    finish();
    SSL_CTX_free(context_);
  }

  std::string url(const char* scheme = "smtp") const {
    return std::string(scheme) + "://localhost:" + std::to_string(port_);
  }

  // Waits for the connection to end. What was said, line by line.
  const std::vector<std::string>& lines() {
    finish();
    return lines_;
  }
  std::future<void> first_command() { return first_command_.get_future(); }

 private:
  void finish() {
    if (!thread_.joinable()) return;
    shutdown(listener_, SHUT_RDWR);  // in case nobody ever came
    thread_.join();
    close(listener_);
  }

  void serve(bool is_tls_from_the_beginning) {
    connection_ = accept(listener_, nullptr, nullptr);
    if (connection_ < 0) return;
    if (!is_tls_from_the_beginning || start_tls()) talk();
    if (tls_ != nullptr) SSL_free(tls_);
    close(connection_);
  }

  void talk() {
    say(reply_to("connect", "220 mail.test ESMTP"));
    bool is_data = false;
    for (std::string line; hear(line);) {
      lines_.push_back(line);
      if (lines_.size() == 1) first_command_.set_value();
      if (is_data) {
        if (line != ".") continue;
        is_data = false;
        say(reply_to(".", "250 taken"));
        continue;
      }
      const std::string verb = line.substr(0, line.find(' '));
      if (verb == "STARTTLS") {
        say("220 go ahead");
        if (!start_tls()) return;
        continue;
      }
      is_data = verb == "DATA";
      const std::string greeting = context_ != nullptr && tls_ == nullptr
                                       ? "250-mail.test\r\n250-AUTH PLAIN\r\n250 STARTTLS"
                                       : "250-mail.test\r\n250 AUTH PLAIN";
      say(reply_to(verb, is_data          ? "354 go on"
                         : verb == "EHLO" ? greeting
                         : verb == "AUTH" ? "235 welcome"
                         : verb == "QUIT" ? "221 bye"
                                          : "250 ok"));
    }
  }

  std::string reply_to(const std::string& what, const std::string& otherwise) const {
    const auto found = replies_.find(what);
    return found == replies_.end() ? otherwise : found->second;
  }

  bool start_tls() {
    tls_ = SSL_new(context_);
    SSL_set_fd(tls_, connection_);
    return SSL_accept(tls_) == 1;
  }

  void say(std::string line) {
    if (line.empty()) return;
    line += "\r\n";
    const auto length = static_cast<int>(line.size());
    if (tls_ != nullptr) {
      SSL_write(tls_, line.data(), length);
    } else {
      send(connection_, line.data(), line.size(), MSG_NOSIGNAL);
    }
  }

  bool hear(std::string& line) {
    line.clear();
    for (char c = 0;;) {
      const int got =
          tls_ != nullptr ? SSL_read(tls_, &c, 1) : static_cast<int>(recv(connection_, &c, 1, 0));
      if (got != 1) return false;
      if (c == '\n') return true;
      if (c != '\r') line += c;
    }
  }

  const Replies replies_;
  int listener_;
  int connection_ = -1;
  std::uint16_t port_ = 0;
  SSL_CTX* context_ = nullptr;
  SSL* tls_ = nullptr;
  std::vector<std::string> lines_;
  std::promise<void> first_command_;
  std::thread thread_;
};

}  // namespace firstline::local
