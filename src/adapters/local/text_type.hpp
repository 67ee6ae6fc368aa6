// Is it text, and nothing that a browser would take for a page?
#pragma once

#include <string_view>

namespace firstline::local {

enum class TextKind {
  not_text,  // no UTF-8, or control characters that no text has
  markup,    // a page, a drawing or another XML document
  plain,
};

TextKind text_kind(std::string_view bytes);

}  // namespace firstline::local
