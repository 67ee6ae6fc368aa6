// The words of the protocol for enums: Presence::on_break is "break". For query parameters and
// columns; bodies and frames are read and written by requests.hpp and responses.hpp.
#pragma once

#include <optional>
#include <string_view>

namespace firstline::wire {

// Any enum of the domain that people see; another one does not link.
template <class Enum>
std::string_view word_of(Enum value);

template <class Enum>
std::optional<Enum> from_word(std::string_view word);

}  // namespace firstline::wire
