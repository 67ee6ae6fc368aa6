#include "adapters/local/crypto.hpp"

#include <gtest/gtest.h>

#include "adapters/local/random.hpp"

namespace firstline::local {
namespace {

class CryptoTest : public ::testing::Test {
 protected:
  SystemRandom random;
  LibraryCrypto crypto{random};
};

using Crypto = CryptoTest;

Time at_second(std::int64_t since_1970) { return time_from_ms(since_1970 * 1000); }

TEST_F(Crypto, HashesAsTheStandardSays) {
  // FIPS 180-2 appendix B.1, and the hash of nothing.
  EXPECT_EQ(crypto.sha256("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(crypto.sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_F(Crypto, SignsAsTheStandardSays) {
  // RFC 4231 §4.3
  EXPECT_EQ(crypto.hmac_sha256("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(crypto.hmac_sha256("", ""),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_F(Crypto, ComparesTexts) {
  EXPECT_TRUE(crypto.is_equal("", ""));
  EXPECT_TRUE(crypto.is_equal("abc", "abc"));
  EXPECT_FALSE(crypto.is_equal("abc", "abd"));
  EXPECT_FALSE(crypto.is_equal("abc", "ab"));
  EXPECT_FALSE(crypto.is_equal("", "a"));
}

// The secret of RFC 6238 appendix B, "12345678901234567890", and the last six of its eight digits.
constexpr std::string_view rfc_secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

TEST_F(Crypto, KnowsTheCodesOfTheRfc) {
  EXPECT_EQ(crypto.verify_totp(rfc_secret, "287082", at_second(59)), 1u);
  EXPECT_EQ(crypto.verify_totp(rfc_secret, "081804", at_second(1111111109)), 37037036u);
  EXPECT_EQ(crypto.verify_totp(rfc_secret, "005924", at_second(1234567890)), 41152263u);
  EXPECT_EQ(crypto.verify_totp(rfc_secret, "353130", at_second(20000000000)), 666666666u);
}

TEST_F(Crypto, ToleratesOneStepAndNoMore) {
  const std::int64_t begin = 37037036LL * 30;
  EXPECT_TRUE(crypto.verify_totp(rfc_secret, "081804", at_second(begin - 30)));
  EXPECT_FALSE(crypto.verify_totp(rfc_secret, "081804", at_second(begin - 31)));
  EXPECT_TRUE(crypto.verify_totp(rfc_secret, "081804", at_second(begin + 59)));
  EXPECT_FALSE(crypto.verify_totp(rfc_secret, "081804", at_second(begin + 60)));
}

TEST_F(Crypto, RefusesWhatIsNoCodeAndNoSecret) {
  for (std::string_view code : {"", "28708", "2870820", "28708x", " 287082", "-87082"}) {
    EXPECT_FALSE(crypto.verify_totp(rfc_secret, code, at_second(59))) << code;
  }
  EXPECT_FALSE(crypto.verify_totp("", "287082", at_second(59)));
  EXPECT_FALSE(crypto.verify_totp("18!", "287082", at_second(59)));
  EXPECT_FALSE(crypto.verify_totp(rfc_secret, "287082", at_second(0)));
}

TEST_F(Crypto, GivesSecretsOf160Bits) {
  const std::string secret = crypto.new_totp_secret();
  EXPECT_EQ(secret.size(), 32u);
  EXPECT_EQ(secret.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), std::string::npos);
  EXPECT_NE(secret, crypto.new_totp_secret());
}

}  // namespace
}  // namespace firstline::local
