#include "adapters/local/zip_type.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "adapters/local/byte_reader.hpp"
#include "adapters/local/limits.hpp"

namespace firstline::local {
namespace {

// APPNOTE.TXT §4.3.16 and §4.3.12.
constexpr std::string_view end_mark = "PK\x05\x06";
constexpr std::string_view entry_mark = "PK\x01\x02";
constexpr std::size_t end_bytes = 22;
constexpr std::size_t entry_bytes = 46;
constexpr std::size_t longest_comment = 0xFFFF;

struct Directory {
  std::size_t at = 0;
  std::size_t entries = 0;
};

// The end record stands last, before a comment of at most 64 KiB.
std::optional<Directory> find_directory(std::string_view bytes) {
  if (bytes.size() < end_bytes) return {};
  const std::size_t first = bytes.size() - std::min(bytes.size(), end_bytes + longest_comment);
  const std::size_t at = bytes.rfind(end_mark, bytes.size() - end_bytes);
  if (at == std::string_view::npos || at < first) return {};
  const ByteReader reader(bytes);
  const auto entries = reader.little_endian(at + 10, 2);
  const auto size = reader.little_endian(at + 12, 4);
  const auto offset = reader.little_endian(at + 16, 4);
  if (!entries || !size || !offset) return {};
  if (std::uint64_t{*offset} + *size > at) return {};
  return Directory{*offset, *entries};
}

// What was seen among the names.
struct Contents {
  bool has_types = false, has_word = false, has_sheets = false, has_slides = false;
  bool has_macros = false, has_program = false;

  void add(std::string_view name) {
    has_types |= name == "[Content_Types].xml";
    has_word |= name.starts_with("word/");
    has_sheets |= name.starts_with("xl/");
    has_slides |= name.starts_with("ppt/");
    has_macros |= name.ends_with("vbaProject.bin") || name.starts_with("xl/macrosheets/");
    has_program |= name == "META-INF/MANIFEST.MF" || name == "AndroidManifest.xml" ||
                   name == "classes.dex" || name == "AppxManifest.xml";
  }

  ZipKind kind() const {
    if (has_program) return ZipKind::program;
    if (!has_types) return ZipKind::plain;
    if (has_macros) return ZipKind::with_macros;
    if (has_word) return ZipKind::docx;
    if (has_sheets) return ZipKind::xlsx;
    return has_slides ? ZipKind::pptx : ZipKind::plain;
  }
};

}  // namespace

ZipKind zip_kind(std::string_view bytes) {
  const auto directory = find_directory(bytes);
  if (!directory) return ZipKind::damaged;
  if (directory->entries > limits::zip_entries) return ZipKind::plain;
  const ByteReader reader(bytes);
  Contents contents;
  std::size_t at = directory->at;
  for (std::size_t i = 0; i < directory->entries; ++i) {
    const auto name_length = reader.little_endian(at + 28, 2);
    const auto extra_length = reader.little_endian(at + 30, 2);
    const auto comment_length = reader.little_endian(at + 32, 2);
    if (!reader.has(at, entry_mark) || !name_length || !extra_length || !comment_length) {
      return ZipKind::damaged;
    }
    const std::string_view name = reader.slice(at + entry_bytes, *name_length);
    if (name.size() != *name_length) return ZipKind::damaged;
    contents.add(name);
    at += entry_bytes + *name_length + *extra_length + *comment_length;
  }
  return contents.kind();
}

}  // namespace firstline::local
