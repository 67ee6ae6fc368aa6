// Sound and video, by the first bytes of their containers.
#pragma once

#include <string_view>

namespace firstline::local {

// "video/mp4", "audio/mp4", "video/webm", "audio/mpeg", "audio/ogg"; empty for anything else.
std::string_view media_type(std::string_view bytes);

}  // namespace firstline::local
