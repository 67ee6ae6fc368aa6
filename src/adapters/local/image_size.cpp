#include "adapters/local/image_size.hpp"

#include "adapters/local/byte_reader.hpp"

namespace firstline::local {
namespace {

using Number = std::optional<std::uint32_t>;

std::optional<ImageSize> size_of(Number width, Number height) {
  if (!width || !height || *width == 0 || *height == 0) return {};
  return ImageSize{*width, *height};
}

// Does this JPEG marker begin a frame? ITU-T T.81 table B.1: SOF0–15 without DHT, JPG and DAC.
bool begins_frame(std::uint32_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// Markers that stand alone, without a length: TEM, RST0–7, SOI.
bool stands_alone(std::uint32_t marker) {
  return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

// "VP8 ", RFC 6386 §9.1: a key frame with its start code, then 14 bits each.
std::optional<ImageSize> lossy_webp_size(const ByteReader& reader) {
  constexpr std::size_t frame = 20;
  const Number tag = reader.little_endian(frame, 3);
  if (!tag || (*tag & 1) != 0 || !reader.has(frame + 3, "\x9D\x01\x2A")) return {};
  const Number width = reader.little_endian(frame + 6, 2);
  const Number height = reader.little_endian(frame + 8, 2);
  if (!width || !height) return {};
  return size_of(*width & 0x3FFF, *height & 0x3FFF);
}

// "VP8L", RFC 9649 §3.4: a signature byte, then 14 bits of width - 1 and of height - 1.
std::optional<ImageSize> lossless_webp_size(const ByteReader& reader) {
  constexpr std::size_t header = 20;
  const Number bits = reader.little_endian(header + 1, 4);
  if (!bits || !reader.has(header, "\x2F")) return {};
  return ImageSize{(*bits & 0x3FFF) + 1, ((*bits >> 14) & 0x3FFF) + 1};
}

// "VP8X", RFC 9649 §2.7: flags, then 24 bits of width - 1 and of height - 1.
std::optional<ImageSize> extended_webp_size(const ByteReader& reader) {
  const Number width = reader.little_endian(24, 3);
  const Number height = reader.little_endian(27, 3);
  if (!width || !height) return {};
  return ImageSize{*width + 1, *height + 1};
}

}  // namespace

std::optional<ImageSize> png_size(std::string_view bytes) {
  // PNG third edition §5.2 and §11.2.1: the signature, then IHDR of 13 bytes.
  const ByteReader reader(bytes);
  using namespace std::string_view_literals;
  if (!reader.has(0, "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"sv)) return {};
  const auto size = size_of(reader.big_endian(16, 4), reader.big_endian(20, 4));
  if (!size || size->width > 0x7FFFFFFF || size->height > 0x7FFFFFFF) return {};
  return size;
}

std::optional<ImageSize> jpeg_size(std::string_view bytes) {
  const ByteReader reader(bytes);
  if (!reader.has(0, "\xFF\xD8\xFF")) return {};
  std::size_t at = 2;
  for (;;) {
    if (!reader.has(at, "\xFF")) return {};
    while (reader.has(at + 1, "\xFF")) ++at;  // T.81 §B.1.1.2: any number of fill bytes
    const Number marker = reader.big_endian(at + 1, 1);
    if (!marker || *marker == 0x00 || *marker == 0xD9 || *marker == 0xDA) return {};
    at += 2;
    if (stands_alone(*marker)) continue;
    const Number length = reader.big_endian(at, 2);
    if (!length || *length < 2) return {};
    if (begins_frame(*marker)) {
      return size_of(reader.big_endian(at + 5, 2), reader.big_endian(at + 3, 2));
    }
    at += *length;
  }
}

std::optional<ImageSize> gif_size(std::string_view bytes) {
  const ByteReader reader(bytes);
  if (!reader.has(0, "GIF87a") && !reader.has(0, "GIF89a")) return {};
  return size_of(reader.little_endian(6, 2), reader.little_endian(8, 2));
}

std::optional<ImageSize> webp_size(std::string_view bytes) {
  const ByteReader reader(bytes);
  if (!reader.has(0, "RIFF") || !reader.has(8, "WEBP")) return {};
  if (reader.has(12, "VP8 ")) return lossy_webp_size(reader);
  if (reader.has(12, "VP8L")) return lossless_webp_size(reader);
  if (reader.has(12, "VP8X")) return extended_webp_size(reader);
  return {};
}

}  // namespace firstline::local
