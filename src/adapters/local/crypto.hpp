// The cryptographic answers: OpenSSL, libsodium, cjose and liboath behind one page.
#pragma once

#include "ports/crypto.hpp"
#include "ports/random.hpp"

namespace firstline::local {

// Any thread. `random` outlives it.
class LibraryCrypto final : public ports::Crypto {
 public:
  explicit LibraryCrypto(ports::Random& random);

  std::string sha256(std::string_view text) const override;
  std::string hmac_sha256(std::string_view key, std::string_view text) const override;

  // The time depends on the lengths only.
  bool is_equal(std::string_view a, std::string_view b) const override;

  Result<ports::VouchedIdentity> verify_identity(std::string_view jwt, std::string_view secret,
                                                 Time now) const override;

  std::string new_totp_secret() override;
  std::optional<std::uint64_t> verify_totp(std::string_view secret, std::string_view code,
                                           Time now) const override;

 private:
  ports::Random& random_;
};

}  // namespace firstline::local
