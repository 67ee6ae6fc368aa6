// The checks of free text that several use cases share.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/text.hpp"

namespace firstline::app {

// A size as people say it: "10 MB", "64 kB", "1000 bytes".
inline std::string size_text(std::size_t bytes) {
  constexpr std::size_t kilo = 1024, mega = kilo * kilo;
  if (bytes >= mega && bytes % mega == 0) return std::to_string(bytes / mega) + " MB";
  if (bytes >= kilo && bytes % kilo == 0) return std::to_string(bytes / kilo) + " kB";
  return std::to_string(bytes) + " bytes";
}

// UTF-8 of at most `most` characters without NUL; errors are "<noun>.not_utf8" and
// "<noun>.too_long".
inline Result<void> check_text(std::string_view text, std::string_view noun, std::size_t most,
                               std::string field = "text") {
  const std::string name(noun);
  if (!is_utf8(text) || text.find('\0') != std::string_view::npos) {
    return invalid(name + ".not_utf8", "This is not plain UTF-8 text.", std::move(field));
  }
  if (count_characters(text) > most) {
    return limit(name + ".too_long", "At most " + std::to_string(most) + " characters.",
                 std::move(field));
  }
  return {};
}

}  // namespace firstline::app
