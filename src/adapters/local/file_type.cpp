#include "adapters/local/file_type.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "adapters/local/image_size.hpp"
#include "adapters/local/limits.hpp"
#include "adapters/local/media_type.hpp"
#include "adapters/local/text_type.hpp"
#include "adapters/local/zip_type.hpp"
#include "base/text.hpp"

namespace firstline::local {
namespace {

Error not_accepted() {
  return invalid("file.type_refused", "Files of this kind are not accepted.", "file");
}
Error damaged() { return invalid("file.damaged", "The file is damaged or incomplete.", "file"); }

// The last part of "Report.Final.PDF" in lower case: "pdf". Spaces and dots at the end are dropped,
// as Windows does when it opens the file.
std::string extension_of(std::string_view name) {
  const std::size_t end = name.find_last_not_of(" .");
  if (end == std::string_view::npos) return {};
  name = name.substr(0, end + 1);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : ascii_lower(name.substr(dot + 1));
}

// What a desktop runs when it is opened, or a browser renders with its scripts.
bool is_active(std::string_view extension) {
  static constexpr std::array names{
      // pages and scripts of browsers
      "htm", "html", "xhtml", "xht", "shtml", "mht", "mhtml", "svg", "svgz", "xml", "xsl", "xslt",
      "js", "mjs", "cjs", "css", "wasm", "swf", "hta",
      // programs and scripts of desktops
      "exe", "dll", "com", "scr", "msi", "msp", "msix", "appx", "cpl", "bat", "cmd", "ps1", "psm1",
      "vbs", "vbe", "jse", "ws", "wsf", "wsh", "reg", "lnk", "url", "scf", "inf", "pif", "gadget",
      "sh", "bash", "zsh", "command", "app", "dmg", "pkg", "deb", "rpm", "run", "desktop", "jar",
      "jnlp", "apk", "ipa", "py", "pyw", "rb", "pl", "php", "iso", "img", "vhd", "chm", "hlp",
      // documents that carry programs
      "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "pptm", "potm", "ppam", "ppsm", "sldm"};
  return std::find(names.begin(), names.end(), extension) != names.end();
}

Result<FileType> image(std::string_view media, const std::optional<ImageSize>& size) {
  if (!size) return damaged();
  if (std::uint64_t{size->width} * size->height > limits::image_pixels) {
    return limit("file.dimensions", "The image has too many pixels.", "file");
  }
  // Both fit: neither is larger than their product.
  return FileType{std::string(media), static_cast<int>(size->width),
                  static_cast<int>(size->height)};
}

Result<FileType> archive(std::string_view bytes) {
  switch (zip_kind(bytes)) {
    case ZipKind::damaged:
      return damaged();
    case ZipKind::with_macros:
      return invalid("file.type_refused", "Documents with macros are not accepted.", "file");
    case ZipKind::program:
      return not_accepted();
    case ZipKind::plain:
      return FileType{"application/zip"};
    case ZipKind::docx:
      return FileType{"application/vnd.openxmlformats-officedocument.wordprocessingml.document"};
    case ZipKind::xlsx:
      return FileType{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};
    case ZipKind::pptx:
      return FileType{"application/vnd.openxmlformats-officedocument.presentationml.presentation"};
  }
  return not_accepted();
}

}  // namespace

Result<FileType> sniff(std::string_view bytes, std::string_view name) {
  if (bytes.empty()) return invalid("file.empty", "The file is empty.", "file");
  const std::string extension = extension_of(name);
  if (is_active(extension)) return not_accepted();

  if (bytes.starts_with("\x89PNG")) return image("image/png", png_size(bytes));
  if (bytes.starts_with("\xFF\xD8\xFF")) return image("image/jpeg", jpeg_size(bytes));
  if (bytes.starts_with("GIF8")) return image("image/gif", gif_size(bytes));
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) {
    return image("image/webp", webp_size(bytes));
  }
  if (bytes.starts_with("%PDF-")) return FileType{"application/pdf"};
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return archive(bytes);
  if (const std::string_view media = media_type(bytes); !media.empty()) {
    return FileType{std::string(media)};
  }
  switch (text_kind(bytes)) {
    case TextKind::not_text:
    case TextKind::markup:
      return not_accepted();
    case TextKind::plain:
      return FileType{extension == "csv" ? "text/csv" : "text/plain"};
  }
  return not_accepted();
}

}  // namespace firstline::local
