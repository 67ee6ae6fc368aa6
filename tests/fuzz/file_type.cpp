// Any bytes under any name: the answer is a known type or an error, and nothing is read past the
// end. The first byte says how many of the next ones are the name.
#include "adapters/local/file_type.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t name_length = static_cast<unsigned char>(input[0]) % 16;
  const std::string_view name = input.substr(1, name_length);
  const std::string_view bytes = input.substr(1 + name.size());

  const auto type = firstline::local::sniff(bytes, name);
  if (!type) {
    if (type.error().code.empty()) std::abort();
    return 0;
  }
  const bool is_image = type->media.starts_with("image/");
  if (is_image != (type->width > 0 && type->height > 0)) std::abort();
  for (std::string_view refused : {"html", "svg", "javascript", "xhtml"}) {
    if (type->media.find(refused) != std::string::npos) std::abort();
  }
  return 0;
}
