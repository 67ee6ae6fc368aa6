#include "adapters/local/image_size.hpp"

#include <gtest/gtest.h>

#include <string>

namespace firstline::local {
namespace {

using namespace std::string_literals;

using Sizer = std::optional<ImageSize> (*)(std::string_view);

const std::string png = "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x02\x80\0\0\x01\xE0"s;
const std::string gif = "GIF89a\x40\x01\xC8\x00"s;
// SOI, APP0 of 16 bytes, fill bytes, a table, then the frame: 8 bit, 480 high, 640 wide.
const std::string jpeg = "\xFF\xD8\xFF\xE0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"s +
                         "\xFF\xFF\xFF\xDB\x00\x04\x01\x02"s +
                         "\xFF\xC2\x00\x11\x08\x01\xE0\x02\x80"s;
const std::string lossy = "RIFF\0\0\0\0WEBPVP8 \0\0\0\0\x10\x00\x00\x9D\x01\x2A\x80\xC2\xE0\x41"s;
// 640 - 1 = 0x27F in the low 14 bits, 480 - 1 = 0x1DF in the next ones.
const std::string lossless = "RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2F\x7F\xC2\x77\x00"s;
const std::string extended = "RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0\x7F\x02\x00\xDF\x01\x00"s;

// Every beginning of the file, and the file with any byte changed, gives a size or none: it does
// not read past the end (checked by the sanitizer) and it ends.
void expect_survives(Sizer sizer, const std::string& file) {
  for (std::size_t length = 0; length < file.size(); ++length) {
    const std::string cut = file.substr(0, length);
    EXPECT_EQ(sizer(cut), std::nullopt) << length;
  }
  for (std::size_t i = 0; i < file.size(); ++i) {
    for (char c : {'\x00', '\x01', '\x7F', '\xFF'}) {
      std::string changed = file;
      changed[i] = c;
      const auto size = sizer(changed);
      EXPECT_TRUE(!size || (size->width > 0 && size->height > 0));
    }
  }
}

constexpr ImageSize vga{640, 480};

TEST(ImageSize, OfPng) {
  EXPECT_EQ(png_size(png), vga);
  expect_survives(png_size, png);
}

TEST(ImageSize, OfGif) {
  EXPECT_EQ(gif_size(gif), (ImageSize{320, 200}));
  EXPECT_EQ(gif_size("GIF87a\x01\x00\x01\x00"s), (ImageSize{1, 1}));
  EXPECT_EQ(gif_size("GIF90a\x01\x00\x01\x00"s), std::nullopt);
  expect_survives(gif_size, gif);
}

TEST(ImageSize, OfJpegStandsInItsFrameBehindAnyOtherSegments) {
  EXPECT_EQ(jpeg_size(jpeg), vga);
  expect_survives(jpeg_size, jpeg);
}

TEST(ImageSize, OfJpegWithoutAFrameIsNone) {
  EXPECT_EQ(jpeg_size("\xFF\xD8\xFF\xDA\x00\x04\x01\x02"s), std::nullopt);
  EXPECT_EQ(jpeg_size("\xFF\xD8\xFF\xD9"s), std::nullopt);
  EXPECT_EQ(jpeg_size("\xFF\xD8\xFF\xE0\x00\x01"s), std::nullopt);  // a length of less than itself
  EXPECT_EQ(jpeg_size("\xFF\xD8\xFF\xE0\x00\x04\x01\x02junk"s), std::nullopt);
  EXPECT_EQ(jpeg_size("\xFF\xD8"s + std::string(1000, '\xFF')), std::nullopt);
  EXPECT_EQ(jpeg_size("\xFF\xD8\xFF\xC0\x00\x11\x08\x00\x00\x02\x80"s), std::nullopt);
}

TEST(ImageSize, OfLossyWebpLeavesTheScaleBitsOut) {
  EXPECT_EQ(webp_size(lossy), vga);
  expect_survives(webp_size, lossy);
}

TEST(ImageSize, OfLosslessWebp) {
  EXPECT_EQ(webp_size(lossless), vga);
  expect_survives(webp_size, lossless);
}

TEST(ImageSize, OfExtendedWebp) {
  EXPECT_EQ(webp_size(extended), vga);
  expect_survives(webp_size, extended);
}

}  // namespace
}  // namespace firstline::local
