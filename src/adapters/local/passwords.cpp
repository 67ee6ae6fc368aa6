#include "adapters/local/passwords.hpp"

#include <sodium.h>

#include <utility>

#include "base/check.hpp"

namespace firstline::local {
namespace {

Error busy() {
  return unavailable("login.busy", "Too many people sign in at once. Try again soon.");
}

Result<std::string> hash_now(const std::string& password, unsigned long long passes,
                             std::size_t memory_bytes) {
  if (password.size() > limits::password_bytes) {
    return limit("password.too_long", "The password is too long.", "password");
  }
  char text[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(text, password.data(), password.size(), passes, memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return unavailable("login.busy", "There is not enough memory to hash a password.");
  }
  return std::string(text);
}

bool verify_now(const std::string& password, const std::string& hash) {
  return password.size() <= limits::password_bytes && hash.size() < crypto_pwhash_STRBYTES &&
         crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

void forget(std::string& password) { sodium_memzero(password.data(), password.size()); }

}  // namespace

Argon2Passwords::Argon2Passwords(Options options)
    : options_(std::move(options)),
      pool_({.threads = options_.threads, .queue_limit = options_.queue_limit}) {
  FL_CHECK(sodium_init() >= 0);
}

void Argon2Passwords::hash(std::string password, std::function<void(Result<std::string>)> done) {
  const bool is_queued = pool_.try_run([this, password = std::move(password), done]() mutable {
    auto answer = hash_now(password, options_.passes, options_.memory_bytes);
    forget(password);
    options_.post([done = std::move(done), answer = std::move(answer)] { done(answer); });
  });
  if (!is_queued) options_.post([done = std::move(done)] { done(busy()); });
}

void Argon2Passwords::verify(std::string password, std::string hash,
                             std::function<void(Result<bool>)> done) {
  const bool is_queued =
      pool_.try_run([this, password = std::move(password), hash = std::move(hash), done]() mutable {
        const bool is_right = verify_now(password, hash);
        forget(password);
        options_.post([done = std::move(done), is_right] { done(is_right); });
      });
  if (!is_queued) options_.post([done = std::move(done)] { done(busy()); });
}

}  // namespace firstline::local
