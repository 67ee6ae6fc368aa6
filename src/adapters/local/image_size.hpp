// Width and height of an image, from its first bytes and without decoding it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace firstline::local {

struct ImageSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  friend bool operator==(const ImageSize&, const ImageSize&) = default;
};

// Nothing when the file ends before its size, or says that it has none.
std::optional<ImageSize> png_size(std::string_view bytes);
std::optional<ImageSize> jpeg_size(std::string_view bytes);
std::optional<ImageSize> gif_size(std::string_view bytes);
std::optional<ImageSize> webp_size(std::string_view bytes);

}  // namespace firstline::local
