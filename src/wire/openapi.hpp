// The OpenAPI 3.1 document of /api/openapi.json: made of the same descriptions that read and write
// the JSON, and of one table of addresses (routes_table.cpp). Beside the paths it has what travels
// over the two sockets, under "x-live" and "x-visitor-live".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace firstline::wire {

// Takes a few milliseconds; ask once and keep it.
std::string openapi_document(std::string_view version);

// What the document describes; a test holds it against what the server answers to.
struct Operation {
  std::string method;  // "GET"
  std::string path;    // "/api/v1/offers/{offer}/accept"
};
std::vector<Operation> operations();

}  // namespace firstline::wire
