// A new directory, removed with everything in it.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "base/check.hpp"

namespace firstline::testing {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    // The child of a death test never gets to remove its own, so it makes it inside its parent's.
    const char* above = std::getenv(variable);
    is_inner_ = above != nullptr;
    const std::filesystem::path root = is_inner_ ? above : std::filesystem::temp_directory_path();
    std::string name = (root / "firstline-XXXXXX").string();
    FL_CHECK(::mkdtemp(name.data()) != nullptr);
    path_ = name;
    if (!is_inner_) ::setenv(variable, name.c_str(), 1);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    if (!is_inner_) ::unsetenv(variable);
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string file(std::string_view name) const { return (path_ / name).string(); }
  const std::filesystem::path& path() const { return path_; }

 private:
  static constexpr const char* variable = "FL_TEST_DIRECTORY";
  std::filesystem::path path_;
  bool is_inner_ = false;
};

}  // namespace firstline::testing
