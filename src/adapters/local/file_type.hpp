// What an uploaded file is, by its bytes: neither the name nor the sender's word is believed.
// Only the kinds below are accepted; whatever a browser might run is not.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace firstline::local {

struct FileType {
  std::string media;          // "image/png"
  int width = 0, height = 0;  // of an image, else 0
  friend bool operator==(const FileType&, const FileType&) = default;
};

// PNG, JPEG, GIF, WebP; PDF; ZIP, docx, xlsx, pptx; MP4, WebM; MP3, M4A, Ogg; text and CSV in
// UTF-8. The name can only make the answer stricter: a name that a system would run or a browser
// would render is refused whatever the bytes are, and text is CSV if it says so. Any thread.
// Errors: invalid "file.empty", "file.type_refused" and "file.damaged" (it ends too early, or
// contradicts itself); limit "file.dimensions".
Result<FileType> sniff(std::string_view bytes, std::string_view name);

}  // namespace firstline::local
