// Files of one directory, in memory, read again when they change on disk. Only plain names lead to
// a file: nothing outside the directory can be named, and no link is followed.
//
// Thread: the floor; a look at a file's time and size blocks it, as the page cache holds both.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace firstline::web {

class FileCache {
 public:
  struct File {
    std::string bytes;
    std::string etag;  // of time and size, in quotes
  };

  explicit FileCache(std::string root) : root_(std::move(root)) {}

  // "assets/index-1.js"; null when there is no such file.
  std::shared_ptr<const File> find(std::string_view path);

 private:
  struct Entry {
    std::shared_ptr<const File> file;
    std::int64_t changed_ns = 0;
    std::uint64_t size = 0;
  };

  const std::string root_;
  std::unordered_map<std::string, Entry> entries_;
  std::size_t bytes_ = 0;
};

// Segments of letters, digits, '.', '-' and '_', none beginning with a dot.
bool is_plain_path(std::string_view path);

}  // namespace firstline::web
