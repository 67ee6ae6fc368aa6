// TLS of the server: one context per server, made from two PEM files.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "base/result.hpp"

namespace firstline::net {

struct TlsContextDeleter {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using TlsContext = std::unique_ptr<SSL_CTX, TlsContextDeleter>;

// TLS 1.2 and 1.3 with forward secrecy only. Errors: "http.tls".
Result<TlsContext> load_tls(const std::string& certificate_file, const std::string& key_file);

}  // namespace firstline::net
