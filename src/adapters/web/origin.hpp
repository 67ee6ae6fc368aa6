// Where a request comes from: which page asked for it, and which machine.
// A page is its origin (RFC 6454): "https://shop.example". Pure.
#pragma once

#include <string>
#include <string_view>

#include "adapters/net/http_server.hpp"
#include "domain/catalog/catalog.hpp"

namespace firstline::web {

// "https://desk.example" of "https://desk.example/some/path"; "" of what is no http address.
std::string origin_of_url(std::string_view url);

// Of the server, as this client reached it: by the Host header.
std::string own_origin(const net::Request& request);

// Is this page our own? By the Host header, or by the configured address.
bool is_own_origin(const net::Request& request, std::string_view public_origin);

// Did our own page send this? A browser's word, which a foreign page cannot forge: Origin, or
// Sec-Fetch-Site where a proxy in front hides our name from us.
bool is_from_own_page(const net::Request& request, std::string_view public_origin);

// May the page that sent this use the widget of this entry point? Ours always may; without a list
// anybody may.
bool may_embed(const catalog::EntryPoint& entry_point, const net::Request& request,
               std::string_view public_origin);

// From this machine, by nobody's hand in between: what demo logins ask for.
bool is_local(const net::Request& request);

// From this machine or a private network (RFC 1918, RFC 4193, link-local), not forwarded.
bool is_from_private_network(const net::Request& request);

}  // namespace firstline::web
