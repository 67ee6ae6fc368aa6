#include "adapters/local/random.hpp"

#include <sodium.h>

#include <cstdint>

#include "base/check.hpp"

namespace firstline::local {

SystemRandom::SystemRandom() { FL_CHECK(sodium_init() >= 0); }

std::string SystemRandom::token(std::size_t bytes) {
  std::string drawn(bytes, '\0');
  randombytes_buf(drawn.data(), drawn.size());
  std::string text = to_base32(drawn);
  sodium_memzero(drawn.data(), drawn.size());
  return text;
}

std::string to_base32(std::string_view bytes) {
  constexpr std::string_view digits = "abcdefghijklmnopqrstuvwxyz234567";
  std::string text;
  text.reserve((bytes.size() * 8 + 4) / 5);
  std::uint32_t held = 0;
  int held_bits = 0;
  for (char c : bytes) {
    held = (held << 8) | static_cast<unsigned char>(c);
    held_bits += 8;
    while (held_bits >= 5) {
      held_bits -= 5;
      text += digits[(held >> held_bits) & 31];
    }
    held &= 0xFF;  // fewer than 5 bits are left
  }
  if (held_bits > 0) text += digits[(held << (5 - held_bits)) & 31];
  return text;
}

}  // namespace firstline::local
