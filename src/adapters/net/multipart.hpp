// Forms with files: multipart/form-data (RFC 7578) of a body that is already in memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace firstline::net {

struct FormPart {
  std::string name;          // of the field; not empty, UTF-8
  std::string filename;      // without folders; "" if the part is not a file
  std::string content_type;  // as the sender says, which proves nothing; "" if it says nothing
  std::string_view content;  // into the body
};

struct FormLimits {
  std::size_t max_parts = 8;
  std::size_t max_header_bytes = 2 * 1024;  // of one part
};

// The parts in their order. `content_type` is the header of the request; `body` must outlive the
// parts. Pure. Errors: "multipart.type" (not such a form, or no boundary), "multipart.malformed",
// "multipart.too_many_parts", "multipart.header_too_large".
Result<std::vector<FormPart>> parse_form(std::string_view content_type, std::string_view body,
                                         const FormLimits& limits = {});

}  // namespace firstline::net
