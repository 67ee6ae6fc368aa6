#include "adapters/local/identity_token.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

#include "adapters/local/limits.hpp"

namespace firstline::local {
namespace {

constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";
const Time now = time_from_ms(1'800'000'000'000);

std::string base64url(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  while (text.ends_with('=')) text.pop_back();
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

std::string hmac(const EVP_MD* hash, std::string_view key, std::string_view text) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(hash, key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes, &size);
  return std::string(reinterpret_cast<char*>(bytes), size);
}

std::string signed_token(std::string_view header, std::string_view payload,
                         std::string_view key = secret, const EVP_MD* hash = EVP_sha256()) {
  const std::string text = base64url(header) + "." + base64url(payload);
  return text + "." + base64url(hmac(hash, key, text));
}

std::string token(std::string_view payload) {
  return signed_token(R"({"alg":"HS256","typ":"JWT"})", payload);
}

constexpr std::string_view good_claims =
    R"({"sub":"u-17","name":"李雷","email":"lei@shop.test","exp":1800000060})";

std::string code_of(std::string_view jwt, std::string_view key = secret) {
  const auto identity = verify_identity_token(jwt, key, now);
  return identity ? "accepted" : identity.error().code;
}

TEST(IdentityToken, SaysWhoTheCustomerIs) {
  const auto identity = verify_identity_token(token(good_claims), secret, now);
  ASSERT_TRUE(identity) << identity.error().message;
  EXPECT_EQ(identity->external_id, "u-17");
  EXPECT_EQ(identity->name, "李雷");
  EXPECT_EQ(identity->email, "lei@shop.test");
}

TEST(IdentityToken, NeedsOnlySubAndExp) {
  EXPECT_EQ(code_of(token(R"({"sub":"u","exp":1800000060,"iat":1,"roles":["a",{"b":1}]})")),
            "accepted");
}

TEST(IdentityToken, IsRefusedWithoutASignature) {
  const std::string unsigned_part =
      base64url(R"({"alg":"none"})") + "." + base64url(good_claims) + ".";
  EXPECT_EQ(code_of(unsigned_part), "identity.invalid");
  EXPECT_EQ(code_of(unsigned_part + "AAAA"), "identity.invalid");
  EXPECT_EQ(code_of(signed_token(R"({"alg":"none"})", good_claims)), "identity.invalid");
  EXPECT_EQ(code_of(signed_token(R"({"alg":"None"})", good_claims)), "identity.invalid");
}

TEST(IdentityToken, IsRefusedWithAnotherAlgorithmThanThatOfTheKey) {
  EXPECT_EQ(code_of(signed_token(R"({"alg":"HS512"})", good_claims, secret, EVP_sha512())),
            "identity.invalid");
  EXPECT_EQ(code_of(signed_token(R"({"alg":"HS384"})", good_claims, secret, EVP_sha384())),
            "identity.invalid");
  EXPECT_EQ(code_of(signed_token(R"({"alg":"RS256"})", good_claims)), "identity.invalid");
  EXPECT_EQ(code_of(signed_token(R"({"alg":"hs256"})", good_claims)), "identity.invalid");
  EXPECT_EQ(code_of(signed_token(R"({"typ":"JWT"})", good_claims)), "identity.invalid");
  EXPECT_EQ(code_of(signed_token(R"({"alg":["HS256"]})", good_claims)), "identity.invalid");
}

TEST(IdentityToken, IsRefusedWhenItsHeaderAsksForMore) {
  EXPECT_EQ(code_of(signed_token(R"({"alg":"HS256","crit":["exp"]})", good_claims)),
            "identity.invalid");
}

TEST(IdentityToken, IsRefusedWhenOneByteWasChanged) {
  const std::string good = token(good_claims);
  ASSERT_EQ(code_of(good), "accepted");
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    const auto identity = verify_identity_token(changed, secret, now);
    // The last character of a part may carry bits that base64 ignores; the claims are then the
    // same.
    if (identity) {
      EXPECT_EQ(identity->external_id, "u-17");
      EXPECT_EQ(i, good.size() - 1);
    } else {
      EXPECT_EQ(identity.error().code, "identity.invalid");
    }
  }
}

TEST(IdentityToken, IsRefusedWithAnotherOrTooShortASecret) {
  EXPECT_EQ(code_of(token(good_claims), "0123456789abcdef0123456789abcdeX"), "identity.invalid");
  EXPECT_EQ(code_of(signed_token(R"({"alg":"HS256"})", good_claims, "short"), "short"),
            "identity.invalid");
  EXPECT_EQ(code_of(signed_token(R"({"alg":"HS256"})", good_claims, ""), ""), "identity.invalid");
}

TEST(IdentityToken, ExpiresAtItsTime) {
  EXPECT_EQ(code_of(token(R"({"sub":"u","exp":1800000000})")), "identity.expired");
  EXPECT_EQ(code_of(token(R"({"sub":"u","exp":1800000001})")), "accepted");
  EXPECT_EQ(code_of(token(R"({"sub":"u","exp":1800000000.5})")), "accepted");
  EXPECT_EQ(code_of(token(R"({"sub":"u","exp":0})")), "identity.expired");
}

TEST(IdentityToken, IsRefusedWithoutAnEnd) {
  EXPECT_EQ(code_of(token(R"({"sub":"u"})")), "identity.expired");
}

TEST(IdentityToken, IsValidFor24HoursAtMost) {
  EXPECT_EQ(code_of(token(R"({"sub":"u","exp":1800086400})")), "accepted");
  EXPECT_EQ(code_of(token(R"({"sub":"u","exp":1800086401})")), "identity.expired");
  EXPECT_EQ(code_of(token(R"({"sub":"u","exp":253402300799})")), "identity.expired");
}

TEST(IdentityToken, IsRefusedBeforeItsBeginning) {
  EXPECT_EQ(code_of(token(R"({"sub":"u","exp":1800003600,"nbf":1800000060})")), "accepted");
  EXPECT_EQ(code_of(token(R"({"sub":"u","exp":1800003600,"nbf":1800000061})")), "identity.expired");
}

TEST(IdentityToken, IsRefusedWithClaimsThatMeanNothing) {
  for (std::string_view claims :
       {R"({"exp":1800000060})", R"({"sub":"","exp":1800000060})", R"({"sub":7,"exp":1800000060})",
        R"({"sub":"u","exp":"1800000060"})", R"({"sub":"u","exp":1e300})",
        R"({"sub":"u","exp":-1})", R"({"sub":"u","sub":"v","exp":1800000060})",
        R"({"sub":"u\nv","exp":1800000060})", R"(["u"])", R"("u")", "{", "",
        R"({"sub":"u","exp":1800000060,"x":[[[[[[1]]]]]]})"}) {
    EXPECT_EQ(code_of(token(claims)), "identity.invalid") << claims;
  }
}

TEST(IdentityToken, HasALongestNameAndALongestText) {
  const auto named = [](std::size_t characters) {
    return token(R"({"sub":"u","exp":1800000060,"name":")" + std::string(characters, 'x') +
                 R"("})");
  };
  EXPECT_EQ(code_of(named(limits::identity_characters)), "accepted");
  EXPECT_EQ(code_of(named(limits::identity_characters + 1)), "identity.invalid");
  const auto padded = [](std::size_t bytes) {
    return token(R"({"sub":"u","exp":1800000060,"x":")" + std::string(bytes, 'x') + R"("})");
  };
  EXPECT_EQ(code_of(padded(limits::identity_bytes / 2)), "accepted");
  EXPECT_EQ(code_of(padded(limits::identity_bytes)), "identity.invalid");
}

TEST(IdentityToken, IsRefusedWhenItIsNoToken) {
  for (std::string_view text :
       {"", ".", "..", "...", "a", "a.b", "a.b.c", "a.b.c.d", ".b.c", "a..c", "a.b.", "e30.e30.e30",
        "a b.c.d", "ü.b.c", "a=.b.c", "bnVsbA.bnVsbA.bnVsbA", "MQ.MQ.MQ", "W10.W10.W10"}) {
    EXPECT_EQ(code_of(text), "identity.invalid") << text;
  }
}

}  // namespace
}  // namespace firstline::local
