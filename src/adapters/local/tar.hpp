// One file that holds many: POSIX ustar (IEEE 1003.1, pax), so that every tool opens it, with a
// last member "sha256" over all bytes before it. What backups are made of.
//
// Blocking; errors are unavailable "store.full" and "archive.failed" (what the system says), and
// invalid "archive.damaged" for bytes that are no such file.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/local/descriptor.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace firstline::local {

class Sha256;

class TarWriter final {
 public:
  // Makes a new file, readable by its owner only; it is not replaced if it exists.
  static Result<TarWriter> create(const std::string& path, Time now);
  TarWriter(TarWriter&&) noexcept;
  TarWriter& operator=(TarWriter&&) = delete;
  ~TarWriter();

  // Names have at most 99 bytes.
  Result<void> add_text(std::string_view name, std::string_view text);
  // The bytes of the regular file at `path`, which is not a symbolic link. `copied` is told how
  // many were added, again and again.
  Result<void> add_file(std::string_view name, const std::string& path,
                        const std::function<void(std::uint64_t)>& copied);

  // The last member, and everything on the disk.
  Result<void> finish();

 private:
  TarWriter(Descriptor file, Time now);
  Result<void> begin(std::string_view name, std::uint64_t size);
  Result<void> pad(std::uint64_t size);
  Result<void> put(std::string_view bytes);

  Descriptor file_;
  Time now_;
  std::unique_ptr<Sha256> hash_;
};

struct TarMember {
  std::string name;
  std::uint64_t size = 0;
};

class TarReader final {
 public:
  static Result<TarReader> open(const std::string& path);

  // The next member; nothing behind the last one. What was not read of the one before is skipped.
  Result<std::optional<TarMember>> next();

  // Gives the bytes of the member piece by piece.
  Result<void> read(const std::function<Result<void>(std::string_view)>& piece);

 private:
  explicit TarReader(Descriptor file) : file_(std::move(file)) {}

  Descriptor file_;
  std::uint64_t left_ = 0;  // of the member, with its padding
  std::uint64_t padding_ = 0;
};

// Is it whole? Reads all of it; `done` is told how many bytes of how many were read.
Result<void> verify_tar(const std::string& path,
                        const std::function<void(std::uint64_t done, std::uint64_t total)>& done);

}  // namespace firstline::local
