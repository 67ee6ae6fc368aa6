// CRC-32C (Castagnoli, RFC 3720 appendix B.4): what tells a damaged journal record from a whole
// one.
#pragma once

#include <cstdint>
#include <string_view>

namespace firstline::sql {

// The checksum of `bytes`; to continue over several pieces give the result so far as `before`.
std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0);

}  // namespace firstline::sql
