// The few cryptographic answers the use cases need. Real: libsodium, OpenSSL, liboath, cjose.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace firstline::ports {

// Who a site says its customer is, from a JWT it signed with the widget's secret (RFC 7519, HS256).
struct VouchedIdentity {
  std::string external_id;  // "sub"
  std::string name;
  std::string email;
};

class Crypto {
 public:
  virtual ~Crypto() = default;

  virtual std::string sha256(std::string_view text) const = 0;                             // hex
  virtual std::string hmac_sha256(std::string_view key, std::string_view text) const = 0;  // hex
  virtual bool is_equal(std::string_view a, std::string_view b) const = 0;  // in constant time

  // Errors: unauthenticated "identity.invalid" (signature, algorithm, form), "identity.expired"
  // (no exp, past, or more than 24 h ahead).
  virtual Result<VouchedIdentity> verify_identity(std::string_view jwt, std::string_view secret,
                                                  Time now) const = 0;

  // RFC 6238, SHA-1, 6 digits, 30 s, one step of tolerance. The step of the code, if it is right;
  // the caller refuses steps it has seen.
  virtual std::string new_totp_secret() = 0;  // base32, 160 bits
  virtual std::optional<std::uint64_t> verify_totp(std::string_view secret, std::string_view code,
                                                   Time now) const = 0;
};

}  // namespace firstline::ports
