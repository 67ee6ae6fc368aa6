#include "adapters/local/crypto.hpp"

#include <liboath/oath.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include "adapters/local/identity_token.hpp"
#include "base/check.hpp"

namespace firstline::local {
namespace {

constexpr std::size_t totp_secret_bytes = 20;  // RFC 4226 §4 R6: 160 bits
constexpr unsigned totp_step_seconds = 30;
constexpr unsigned totp_digits = 6;

using Digest = std::array<unsigned char, 32>;

std::string to_hex(const Digest& digest) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(digest.size() * 2);
  for (unsigned char byte : digest) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

// The code of one step (RFC 6238 §4); empty when the library refuses.
std::string totp_code(std::string_view key, std::uint64_t step) {
  std::array<char, totp_digits + 1> code{};
  const int outcome = oath_hotp_generate(key.data(), key.size(), step, totp_digits, false,
                                         OATH_HOTP_DYNAMIC_TRUNCATION, code.data());
  return outcome == OATH_OK ? std::string(code.data()) : std::string();
}

// The bytes of a base32 text; empty when it is none.
std::string from_base32(std::string_view text) {
  char* bytes = nullptr;
  std::size_t size = 0;
  if (oath_base32_decode(text.data(), text.size(), &bytes, &size) != OATH_OK) return {};
  std::string decoded(bytes, size);
  sodium_memzero(bytes, size);
  // check_tree: allow malloc: liboath gives memory that its caller must free
  std::free(bytes);
  return decoded;
}

}  // namespace

LibraryCrypto::LibraryCrypto(ports::Random& random) : random_(random) {
  FL_CHECK(sodium_init() >= 0);
  FL_CHECK(oath_init() == OATH_OK);
}

std::string LibraryCrypto::sha256(std::string_view text) const {
  Digest digest{};
  unsigned size = 0;
  FL_CHECK(EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) == 1);
  FL_CHECK(size == digest.size());
  return to_hex(digest);
}

std::string LibraryCrypto::hmac_sha256(std::string_view key, std::string_view text) const {
  Digest digest{};
  unsigned size = 0;
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  // OpenSSL takes a null key for "the key of the last call".
  const char* key_bytes = key.empty() ? "" : key.data();
  FL_CHECK(HMAC(EVP_sha256(), key_bytes, static_cast<int>(key.size()), bytes, text.size(),
                digest.data(), &size) != nullptr);
  FL_CHECK(size == digest.size());
  return to_hex(digest);
}

bool LibraryCrypto::is_equal(std::string_view a, std::string_view b) const {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

Result<ports::VouchedIdentity> LibraryCrypto::verify_identity(std::string_view jwt,
                                                              std::string_view secret,
                                                              Time now) const {
  return verify_identity_token(jwt, secret, now);
}

std::string LibraryCrypto::new_totp_secret() {
  // Upper case: what every authenticator app shows and takes.
  std::string secret = random_.token(totp_secret_bytes);
  for (char& c : secret) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return secret;
}

std::optional<std::uint64_t> LibraryCrypto::verify_totp(std::string_view secret,
                                                        std::string_view code, Time now) const {
  const bool is_code =
      code.size() == totp_digits &&
      std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  const std::string key = from_base32(secret);
  const std::int64_t step = to_ms(now) / 1000 / totp_step_seconds;
  if (!is_code || key.empty() || step < 1) return {};
  // RFC 6238 §5.2: one step before and after, for delay and clocks that differ. All are compared,
  // so that the time says nothing about which one was right.
  std::optional<std::uint64_t> found;
  for (std::int64_t offset : {-1, 0, 1}) {
    const auto candidate = static_cast<std::uint64_t>(step + offset);
    if (is_equal(totp_code(key, candidate), code)) found = candidate;
  }
  return found;
}

}  // namespace firstline::local
