// How an attachment is given out, so that nothing in it runs as ours.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/net/http_server.hpp"
#include "ports/rows.hpp"

namespace firstline::web {

// "attachment; filename=\"…\"; filename*=UTF-8''…" (RFC 6266 §4, RFC 8187 §3.2).
std::string content_disposition(bool is_inline, std::string_view name);

// Shown in place: the images that every browser only draws. An SVG is a program.
bool may_be_inline(std::string_view media_type);

// The whole answer: bytes by path, type, disposition, sandbox.
net::Response file_response(const ports::FileRow& file, const std::string& path);

}  // namespace firstline::web
