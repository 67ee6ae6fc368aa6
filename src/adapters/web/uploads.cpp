#include "adapters/web/uploads.hpp"

#include "adapters/net/multipart.hpp"

namespace firstline::web {

Result<UploadedFile> uploaded_file(const net::Request& request) {
  FL_TRY(const auto parts, net::parse_form(request.header("content-type"), request.body));
  for (const net::FormPart& part : parts) {
    if (part.name == "file" && !part.filename.empty()) {
      return UploadedFile{part.filename, std::string(part.content)};
    }
  }
  return invalid("file.missing", "Send the file in the form's field \"file\".", "file");
}

}  // namespace firstline::web
