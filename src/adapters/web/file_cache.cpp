#include "adapters/web/file_cache.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "adapters/web/limits.hpp"

namespace firstline::web {
namespace {

// Closes what open() gave.
class Descriptor {
 public:
  explicit Descriptor(const std::string& path)
      : value_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  bool is_open() const { return value_ >= 0; }

  bool read_all(std::size_t size, std::string& bytes) const {
    bytes.resize(size);
    std::size_t have = 0;
    while (have < size) {
      const ssize_t more = ::read(value_, bytes.data() + have, size - have);
      if (more <= 0) return false;
      have += static_cast<std::size_t>(more);
    }
    return true;
  }

 private:
  int value_;
};

std::int64_t changed_ns(const struct stat& status) {
  return static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec;
}

}  // namespace

bool is_plain_path(std::string_view path) {
  if (path.empty() || path.size() > 512) return false;
  char before = '/';
  for (char c : path) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '/';
    if (!is_plain || (before == '/' && (c == '.' || c == '/'))) return false;
    before = c;
  }
  return before != '/';
}

std::shared_ptr<const FileCache::File> FileCache::find(std::string_view path) {
  if (!is_plain_path(path)) return nullptr;
  const std::string full = root_ + "/" + std::string(path);
  struct stat status {};
  const bool is_file = ::lstat(full.c_str(), &status) == 0 && S_ISREG(status.st_mode);
  const auto known = entries_.find(full);
  if (known != entries_.end()) {
    const Entry& entry = known->second;
    if (is_file && entry.changed_ns == changed_ns(status) &&
        entry.size == static_cast<std::uint64_t>(status.st_size)) {
      return entry.file;
    }
    bytes_ -= entry.file->bytes.size();
    entries_.erase(known);
  }
  if (!is_file || static_cast<std::size_t>(status.st_size) > limits::cached_file_bytes) {
    return nullptr;
  }
  const Descriptor descriptor(full);
  const auto file = std::make_shared<File>();
  if (!descriptor.is_open() ||
      !descriptor.read_all(static_cast<std::size_t>(status.st_size), file->bytes)) {
    return nullptr;
  }
  file->etag = fmt::format("\"{:x}-{:x}\"", changed_ns(status), status.st_size);
  if (bytes_ + file->bytes.size() > limits::cached_bytes) {
    entries_.clear();
    bytes_ = 0;
  }
  bytes_ += file->bytes.size();
  entries_[full] = {file, changed_ns(status), static_cast<std::uint64_t>(status.st_size)};
  return file;
}

}  // namespace firstline::web
