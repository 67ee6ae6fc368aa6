// The built web interface: the desk, the contact page, the demonstration, the widget, the
// documentation of the API. Everything a browser is given as a page or a part of one.
//
// Thread: the floor.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "adapters/net/http_server.hpp"
#include "adapters/web/file_cache.hpp"
#include "adapters/web/houses.hpp"
#include "ports/random.hpp"

namespace firstline::web {

class Pages {
 public:
  // `root`: what `npm run build` made.
  Pages(Houses& houses, ports::Random& random, std::string root)
      : houses_(houses), random_(random), files_(std::move(root)) {}

  // For GET and HEAD. Not found: 404, as JSON.
  net::Response answer(const net::Request& request);

 private:
  net::Response html(const net::Request& request, std::string_view path, int status = 200);
  net::Response part(const net::Request& request, std::string_view path);
  net::Response contact(const net::Request& request, std::string_view rest);

  Houses& houses_;
  ports::Random& random_;
  FileCache files_;
};

// The content security policy of our pages. `nonce`: of the page's style elements, or "".
// `host`: as the client names us, for the sockets of browsers whose 'self' leaves them out.
std::string page_policy(std::string_view nonce, std::string_view host);

}  // namespace firstline::web
