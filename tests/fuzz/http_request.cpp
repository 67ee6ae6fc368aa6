// What arrives on a connection: the first byte says how many bytes come at a time.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "adapters/net/request_reader.hpp"
#include "base/check.hpp"
#include "base/text.hpp"

namespace {

using namespace firstline;
using Found = net::RequestReader::Found;

constexpr std::size_t most_body_bytes = 100;

void check_head(const net::Request& request) {
  FL_CHECK(!request.method.empty());
  FL_CHECK(request.path.starts_with('/') && is_utf8(request.path));
  FL_CHECK(request.path.find("//") == std::string::npos);
  const std::string path = request.path + '/';
  FL_CHECK(path.find("/../") == std::string::npos && path.find("/./") == std::string::npos);
  FL_CHECK(path.find('\0') == std::string::npos && path.find('\n') == std::string::npos);
  for (const auto& [name, value] : request.query) FL_CHECK(is_utf8(name) && is_utf8(value));
}

// False when the connection would be closed.
bool read_all(net::RequestReader& reader) {
  for (;;) {
    switch (reader.advance()) {
      case Found::nothing:
      case Found::part_of_head:
      case Found::part_of_body:
        return true;
      case Found::head:
        check_head(reader.request());
        if (!reader.allow_body(most_body_bytes)) return false;
        reader.awaits_continue();
        break;
      case Found::whole_request:
        FL_CHECK(reader.request().body.size() <= most_body_bytes);
        if (reader.is_upgrade()) {
          if (const auto handshake = reader.handshake()) FL_CHECK(handshake->key.size() == 24);
        }
        reader.next_request();
        break;
      case Found::refusal:
        FL_CHECK(reader.refusal().status >= 400 && !reader.keeps_alive());
        return false;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  net::ServerLimits limits;
  limits.max_header_bytes = 500;
  net::RequestReader reader(limits);
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t step = 1 + data[0] * std::size_t{4};
  while (!rest.empty()) {
    const auto space = reader.prepare();
    const std::size_t count = std::min({rest.size(), step, space.size});
    std::memcpy(space.data, rest.data(), count);
    reader.commit(count);
    rest.remove_prefix(count);
    if (!read_all(reader)) break;
  }
  return 0;
}
