#include "adapters/local/media_type.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "adapters/local/byte_reader.hpp"

namespace firstline::local {
namespace {

using Number = std::optional<std::uint32_t>;

// ISO/IEC 14496-12 §4.3: a box "ftyp" with the brand first.
std::string_view mp4_type(const ByteReader& reader) {
  constexpr std::uint32_t smallest = 16;  // size, type, brand, version
  constexpr std::uint32_t largest = 4096;
  const Number size = reader.big_endian(0, 4);
  if (!size || *size < smallest || *size > largest || *size > reader.size()) return {};
  if (!reader.has(4, "ftyp")) return {};
  const std::string_view brand = reader.slice(8, 4);
  if (brand == "M4A " || brand == "M4B ") return "audio/mp4";
  static constexpr std::array<std::string_view, 14> video{"isom", "iso2", "iso4", "iso5", "iso6",
                                                          "mp41", "mp42", "avc1", "M4V ", "M4VH",
                                                          "MSNV", "dash", "mmp4", "f4v "};
  return std::find(video.begin(), video.end(), brand) != video.end() ? "video/mp4"
                                                                     : std::string_view();
}

struct Variable {
  std::uint64_t value = 0;
  std::size_t length = 0;
};

// RFC 8794 §4: a number whose first bit that is set tells its length; with or without that bit.
std::optional<Variable> ebml_number(const ByteReader& reader, std::size_t at, bool keeps_marker) {
  const Number first = reader.big_endian(at, 1);
  if (!first || *first == 0) return {};
  std::size_t length = 1;
  while ((*first & (0x80U >> (length - 1))) == 0) ++length;
  std::uint64_t value = keeps_marker ? *first : *first & (0x7FU >> (length - 1));
  for (std::size_t i = 1; i < length; ++i) {
    const Number next = reader.big_endian(at + i, 1);
    if (!next) return {};
    value = (value << 8) | *next;
  }
  return Variable{value, length};
}

// RFC 8794 §11.2: the elements of the EBML header, one of which is the DocType.
bool is_webm(const ByteReader& reader) {
  constexpr std::uint64_t doc_type = 0x4282;
  constexpr std::uint64_t largest = 4096;
  if (!reader.has(0, "\x1A\x45\xDF\xA3")) return false;
  const auto header = ebml_number(reader, 4, false);
  if (!header || header->value > largest) return false;
  std::size_t at = 4 + header->length;
  const std::size_t end = at + static_cast<std::size_t>(header->value);
  while (at < end) {
    const auto id = ebml_number(reader, at, true);
    if (!id) return false;
    const auto size = ebml_number(reader, at + id->length, false);
    if (!size || size->value > largest) return false;
    at += id->length + size->length;
    if (id->value == doc_type) {
      std::string_view text = reader.slice(at, static_cast<std::size_t>(size->value));
      while (text.ends_with('\0')) text.remove_suffix(1);
      return text == "webm";
    }
    at += static_cast<std::size_t>(size->value);
  }
  return false;
}

// The length in bytes of the MPEG audio layer III frame at this place, 0 if there is none
// (ISO/IEC 11172-3 §2.4.1.3, 13818-3 for the lower sampling rates, "2.5" for the lowest).
std::size_t mp3_frame_length(const ByteReader& reader, std::size_t at) {
  static constexpr std::array<std::uint32_t, 16> kbps_1{0,   32,  40,  48,  56,  64,  80,  96,
                                                        112, 128, 160, 192, 224, 256, 320, 0};
  static constexpr std::array<std::uint32_t, 16> kbps_2{0,  8,  16, 24,  32,  40,  48,  56,
                                                        64, 80, 96, 112, 128, 144, 160, 0};
  static constexpr std::array<std::uint32_t, 4> hertz{44'100, 48'000, 32'000, 0};
  const Number header = reader.big_endian(at, 4);
  if (!header || (*header >> 21) != 0x7FF) return 0;
  const std::uint32_t version = (*header >> 19) & 3;  // 0: 2.5, 1: reserved, 2: 2, 3: 1
  const std::uint32_t layer = (*header >> 17) & 3;    // 1: III
  const bool is_first = version == 3;
  const std::uint32_t rate = hertz[(*header >> 10) & 3] / (is_first ? 1 : version == 2 ? 2 : 4);
  const std::uint32_t kbps = (is_first ? kbps_1 : kbps_2)[(*header >> 12) & 15];
  if (version == 1 || layer != 1 || rate == 0 || kbps == 0) return 0;
  const std::uint32_t padding = (*header >> 9) & 1;
  return (is_first ? 144'000 : 72'000) * kbps / rate + padding;
}

// A tag "ID3" in front, or two frames in a row: one alone is only eleven bits that happen to be
// set.
bool is_mp3(const ByteReader& reader) {
  if (reader.has(0, "ID3")) {
    const Number version = reader.big_endian(3, 1);
    return version && *version >= 2 && *version <= 4 && reader.size() > 10;
  }
  const std::size_t length = mp3_frame_length(reader, 0);
  return length > 0 && mp3_frame_length(reader, length) > 0;
}

// RFC 3533 §6 for the page; the first packet names the codec, and only sound is accepted.
bool is_ogg_audio(const ByteReader& reader) {
  using namespace std::string_view_literals;
  if (!reader.has(0, "OggS\0"sv)) return false;
  const Number segments = reader.big_endian(26, 1);
  if (!segments) return false;
  const std::size_t packet = 27 + *segments;
  return reader.has(packet, "OpusHead") || reader.has(packet, "\x01vorbis") ||
         reader.has(packet,
                    "\x7F"
                    "FLAC") ||
         reader.has(packet, "Speex   ");
}

}  // namespace

std::string_view media_type(std::string_view bytes) {
  const ByteReader reader(bytes);
  if (const std::string_view type = mp4_type(reader); !type.empty()) return type;
  if (is_webm(reader)) return "video/webm";
  if (is_ogg_audio(reader)) return "audio/ogg";
  if (is_mp3(reader)) return "audio/mpeg";
  return {};
}

}  // namespace firstline::local
