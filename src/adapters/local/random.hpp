// Unguessable bytes, from the system's generator through libsodium.
#pragma once

#include <string>
#include <string_view>

#include "ports/random.hpp"

namespace firstline::local {

class SystemRandom final : public ports::Random {
 public:
  SystemRandom();

  std::string token(std::size_t bytes) override;  // any thread
};

// RFC 4648 §6, lower case, without padding.
std::string to_base32(std::string_view bytes);

}  // namespace firstline::local
