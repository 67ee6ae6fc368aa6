// Slow password hashing, off the floor. Real: argon2id on its own threads, bounded; in tests: fast.
#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"

namespace firstline::ports {

class Passwords {
 public:
  virtual ~Passwords() = default;

  // `done` is called on the floor. Error `login.busy` (unavailable) when too many are queued.
  virtual void hash(std::string password, std::function<void(Result<std::string>)> done) = 0;
  virtual void verify(std::string password, std::string hash,
                      std::function<void(Result<bool>)> done) = 0;
};

}  // namespace firstline::ports
