// What a ZIP archive holds, by the names in its directory. Nothing is unpacked.
#pragma once

#include <string_view>

namespace firstline::local {

enum class ZipKind {
  damaged,  // no directory, or one that leads outside the file
  plain,
  docx,
  xlsx,
  pptx,
  with_macros,  // an office document that carries a program
  program,      // an archive that is a program: Java, Android
};

// Looks at limits::zip_entries names at most; an archive of more is plain.
ZipKind zip_kind(std::string_view bytes);

}  // namespace firstline::local
