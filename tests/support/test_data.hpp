// The folder of public test material that is not part of this tree: naughty strings, foreign
// messages. FIRSTLINE_TEST_DATA names it; without it a test that needs it is skipped.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace firstline::test {

// The bytes of a file below that folder, or nothing.
inline std::optional<std::string> test_data(const std::string& path) {
  const char* folder = std::getenv("FIRSTLINE_TEST_DATA");
  const std::string base = folder != nullptr ? folder : FL_SOURCE_DIR "/../shared/data";
  std::ifstream file(base + "/" + path, std::ios::binary);
  if (!file) return {};
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace firstline::test
