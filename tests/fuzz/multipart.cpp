// Forms: the first line of the input is the content type, the rest the body.
#include "adapters/net/multipart.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "base/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace firstline;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  const std::string_view body = input.substr(std::min(line + 1, input.size()));
  const net::FormLimits limits{.max_parts = 4, .max_header_bytes = 200};
  const auto parts = net::parse_form(input.substr(0, line), body, limits);
  if (!parts) {
    FL_CHECK(parts.error().code.starts_with("multipart."));
    return 0;
  }
  FL_CHECK(parts->size() <= limits.max_parts);
  const char* behind = body.data();  // parts lie in the body, one behind the other
  for (const net::FormPart& part : *parts) {
    FL_CHECK(!part.name.empty() && is_utf8(part.name) && is_utf8(part.filename));
    FL_CHECK(part.filename.find_first_of("/\\\r\n") == std::string::npos);
    FL_CHECK(part.content.data() >= behind);
    behind = part.content.data() + part.content.size();
    FL_CHECK(behind <= body.data() + body.size());
  }
  return 0;
}
