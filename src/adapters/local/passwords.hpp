// Passwords as argon2id hashes (RFC 9106) by libsodium, on threads of their own.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "adapters/local/limits.hpp"
#include "adapters/local/task_pool.hpp"
#include "ports/passwords.hpp"

namespace firstline::local {

class Argon2Passwords final : public ports::Passwords {
 public:
  struct Options {
    // Runs a function on the floor, from any thread.
    std::function<void(std::function<void()>)> post;
    unsigned long long passes = 3;
    std::size_t memory_bytes = 64 * 1024 * 1024;
    std::size_t threads = limits::password_threads;
    std::size_t queue_limit = limits::queued_passwords;
  };

  explicit Argon2Passwords(Options options);

  // Besides the contract: limit "password.too_long" above limits::password_bytes.
  void hash(std::string password, std::function<void(Result<std::string>)> done) override;
  // A password that is too long, or a text that is no hash, is a wrong password.
  void verify(std::string password, std::string hash,
              std::function<void(Result<bool>)> done) override;

 private:
  const Options options_;
  TaskPool pool_;
};

}  // namespace firstline::local
