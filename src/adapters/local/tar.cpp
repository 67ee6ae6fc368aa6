#include "adapters/local/tar.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <vector>

#include "base/check.hpp"

namespace firstline::local {

// SHA-256 of what is given piece by piece.
class Sha256 final {
 public:
  Sha256() { crypto_hash_sha256_init(&state_); }

  void add(std::string_view bytes) {
    crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()),
                              bytes.size());
  }

  // In hexadecimal; more may be added afterwards.
  std::string digest() const {
    crypto_hash_sha256_state copy = state_;
    std::array<unsigned char, crypto_hash_sha256_BYTES> bytes{};
    crypto_hash_sha256_final(&copy, bytes.data());
    std::array<char, bytes.size() * 2 + 1> text{};
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    return text.data();
  }

 private:
  crypto_hash_sha256_state state_{};
};

namespace {

constexpr std::size_t block = 512;
constexpr std::size_t piece_bytes = 256 * 1024;
constexpr std::size_t longest_name = 99;
constexpr std::string_view checksum_name = "sha256";
constexpr const char* failure = "archive.failed";

using Block = std::array<char, block>;

Error failed(const char* what, int number) { return system_error(failure, what, number); }
Error damaged(std::string what) {
  return invalid("archive.damaged", fmt::format("The archive is damaged: {}.", what));
}

std::uint64_t padding_of(std::uint64_t size) { return (block - size % block) % block; }

// ---- the header of a member: 512 bytes, numbers in octal ----

struct FieldAt {
  std::size_t at, length;
};
constexpr FieldAt name_field{0, 100}, mode_field{100, 8}, owner_field{108, 8}, group_field{116, 8},
    size_field{124, 12}, time_field{136, 12}, checksum_field{148, 8}, type_field{156, 1},
    magic_field{257, 8};

void set_text(Block& header, FieldAt field, std::string_view text) {
  FL_CHECK(text.size() <= field.length);
  std::copy(text.begin(), text.end(), header.begin() + static_cast<std::ptrdiff_t>(field.at));
}

void set_octal(Block& header, FieldAt field, std::uint64_t number) {
  set_text(header, field, fmt::format("{:0{}o}", number, field.length - 1));
}

// What does not fit into eleven octal digits (8 GiB) is written in base 256, as GNU tar does.
void set_size(Block& header, std::uint64_t size) {
  constexpr std::uint64_t octal_limit = std::uint64_t{1} << 33;
  if (size < octal_limit) {
    set_octal(header, size_field, size);
    return;
  }
  header[size_field.at] = static_cast<char>(0x80);
  for (std::size_t i = 0; i < 8; ++i) {
    header[size_field.at + size_field.length - 1 - i] = static_cast<char>((size >> (8 * i)) & 0xFF);
  }
}

// The sum of all bytes, its own field counted as spaces.
std::uint64_t sum_of(const Block& header) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < block; ++i) {
    const bool is_sum = i >= checksum_field.at && i < checksum_field.at + checksum_field.length;
    sum += is_sum ? std::uint64_t{' '} : static_cast<unsigned char>(header[i]);
  }
  return sum;
}

std::string_view text_in(const Block& header, FieldAt field) {
  const std::string_view text(header.data() + field.at, field.length);
  return text.substr(0, text.find('\0'));
}

