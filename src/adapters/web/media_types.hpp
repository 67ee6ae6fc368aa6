// The types of the files we serve ourselves, by their names.
#pragma once

#include <string_view>

namespace firstline::web {

// "text/javascript; charset=utf-8" of "assets/index-1.js"; "" of what is not served.
std::string_view media_type_of(std::string_view path);

}  // namespace firstline::web
