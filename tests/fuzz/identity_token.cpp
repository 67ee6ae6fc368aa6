// Any text as a site's signed identity: refused with a known code, because nobody here knows the
// secret.
#include "adapters/local/identity_token.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view jwt(reinterpret_cast<const char*>(data), size);
  const auto now = firstline::time_from_ms(1'800'000'000'000);
  const auto identity =
      firstline::local::verify_identity_token(jwt, "0123456789abcdef0123456789abcdef", now);
  if (identity || identity.error().code != "identity.invalid") std::abort();
  return 0;
}
