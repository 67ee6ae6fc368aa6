// A file descriptor that is closed with its owner, and what every writer of files does with one.
#pragma once

#include <unistd.h>

#include <string_view>
#include <utility>

#include "base/result.hpp"

namespace firstline::local {

class Descriptor final {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

// unavailable "store.full" for a disk without room, else `code` with what the system says.
Error system_error(const char* code, const char* what, int number);

// All of them. Errors: system_error of `code`.
Result<void> write_all(int file, std::string_view bytes, const char* code);

}  // namespace firstline::local
