// A password from whoever runs the command; never from the command line, where others see it.
#pragma once

#include <string>

#include "base/result.hpp"

namespace firstline::server {

// On a terminal asks twice, without showing what is typed; otherwise reads one line of stdin.
// Errors: invalid "password.missing", "password.differs".
Result<std::string> ask_for_password(const std::string& email);

}  // namespace firstline::server
