#include "tests/support/power_cut_vfs.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <random>
#include <utility>

#include "base/check.hpp"

namespace firstline::testing {
namespace {

constexpr std::size_t sector = 512;

}  // namespace

struct PowerCutVfs::Shared {
  int handles = 0;
  std::string now;                 // what a reader sees
  std::set<std::size_t> unsynced;  // sectors of it that the real file does not have
  bool is_resized = false;         // its length is not the real file's

  void write(std::string_view bytes, std::size_t at) {
    if (at + bytes.size() > now.size()) now.resize(at + bytes.size(), '\0');
    bytes.copy(now.data() + at, bytes.size());
    for (std::size_t i = at / sector; i * sector < at + bytes.size(); ++i) unsynced.insert(i);
  }

  void truncate(std::size_t size) {
    now.resize(size, '\0');
    is_resized = true;
    unsynced.erase(unsynced.lower_bound((size + sector - 1) / sector), unsynced.end());
  }

  std::string_view bytes_of(std::size_t number) const {
    return std::string_view(now).substr(number * sector, sector);
  }
};

// SQLite allocates szOsFile bytes for this and hands them to xOpen; the real file follows it.
struct PowerCutVfs::Open {
  sqlite3_file base;
  PowerCutVfs* vfs;
  Shared* shared;  // null: a temporary file, passed through
  sqlite3_file* real;
};

struct PowerCutVfs::Methods {
  static Open& of(sqlite3_file* file) { return *reinterpret_cast<Open*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return of(file).real; }
  static PowerCutVfs& of(sqlite3_vfs* vfs) { return *static_cast<PowerCutVfs*>(vfs->pAppData); }
  static sqlite3_vfs* real(sqlite3_vfs* vfs) { return of(vfs).real_; }

  static int close(sqlite3_file* file) {
    if (of(file).shared != nullptr) of(file).vfs->release(*of(file).shared);
    return real(file)->pMethods->xClose(real(file));
  }

  static int read(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
    Open& open = of(file);
    if (open.shared == nullptr) return open.real->pMethods->xRead(open.real, into, size, at);
    const std::lock_guard guard(open.vfs->mutex_);
    const auto from = static_cast<std::size_t>(at);
    const auto wanted = static_cast<std::size_t>(size);
    std::memset(into, 0, wanted);
    if (from >= open.shared->now.size()) return SQLITE_IOERR_SHORT_READ;
    const std::size_t copied = open.shared->now.copy(static_cast<char*>(into), wanted, from);
    return copied == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }

  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    Open& open = of(file);
    if (open.shared == nullptr) return open.real->pMethods->xWrite(open.real, bytes, size, at);
    open.vfs->announce();
    const std::lock_guard guard(open.vfs->mutex_);
    const std::string_view text(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    const auto begin = static_cast<std::size_t>(at);
    const std::size_t before = open.shared->now.size();
    const std::size_t growth = begin + text.size() > before ? begin + text.size() - before : 0;
    if (open.vfs->room_ && growth > 0) {
      if (growth > *open.vfs->room_) return SQLITE_FULL;
      *open.vfs->room_ -= growth;
    }
    open.shared->write(text, begin);
    return SQLITE_OK;
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    Open& open = of(file);
    if (open.shared == nullptr) return open.real->pMethods->xTruncate(open.real, size);
    open.vfs->announce();
    const std::lock_guard guard(open.vfs->mutex_);
    open.shared->truncate(static_cast<std::size_t>(size));
    return SQLITE_OK;
  }

  // The real file now gets everything. No real sync: this machine's power stays on.
  static int sync(sqlite3_file* file, int) {
    Open& open = of(file);
    if (open.shared == nullptr) return SQLITE_OK;
    open.vfs->announce();
    const std::lock_guard guard(open.vfs->mutex_);
    if (std::exchange(open.vfs->fails_next_sync_, false)) return SQLITE_IOERR_FSYNC;
    Shared& shared = *open.shared;
    for (std::size_t number : shared.unsynced) {
      const std::string_view bytes = shared.bytes_of(number);
      const int code =
          open.real->pMethods->xWrite(open.real, bytes.data(), static_cast<int>(bytes.size()),
                                      static_cast<sqlite3_int64>(number * sector));
      if (code != SQLITE_OK) return code;
    }
    shared.unsynced.clear();
    if (!std::exchange(shared.is_resized, false)) return SQLITE_OK;
    return open.real->pMethods->xTruncate(open.real, static_cast<sqlite3_int64>(shared.now.size()));
  }

  static int file_size(sqlite3_file* file, sqlite3_int64* size) {
    Open& open = of(file);
    if (open.shared == nullptr) return open.real->pMethods->xFileSize(open.real, size);
    const std::lock_guard guard(open.vfs->mutex_);
    *size = static_cast<sqlite3_int64>(open.shared->now.size());
    return SQLITE_OK;
  }

