#include "wire/responses.hpp"

#include "wire/described/frame_types.hpp"
#include "wire/described/frames.hpp"
#include "wire/described/visitor.hpp"
#include "wire/json/write.hpp"

namespace firstline::wire {
namespace {

using json::append_integer;
using json::append_string;

template <class Frame>
void append_data(std::string& out, const Frame& frame) {
  out += R"(,"data":)";
  json::write<json::Public>(out, data_of(frame));
  out += '}';
}

template <class Frame>
std::string with_type(const Frame& frame) {
  std::string out = R"({"type":)";
  append_string(out, frame_type_of<Frame>);
  append_data(out, frame);
  return out;
}

void append_error(std::string& out, const Error& error) {
  out += R"({"kind":)";
  append_string(out, to_text(error.kind));
  out += R"(,"code":)";
  append_string(out, error.code);
  out += R"(,"message":)";
  append_string(out, error.message);
  if (!error.field.empty()) {
    out += R"(,"field":)";
    append_string(out, error.field);
  }
  out += '}';
}

// A problem's kind goes without saying: it is a form that is wrong.
void append_problems(std::string& out, const std::vector<Error>& problems) {
  out += R"("problems":)";
  const std::size_t begin = out.size();
  for (const Error& problem : problems) {
    out += R"(,{"code":)";
    append_string(out, problem.code);
    out += R"(,"message":)";
    append_string(out, problem.message);
    out += R"(,"field":)";
    append_string(out, problem.field);
    out += '}';
  }
  json::close_list(out, begin, '[', ']');
}

}  // namespace

std::string numbered_body(Time at, const app::view::DeskFrame& frame) {
  return std::visit(
      [&]<class Frame>(const Frame& one) {
        std::string out = R"("type":)";
        append_string(out, frame_type_of<Frame>);
        out += R"(,"at":)";
        json::write<json::Public>(out, at);
        append_data(out, one);
        return out;
      },
      frame);
}

std::string numbered(std::uint64_t seq, std::uint64_t prev, std::string_view body) {
  std::string out;
  out.reserve(body.size() + 56);
  out += R"({"seq":)";
  append_integer(out, seq);
  out += R"(,"prev":)";
  append_integer(out, prev);
  out += ',';
  out += body;
  return out;
}

std::string unnumbered(const app::view::DeskSignal& signal) {
  return std::visit([](const auto& one) { return with_type(one); }, signal);
}

std::string unnumbered(const app::view::VisitorFrame& frame) {
  return std::visit([](const auto& one) { return with_type(one); }, frame);
}

std::string answer(std::string_view re, std::string_view data) {
  std::string out;
  out.reserve(data.size() + re.size() + 32);
  out += R"({"re":)";
  append_string(out, re);
  out += R"(,"ok":true,"data":)";
  out += data;
  out += '}';
  return out;
}

std::string refusal(std::string_view re, const Error& error) {
  std::string out = R"({"re":)";
  append_string(out, re);
  out += R"(,"error":)";
  append_error(out, error);
  out += '}';
  return out;
}

std::string error_body(const Error& error, const std::vector<Error>& problems) {
  std::string out = R"({"error":)";
  append_error(out, error);
  if (!problems.empty()) {
    out += ',';
    append_problems(out, problems);
  }
  out += '}';
  return out;
}

std::string problems_body(const std::vector<Error>& problems) {
  std::string out = "{";
  append_problems(out, problems);
  out += '}';
  return out;
}

}  // namespace firstline::wire
