// What leaves as JSON: the values of app/view*.hpp, the frames of both sockets, and errors.
// Pure functions; may be called on any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/view_answers.hpp"
#include "app/view_frames.hpp"
#include "app/view_visitor.hpp"
#include "base/result.hpp"

namespace firstline::wire {

// Any struct of app/view.hpp, view_answers.hpp and view_visitor.hpp; another one does not link.
template <class View>
std::string to_json(const View& view);

// ---- frames ----

// A numbered frame goes to many sockets with the same content and another `prev`: its body is made
// once, and the numbers are put in front of it for each socket.
std::string numbered_body(Time at, const app::view::DeskFrame& frame);
std::string numbered(std::uint64_t seq, std::uint64_t prev, std::string_view body);

// {"type":…,"data":…}
std::string unnumbered(const app::view::DeskSignal& signal);
std::string unnumbered(const app::view::VisitorFrame& frame);

// {"re":…,"ok":true,"data":…}; `data` is JSON.
std::string answer(std::string_view re, std::string_view data = "{}");
// {"re":…,"error":{…}}
std::string refusal(std::string_view re, const Error& error);

// ---- errors ----

// {"error":{kind, code, message, field?}}, and "problems" beside it when a form has several.
std::string error_body(const Error& error, const std::vector<Error>& problems = {});
// {"problems":[…]}: the answer to …/validate, empty when there are none.
std::string problems_body(const std::vector<Error>& problems);

}  // namespace firstline::wire
