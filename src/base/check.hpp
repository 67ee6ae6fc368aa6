// FL_CHECK(condition): a bug is not an error. A condition that can only be false by a bug stops the
// process, in release too: a restart replays the journal, a wrong state would be written to it.
#pragma once

namespace firstline {

[[noreturn]] void check_failed(const char* condition, const char* file, int line);

}  // namespace firstline

#define FL_CHECK(condition)                                      \
  do {                                                           \
    if (!(condition)) [[unlikely]]                               \
      ::firstline::check_failed(#condition, __FILE__, __LINE__); \
  } while (false)
