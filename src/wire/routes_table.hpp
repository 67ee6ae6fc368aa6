// Every address of the HTTP interface and everything said over the sockets, with what goes in and
// what comes out. Internal to wire.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "wire/json/schema.hpp"

namespace firstline::wire {

using SchemaOf = std::string (*)(json::Schemas&);

enum class Asker { anyone, user, visitor };

struct RouteRow {
  std::string_view method;
  std::string_view path;
  std::string_view summary;
  Asker asker = Asker::user;
  std::string_view permission;                  // "" when every user may
  SchemaOf request = nullptr;                   // of the body; none
  SchemaOf response = nullptr;                  // none: nothing comes back
  int status = 200;                             // of success
  std::string_view query;                       // names of parameters, with a space between
  std::string_view codes;                       // of errors peculiar to it, with a space between
  std::string_view media = "application/json";  // of the response
};

// A section of the catalog: GET, PUT and POST …/validate.
struct SectionRow {
  std::string_view path;
  std::string_view summary;
  std::string_view permission;
  SchemaOf request = nullptr;
  SchemaOf response = nullptr;
};

struct LiveRow {
  std::string_view name;
  std::string_view summary;
  SchemaOf args = nullptr;
  SchemaOf data = nullptr;
};

struct FrameRow {
  std::string_view type;
  SchemaOf data = nullptr;
};

std::span<const RouteRow> route_rows();
std::span<const SectionRow> section_rows();
std::span<const LiveRow> live_rows();
std::span<const LiveRow> visitor_live_rows();
std::span<const FrameRow> numbered_rows();
std::span<const FrameRow> signal_rows();
std::span<const FrameRow> visitor_frame_rows();

}  // namespace firstline::wire
