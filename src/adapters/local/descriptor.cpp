#include "adapters/local/descriptor.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace firstline::local {

Error system_error(const char* code, const char* what, int number) {
  if (number == ENOSPC || number == EDQUOT) {
    return unavailable("store.full", "There is no room on the disk.");
  }
  return unavailable(code, fmt::format("{}: {}", what, std::generic_category().message(number)));
}

Result<void> write_all(int file, std::string_view bytes, const char* code) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error(code, "write", errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace firstline::local
