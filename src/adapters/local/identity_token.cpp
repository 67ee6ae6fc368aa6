#include "adapters/local/identity_token.hpp"

#include <cjose/cjose.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "adapters/local/limits.hpp"
#include "base/text.hpp"
#include "wire/json/tape.hpp"

namespace firstline::local {
namespace {

using wire::json::Kind;
using wire::json::Node;

constexpr std::size_t shortest_secret = 32;

Error wrong(std::string message) { return unauthenticated("identity.invalid", std::move(message)); }

struct ReleaseJws {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};
struct ReleaseJwk {
  void operator()(cjose_jwk_t* jwk) const { cjose_jwk_release(jwk); }
};
using Jws = std::unique_ptr<cjose_jws_t, ReleaseJws>;
using Jwk = std::unique_ptr<cjose_jwk_t, ReleaseJwk>;

// Three parts of base64url, as RFC 7515 §7.1 writes them: checked before a library sees them.
bool has_form_of_jws(std::string_view jwt) {
  if (jwt.size() > limits::identity_bytes) return false;
  if (std::count(jwt.begin(), jwt.end(), '.') != 2) return false;
  if (jwt.front() == '.' || jwt.find("..") != std::string_view::npos || jwt.back() == '.') {
    return false;
  }
  return std::all_of(jwt.begin(), jwt.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

// Does the header name the algorithm of the key, and ask for nothing else? RFC 7515 §4.1.11: what
// "crit" lists must be understood, and nothing is.
bool has_header_of_key(cjose_jws_t* jws) {
  cjose_header_t* header = cjose_jws_get_protected(jws);
  cjose_err error{};
  const char* algorithm = cjose_header_get(header, CJOSE_HDR_ALG, &error);
  if (algorithm == nullptr || std::string_view(algorithm) != CJOSE_HDR_ALG_HS256) return false;
  const std::unique_ptr<char, decltype(cjose_get_dealloc())> critical(
      cjose_header_get_raw(header, "crit", &error), cjose_get_dealloc());
  return critical == nullptr;
}

// The bytes that were signed, if the signature is right.
Result<std::string> verified_payload(std::string_view jwt, std::string_view secret) {
  if (secret.size() < shortest_secret) return wrong("The widget has no secret to verify with.");
  if (!has_form_of_jws(jwt)) return wrong("The identity is not a signed token.");
  cjose_err error{};
  const Jws jws(cjose_jws_import(jwt.data(), jwt.size(), &error));
  if (jws == nullptr) return wrong("The identity is not a signed token.");
  if (!has_header_of_key(jws.get())) return wrong("The identity must be signed with HS256.");
  const Jwk key(cjose_jwk_create_oct_spec(reinterpret_cast<const std::uint8_t*>(secret.data()),
                                          secret.size(), &error));
  if (key == nullptr || !cjose_jws_verify(jws.get(), key.get(), &error)) {
    return wrong("The signature of the identity is wrong.");
  }
  std::uint8_t* payload = nullptr;  // belongs to the jws
  std::size_t size = 0;
  if (!cjose_jws_get_plaintext(jws.get(), &payload, &size, &error)) {
    return wrong("The identity is empty.");
  }
  return std::string(reinterpret_cast<const char*>(payload), size);
}

struct Claims {
  ports::VouchedIdentity identity;
  std::optional<Time> expires_at;
  std::optional<Time> valid_from;
};

// RFC 7519 §2: seconds since 1970, possibly with a fraction.
std::optional<Time> time_of(Node value) {
  constexpr double last = 253'402'300'799.0;  // the end of the year 9999
  const Kind kind = value.kind();
  if (kind != Kind::integer && kind != Kind::large && kind != Kind::number) return {};
  const double number = value.number();
  if (!(number >= 0 && number <= last)) return {};
  return time_from_ms(static_cast<std::int64_t>(std::floor(number * 1000)));
}

bool read_text(Node value, std::string& text) {
  if (value.kind() != Kind::string) return false;
  text = trimmed(value.text());
  return count_characters(text) <= limits::identity_characters &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool read_claim(std::string_view name, Node value, Claims& claims) {
  if (name == "sub") return read_text(value, claims.identity.external_id);
  if (name == "name") return read_text(value, claims.identity.name);
  if (name == "email") return read_text(value, claims.identity.email);
  if (name == "exp") return (claims.expires_at = time_of(value)).has_value();
  if (name == "nbf") return (claims.valid_from = time_of(value)).has_value();
  return true;  // RFC 7519 §4: what is not understood is ignored
}

Result<Claims> read_claims(std::string_view payload) {
  const auto document = wire::json::parse(payload, {.bytes = limits::identity_bytes, .depth = 4});
  if (!document || document->root().kind() != Kind::object) {
    return wrong("The identity does not contain a JSON object.");
  }
  Claims claims;
  std::set<std::string, std::less<>> seen;
  std::string wrong_claim;
  document->root().for_each_member([&](std::string_view name, Node value) {
    const bool is_new = seen.emplace(name).second;  // RFC 7519 §4: names are unique
    if (!is_new || !read_claim(name, value, claims)) wrong_claim = name;
  });
  if (!wrong_claim.empty()) {
    const std::string_view shown = first_characters(wrong_claim, 40);
    return wrong("The claim \"" + std::string(shown) + "\" of the identity cannot be used.");
  }
  if (claims.identity.external_id.empty()) return wrong("The identity has no \"sub\".");
  return claims;
}

Error expired(std::string message) {
  return unauthenticated("identity.expired", std::move(message));
}

}  // namespace

Result<ports::VouchedIdentity> verify_identity_token(std::string_view jwt, std::string_view secret,
                                                     Time now) {
  FL_TRY(const std::string payload, verified_payload(jwt, secret));
  FL_TRY(Claims claims, read_claims(payload));
  if (!claims.expires_at) return expired("The identity has no \"exp\".");
  if (*claims.expires_at <= now) return expired("The identity has expired.");
  if (*claims.expires_at > now + limits::identity_lifetime) {
    return expired("The identity is valid for more than 24 hours.");
  }
  if (claims.valid_from && *claims.valid_from > now + limits::identity_clock_skew) {
    return expired("The identity is not valid yet.");
  }
  return std::move(claims.identity);
}

}  // namespace firstline::local
