// Numbers out of bytes from outside: reading past the end gives nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace firstline::local {

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::size_t size() const { return bytes_.size(); }

  // Are these bytes there, at that place?
  bool has(std::size_t at, std::string_view expected) const {
    return at <= bytes_.size() && bytes_.substr(at).starts_with(expected);
  }

  std::string_view slice(std::size_t at, std::size_t length) const {
    return at <= bytes_.size() ? bytes_.substr(at, length) : std::string_view();
  }

  std::optional<std::uint32_t> big_endian(std::size_t at, std::size_t width) const {
    if (at > bytes_.size() || bytes_.size() - at < width) return {};
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < width; ++i) value = (value << 8) | byte(at + i);
    return value;
  }

  std::optional<std::uint32_t> little_endian(std::size_t at, std::size_t width) const {
    if (at > bytes_.size() || bytes_.size() - at < width) return {};
    std::uint32_t value = 0;
    for (std::size_t i = width; i > 0; --i) value = (value << 8) | byte(at + i - 1);
    return value;
  }

 private:
  std::uint32_t byte(std::size_t at) const { return static_cast<unsigned char>(bytes_[at]); }

  std::string_view bytes_;
};

}  // namespace firstline::local
