// Where the built desk, widget and pages stand.
#pragma once

#include <string>

namespace firstline::server {

// FIRSTLINE_WEB_ROOT, or web/dist of the source tree this program was built in, or the installed
// place. The first that exists.
std::string web_root();

}  // namespace firstline::server