  static int lock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xLock(real(file), level);
  }
  static int unlock(sqlite3_file* file, int level) {
    return real(file)->pMethods->xUnlock(real(file), level);
  }
  static int check_lock(sqlite3_file* file, int* is_locked) {
    return real(file)->pMethods->xCheckReservedLock(real(file), is_locked);
  }
  static int control(sqlite3_file* file, int operation, void* argument) {
    // These would change or grow the real file behind our back.
    if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE) {
      return SQLITE_OK;
    }
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
  }
  static int sector_size(sqlite3_file*) { return static_cast<int>(sector); }
  static int characteristics(sqlite3_file* file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
  }
  static int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** where) {
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, where);
  }
  static int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
  }
  static void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
  static int shm_unmap(sqlite3_file* file, int is_deleted) {
    return real(file)->pMethods->xShmUnmap(real(file), is_deleted);
  }

  static const sqlite3_io_methods* file_methods() {
    static const sqlite3_io_methods methods = [] {
      sqlite3_io_methods m{};
      m.iVersion = 2;  // without xFetch: no memory mapping past us
      m.xClose = close;
      m.xRead = read;
      m.xWrite = write;
      m.xTruncate = truncate;
      m.xSync = sync;
      m.xFileSize = file_size;
      m.xLock = lock;
      m.xUnlock = unlock;
      m.xCheckReservedLock = check_lock;
      m.xFileControl = control;
      m.xSectorSize = sector_size;
      m.xDeviceCharacteristics = characteristics;
      m.xShmMap = shm_map;
      m.xShmLock = shm_lock;
      m.xShmBarrier = shm_barrier;
      m.xShmUnmap = shm_unmap;
      return m;
    }();
    return &methods;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* given) {
    Open& opened = of(file);
    opened.base.pMethods = nullptr;
    opened.vfs = &of(vfs);
    opened.shared = nullptr;
    opened.real = reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(Open));
    const int code = real(vfs)->xOpen(real(vfs), name, opened.real, flags, given);
    if (code != SQLITE_OK) return code;
    constexpr int kept = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
    if (name != nullptr && (flags & kept) != 0) {
      const std::lock_guard guard(opened.vfs->mutex_);
      opened.shared = &opened.vfs->shared(name, opened.real);
      ++opened.shared->handles;
    }
    opened.base.pMethods = file_methods();
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int sync_directory) {
    {
      const std::lock_guard guard(of(vfs).mutex_);
      of(vfs).files_.erase(name);
    }
    return real(vfs)->xDelete(real(vfs), name, sync_directory);
  }
  static int access(sqlite3_vfs* vfs, const char* name, int flags, int* answer) {
    return real(vfs)->xAccess(real(vfs), name, flags, answer);
  }
  static int full_name(sqlite3_vfs* vfs, const char* name, int size, char* into) {
    return real(vfs)->xFullPathname(real(vfs), name, size, into);
  }
};

PowerCutVfs::PowerCutVfs(std::string_view name) : name_(name), real_(sqlite3_vfs_find(nullptr)) {
  FL_CHECK(real_ != nullptr && sqlite3_vfs_find(name_.c_str()) == nullptr);
  vfs_ = *real_;  // randomness, time, dynamic loading: the platform's
  vfs_.szOsFile = static_cast<int>(sizeof(Open)) + real_->szOsFile;
  vfs_.pNext = nullptr;
  vfs_.zName = name_.c_str();
  vfs_.pAppData = this;
  vfs_.xOpen = Methods::open;
  vfs_.xDelete = Methods::remove;
  vfs_.xAccess = Methods::access;
  vfs_.xFullPathname = Methods::full_name;
  FL_CHECK(sqlite3_vfs_register(&vfs_, 0) == SQLITE_OK);
}

PowerCutVfs::~PowerCutVfs() { sqlite3_vfs_unregister(&vfs_); }

void PowerCutVfs::set_room(std::uint64_t bytes) {
  const std::lock_guard guard(mutex_);
  room_ = bytes;
}

void PowerCutVfs::set_endless_room() {
  const std::lock_guard guard(mutex_);
  room_.reset();
}

void PowerCutVfs::fail_next_sync() {
  const std::lock_guard guard(mutex_);
  fails_next_sync_ = true;
}

void PowerCutVfs::before_each(std::function<void(std::uint64_t)> hook) {
  const std::lock_guard guard(mutex_);
  hook_ = std::move(hook);
}

void PowerCutVfs::announce() {
  const std::lock_guard one_at_a_time(hook_mutex_);
  std::function<void(std::uint64_t)> hook;
  std::uint64_t number = 0;
  {
    const std::lock_guard guard(mutex_);
    number = ++operations_;
    hook = hook_;
  }
  if (hook) hook(number);
}

PowerCutVfs::Shared& PowerCutVfs::shared(const std::string& path, sqlite3_file* real) {
  std::unique_ptr<Shared>& file = files_[path];
  if (file == nullptr) {
    file = std::make_unique<Shared>();
    sqlite3_int64 size = 0;
    FL_CHECK(real->pMethods->xFileSize(real, &size) == SQLITE_OK);
    file->now.resize(static_cast<std::size_t>(size));
    if (size > 0) {
      FL_CHECK(real->pMethods->xRead(real, file->now.data(), static_cast<int>(size), 0) ==
               SQLITE_OK);
    }
  }
  return *file;
}

// A file that nobody has open and that the real one equals is forgotten: others may change it.
void PowerCutVfs::release(Shared& file) {
  const std::lock_guard guard(mutex_);
  const bool is_equal = file.unsynced.empty() && !file.is_resized;
  if (--file.handles > 0 || !is_equal) return;
  std::erase_if(files_, [&](const auto& entry) { return entry.second.get() == &file; });
}

void PowerCutVfs::copy_after_cut(const std::filesystem::path& into,
                                 std::optional<std::uint64_t> survival_seed) {
  const std::lock_guard guard(mutex_);
  std::filesystem::create_directories(into);
  std::mt19937_64 random(survival_seed.value_or(0));
  for (const auto& [name, file] : files_) {
    const std::filesystem::path copy = into / std::filesystem::path(name).filename();
    std::filesystem::copy_file(name, copy, std::filesystem::copy_options::overwrite_existing);
    if (!survival_seed) continue;
    std::fstream out(copy, std::ios::in | std::ios::out | std::ios::binary);
    for (std::size_t number : file->unsynced) {
      if ((random() & 1) == 0) continue;
      const std::string_view bytes = file->bytes_of(number);
      out.seekp(static_cast<std::streamoff>(number * sector));
      out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    FL_CHECK(out.good());
  }
}

}  // namespace firstline::testing