std::optional<std::uint64_t> octal_in(const Block& header, FieldAt field) {
  std::string_view text = text_in(header, field);
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  if (text.empty()) return {};
  std::uint64_t number = 0;
  for (char c : text) {
    if (c < '0' || c > '7') return {};
    number = number * 8 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

std::optional<std::uint64_t> size_in(const Block& header) {
  if (static_cast<unsigned char>(header[size_field.at]) != 0x80) {
    return octal_in(header, size_field);
  }
  std::uint64_t size = 0;
  for (std::size_t i = 1; i < size_field.length; ++i) {
    if (size >> 55 != 0) return {};  // more than any disk has
    size = (size << 8) | static_cast<unsigned char>(header[size_field.at + i]);
  }
  return size;
}

Result<TarMember> member_in(const Block& header) {
  const auto sum = octal_in(header, checksum_field);
  const auto size = size_in(header);
  const std::string_view name = text_in(header, name_field);
  if (!sum || *sum != sum_of(header)) return damaged("a header has a wrong sum");
  if (!size || name.empty()) return damaged("a header is not complete");
  if (header[type_field.at] != '0') return damaged("a member is no regular file");
  return TarMember{std::string(name), *size};
}

// Up to `length` bytes; fewer only at the end of the file.
Result<std::size_t> read_some(int file, char* bytes, std::size_t length) {
  std::size_t have = 0;
  while (have < length) {
    const ssize_t got = ::read(file, bytes + have, length - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("read", errno);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  return have;
}

}  // namespace

// ---- writing ----

Result<TarWriter> TarWriter::create(const std::string& path, Time now) {
  Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file.is_open()) return failed(path.c_str(), errno);
  return TarWriter(std::move(file), now);
}

TarWriter::TarWriter(Descriptor file, Time now)
    : file_(std::move(file)), now_(now), hash_(std::make_unique<Sha256>()) {}
TarWriter::TarWriter(TarWriter&&) noexcept = default;
TarWriter::~TarWriter() = default;

Result<void> TarWriter::put(std::string_view bytes) {
  hash_->add(bytes);
  return write_all(file_.number(), bytes, failure);
}

Result<void> TarWriter::begin(std::string_view name, std::uint64_t size) {
  FL_CHECK(!name.empty() && name.size() <= longest_name);
  Block header{};
  set_text(header, name_field, name);
  set_octal(header, mode_field, 0600);
  set_octal(header, owner_field, 0);
  set_octal(header, group_field, 0);
  set_size(header, size);
  set_octal(header, time_field, static_cast<std::uint64_t>(to_ms(now_) / 1000));
  set_text(header, type_field, "0");
  set_text(header, magic_field,
           std::string_view("ustar\0"
                            "00",
                            8));
  set_text(header, checksum_field, fmt::format("{:06o}", sum_of(header)));
  header[checksum_field.at + 7] = ' ';
  return put({header.data(), header.size()});
}

Result<void> TarWriter::pad(std::uint64_t size) {
  const Block zeros{};
  return put({zeros.data(), static_cast<std::size_t>(padding_of(size))});
}

Result<void> TarWriter::add_text(std::string_view name, std::string_view text) {
  FL_TRY_VOID(begin(name, text.size()));
  FL_TRY_VOID(put(text));
  return pad(text.size());
}

Result<void> TarWriter::add_file(std::string_view name, const std::string& path,
                                 const std::function<void(std::uint64_t)>& copied) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  struct stat about {};
  if (!file.is_open() || fstat(file.number(), &about) != 0) return failed(path.c_str(), errno);
  if (!S_ISREG(about.st_mode)) return failed(path.c_str(), EINVAL);
  const auto size = static_cast<std::uint64_t>(about.st_size);
  FL_TRY_VOID(begin(name, size));
  std::vector<char> piece(piece_bytes);
  for (std::uint64_t left = size; left > 0;) {
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size()));
    FL_TRY(const std::size_t got, read_some(file.number(), piece.data(), length));
    if (got == 0) return failed(path.c_str(), EIO);  // it became shorter
    FL_TRY_VOID(put({piece.data(), got}));
    left -= got;
    copied(got);
  }
  return pad(size);
}

Result<void> TarWriter::finish() {
  FL_TRY_VOID(add_text(checksum_name, hash_->digest()));
  const Block zeros{};
  for (int i = 0; i < 2; ++i) FL_TRY_VOID(put({zeros.data(), zeros.size()}));
  if (fsync(file_.number()) != 0) return failed("sync the archive", errno);
  return {};
}

// ---- reading ----

Result<TarReader> TarReader::open(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return failed(path.c_str(), errno);
  return TarReader(std::move(file));
}

Result<std::optional<TarMember>> TarReader::next() {
  FL_TRY_VOID(read([](std::string_view) -> Result<void> { return {}; }));
  Block header{};
  FL_TRY(const std::size_t got, read_some(file_.number(), header.data(), header.size()));
  if (got < header.size()) return damaged("it ends too early");
  if (header == Block{}) return std::optional<TarMember>();
  FL_TRY(TarMember member, member_in(header));
  left_ = member.size;
  padding_ = padding_of(member.size);
  return std::optional<TarMember>(std::move(member));
}

Result<void> TarReader::read(const std::function<Result<void>(std::string_view)>& piece) {
  std::vector<char> bytes(
      static_cast<std::size_t>(std::min<std::uint64_t>(std::max(left_, padding_), piece_bytes)));
  while (left_ > 0) {
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
    FL_TRY(const std::size_t got, read_some(file_.number(), bytes.data(), length));
    if (got < length) return damaged("it ends too early");
    left_ -= got;
    FL_TRY_VOID(piece({bytes.data(), got}));
  }
  FL_TRY(const std::size_t got,
         read_some(file_.number(), bytes.data(), static_cast<std::size_t>(padding_)));
  if (got < padding_) return damaged("it ends too early");
  padding_ = 0;
  return {};
}

Result<void> verify_tar(const std::string& path,
                        const std::function<void(std::uint64_t done, std::uint64_t total)>& done) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) return failed(path.c_str(), errno);
  const auto total = static_cast<std::uint64_t>(about.st_size);
  FL_TRY(TarReader members, TarReader::open(path));
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return failed(path.c_str(), errno);

  Sha256 hash;
  std::uint64_t hashed = 0;
  std::vector<char> piece(piece_bytes);
  for (;;) {
    FL_TRY(const auto member, members.next());
    if (!member) return damaged("it has no checksum");
    if (member->name == checksum_name) break;
    std::uint64_t left = block + member->size + padding_of(member->size);
    while (left > 0) {
      const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size()));
      FL_TRY(const std::size_t got, read_some(file.number(), piece.data(), length));
      if (got < length) return damaged("it ends too early");
      hash.add({piece.data(), got});
      left -= got;
      hashed += got;
      done(hashed, total);
    }
  }
  std::string expected;
  FL_TRY_VOID(members.read([&](std::string_view text) -> Result<void> {
    if (expected.size() + text.size() > 2 * crypto_hash_sha256_BYTES) {
      return damaged("its checksum is too long");
    }
    expected += text;
    return {};
  }));
  if (expected != hash.digest()) return damaged("its checksum is wrong");
  done(total, total);
  return {};
}

}  // namespace firstline::local
