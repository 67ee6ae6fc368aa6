// Text is UTF-8 everywhere. These are the few things done to it below the libraries.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace firstline {

// Well-formed UTF-8 (RFC 3629 §4: no overlong forms, no surrogates, nothing above U+10FFFF).
bool is_utf8(std::string_view text);

// Number of code points; the text must be UTF-8.
std::size_t count_characters(std::string_view text);

// Without white space (ASCII and U+3000) at both ends.
std::string_view trimmed(std::string_view text);

// The longest beginning of at most `most` code points, never cut inside one. The text must be
// UTF-8.
std::string_view first_characters(std::string_view text, std::size_t most);

// Lower case of ASCII letters; everything else as it is.
std::string ascii_lower(std::string_view text);

// A catalog key: 1 to 32 of a–z, 0–9, '-' and '_', beginning with a letter or digit.
bool is_key(std::string_view text);

}  // namespace firstline
