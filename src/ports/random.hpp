// Unguessable bytes. Real: libsodium; in tests: a seeded generator.
#pragma once

#include <cstddef>
#include <string>

namespace firstline::ports {

class Random {
 public:
  virtual ~Random() = default;

  // `count` random bytes as lower-case base32 text without padding (5 bits a character, rounded
  // up).
  virtual std::string token(std::size_t bytes) = 0;
};

}  // namespace firstline::ports
