// The file of a form.
#pragma once

#include <string>

#include "adapters/net/http_server.hpp"
#include "base/result.hpp"

namespace firstline::web {

struct UploadedFile {
  std::string name;
  std::string bytes;
};

// The part named "file" of multipart/form-data. Errors: invalid "file.missing", and those of
// net::parse_form.
Result<UploadedFile> uploaded_file(const net::Request& request);

}  // namespace firstline::web
