#include "adapters/web/pages.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "adapters/web/error_response.hpp"
#include "adapters/web/media_types.hpp"
#include "base/text.hpp"

namespace firstline::web {
namespace {

constexpr std::string_view nonce_mark = "FIRSTLINE_CSP_NONCE";
constexpr std::size_t nonce_bytes = 16;
constexpr std::string_view forever = "public, max-age=31536000, immutable";
constexpr std::string_view ask_again = "no-cache";
constexpr std::string_view for_minutes = "public, max-age=300";

net::Response no_page() {
  return error_response(not_found("page.unknown", "There is no page here."));
}

bool accepts_gzip(const net::Request& request) {
  std::string_view rest = request.header("accept-encoding");
  while (!rest.empty()) {
    const std::string_view item = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), item.size() + 1));
    const auto semicolon = item.find(';');
    if (ascii_lower(trimmed(item.substr(0, semicolon))) != "gzip") continue;
    const std::string_view weight = semicolon == std::string_view::npos
                                        ? std::string_view()
                                        : trimmed(item.substr(semicolon + 1));
    return weight != "q=0" && !weight.starts_with("q=0.0");
  }
  return false;
}

bool knows(const net::Request& request, const std::string& etag) {
  return request.header("if-none-match").find(etag) != std::string_view::npos;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

// The Host header goes into a policy: only what a host can be.
std::string plain_host(std::string_view host) {
  const bool is_plain = std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view(".-:[]").find(c) != std::string_view::npos;
  });
  return is_plain ? std::string(host) : std::string();
}

std::string_view cache_of(std::string_view path) {
  if (path.starts_with("assets/")) return forever;  // named by their content
  return path == "widget.js" ? for_minutes : ask_again;
}

}  // namespace

std::string page_policy(std::string_view nonce, std::string_view host) {
  const std::string sockets = host.empty() ? "" : fmt::format(" ws://{0} wss://{0}", host);
  const std::string styles = nonce.empty() ? "" : fmt::format(" 'nonce-{}'", nonce);
  // style="…" in markup is drawn, never run; style elements are ours or carry the nonce.
  return fmt::format(
      "default-src 'self'; script-src 'self'; style-src 'self'{}; style-src-attr 'unsafe-inline'; "
      "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'{}; "
      "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'",
      styles, sockets);
}

net::Response Pages::answer(const net::Request& request) {
  const std::string_view path = request.path;
  if (path == "/demo" || path == "/demo/") return html(request, "demo/index.html");
  if (path == "/api/docs" || path == "/api/docs/") return html(request, "docs/index.html");
  if (path.starts_with("/api/docs/"))
    return part(request, path.substr(std::string_view("/api/").size()));
  if (path.starts_with("/contact/")) {
    return contact(request, path.substr(std::string_view("/contact/").size()));
  }
  if (path.starts_with("/api/") || path == "/help" || path.starts_with("/help/")) return no_page();
  const std::string_view last = path.substr(path.rfind('/') + 1);
  if (last.find('.') != std::string_view::npos && !path.starts_with("/invite/") &&
      !path.starts_with("/reset/")) {
    return part(request, path.substr(1));
  }
  // Every other address is a view of the desk, which knows them.
  return html(request, "index.html");
}

net::Response Pages::contact(const net::Request& request, std::string_view rest) {
  if (rest.find('.') != std::string_view::npos) return part(request, request.path.substr(1));
  if (rest.ends_with('/')) rest.remove_suffix(1);
  const bool is_known = houses_.find(WorkspaceId(rest)) != nullptr;
  return html(request, "contact/index.html", is_known ? 200 : 404);
}

net::Response Pages::html(const net::Request& request, std::string_view path, int status) {
  const auto file = files_.find(path);
  if (!file) return no_page();
  const bool has_nonce = file->bytes.find(nonce_mark) != std::string::npos;
  const std::string nonce = has_nonce ? random_.token(nonce_bytes) : "";
  net::Response response;
  response.status = status;
  response.headers = {
      {"Content-Type", "text/html; charset=utf-8"},
      {"Content-Security-Policy", page_policy(nonce, plain_host(request.header("host")))},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), payment=(), usb=()"},
      {"Cache-Control", std::string(has_nonce ? "no-store" : ask_again)},
  };
  if (has_nonce) {
    response.body = replaced(file->bytes, nonce_mark, nonce);
    return response;
  }
  response.headers.push_back({"ETag", file->etag});
  if (status == 200 && knows(request, file->etag)) {
    response.status = 304;
  } else {
    response.body = file->bytes;
  }
  return response;
}

net::Response Pages::part(const net::Request& request, std::string_view path) {
  const std::string_view type = media_type_of(path);
  // A page is answered by its address, with its policy, and by no other.
  if (type.empty() || type.starts_with("text/html")) return no_page();
  auto file = files_.find(path);
  if (!file) return no_page();
  net::Response response;
  // The widget is for the pages of others.
  const bool is_for_others = path == "widget.js";
  response.headers = {
      {"Content-Type", std::string(type)},
      {"X-Content-Type-Options", "nosniff"},
      {"Cache-Control", std::string(cache_of(path))},
      {"Cross-Origin-Resource-Policy", is_for_others ? "cross-origin" : "same-origin"},
      {"Vary", "Accept-Encoding"},
  };
  if (is_for_others) response.headers.push_back({"Access-Control-Allow-Origin", "*"});
  if (type == "image/svg+xml") {
    response.headers.push_back(
        {"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox"});
  }
  if (accepts_gzip(request)) {
    if (auto packed = files_.find(std::string(path) + ".gz")) {
      file = std::move(packed);
      response.headers.push_back({"Content-Encoding", "gzip"});
    }
  }
  response.headers.push_back({"ETag", file->etag});
  if (knows(request, file->etag)) {
    response.status = 304;
  } else {
    response.body = file->bytes;
  }
  return response;
}

}  // namespace firstline::web
