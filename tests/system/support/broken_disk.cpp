// A disk that is full or does not sync, for a program that knows nothing of it: LD_PRELOAD puts
// these functions before those of the C library. They concern files below the folder that
// FIRSTLINE_BROKEN_DISK names. How the disk is stands in the first byte of the file that
// FIRSTLINE_DISK_STATE names, mapped, so that whoever writes there is heeded at once:
// 'f' full: nothing can be written; 's' no sync succeeds; anything else: well.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#define FL_BEFORE_LIBC extern "C" __attribute__((visibility("default")))

namespace {

const volatile char* map_state() {
  const char* name = std::getenv("FIRSTLINE_DISK_STATE");
  if (name == nullptr) return nullptr;
  const int descriptor = open(name, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return nullptr;
  void* mapped = mmap(nullptr, 1, PROT_READ, MAP_SHARED, descriptor, 0);
  close(descriptor);
  return mapped == MAP_FAILED ? nullptr : static_cast<const volatile char*>(mapped);
}

bool is_below_folder(int descriptor) {
  static const char* const folder = std::getenv("FIRSTLINE_BROKEN_DISK");
  if (folder == nullptr) return false;
  char link[32];
  char path[4096];
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  const ssize_t length = readlink(link, path, sizeof path);
  return length > 0 && std::string_view(path, static_cast<std::size_t>(length)).starts_with(folder);
}

bool is_disk(char state, int descriptor) {
  static const volatile char* const now = map_state();
  return now != nullptr && *now == state && is_below_folder(descriptor);
}

bool is_full(int descriptor) {
  if (!is_disk('f', descriptor)) return false;
  errno = ENOSPC;
  return true;
}

bool fails_to_sync(int descriptor) {
  if (!is_disk('s', descriptor)) return false;
  errno = EIO;
  return true;
}

// The function of this name that would have been called.
template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

}  // namespace

FL_BEFORE_LIBC ssize_t write(int descriptor, const void* bytes, size_t count) {
  static const auto real = next<ssize_t(int, const void*, size_t)>("write");
  return is_full(descriptor) ? -1 : real(descriptor, bytes, count);
}

FL_BEFORE_LIBC ssize_t pwrite(int descriptor, const void* bytes, size_t count, off_t at) {
  static const auto real = next<ssize_t(int, const void*, size_t, off_t)>("pwrite");
  return is_full(descriptor) ? -1 : real(descriptor, bytes, count, at);
}

FL_BEFORE_LIBC ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t at) {
  static const auto real = next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  return is_full(descriptor) ? -1 : real(descriptor, bytes, count, at);
}

FL_BEFORE_LIBC int ftruncate(int descriptor, off_t size) noexcept {
  static const auto real = next<int(int, off_t)>("ftruncate");
  return is_full(descriptor) ? -1 : real(descriptor, size);
}

FL_BEFORE_LIBC int ftruncate64(int descriptor, off64_t size) noexcept {
  static const auto real = next<int(int, off64_t)>("ftruncate64");
  return is_full(descriptor) ? -1 : real(descriptor, size);
}

FL_BEFORE_LIBC int fallocate(int descriptor, int mode, off_t at, off_t size) {
  static const auto real = next<int(int, int, off_t, off_t)>("fallocate");
  return is_full(descriptor) ? -1 : real(descriptor, mode, at, size);
}

// Gives the error instead of setting errno.
FL_BEFORE_LIBC int posix_fallocate(int descriptor, off_t at, off_t size) {
  static const auto real = next<int(int, off_t, off_t)>("posix_fallocate");
  return is_full(descriptor) ? ENOSPC : real(descriptor, at, size);
}

FL_BEFORE_LIBC int fsync(int descriptor) {
  static const auto real = next<int(int)>("fsync");
  return fails_to_sync(descriptor) ? -1 : real(descriptor);
}

FL_BEFORE_LIBC int fdatasync(int descriptor) {
  static const auto real = next<int(int)>("fdatasync");
  return fails_to_sync(descriptor) ? -1 : real(descriptor);
}
