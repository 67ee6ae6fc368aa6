// Any bytes as a frame, a body, a document of the catalog and an event of the journal: read or
// refused with a code, and what was read can be written and read again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "wire/catalog_json.hpp"
#include "wire/event_codec.hpp"
#include "wire/requests.hpp"
#include "wire/responses.hpp"

namespace {

using namespace firstline;  // NOLINT: a program of one page

void require(bool holds) {
  if (!holds) std::abort();
}

template <class Request>
void try_body(std::string_view text) {
  const auto request = wire::parse<Request>(text);
  if (!request) require(request.error().code.starts_with("request."));
}

void try_frame(std::string_view text) {
  const auto frame = wire::parse_frame(text);
  if (!frame) {
    require(frame.error().code.starts_with("request."));
    wire::refusal(wire::id_of_broken_frame(text), frame.error());
    return;
  }
  require(!frame->id.empty());
  require(wire::id_of_broken_frame(text) == frame->id);
  try_body<wire::SendMessage>(frame->args);
  try_body<wire::PutSettings>(frame->args);
  // What is passed on as text is JSON that anybody can read.
  const auto again = wire::parse_frame(R"({"id":"c1","do":"x","args":)" + frame->args + "}");
  require(again ? again->args == frame->args : again.error().code == "request.too_big");
}

void try_events(std::string_view text) {
  for (std::string_view type : wire::event_types()) {
    const auto event = wire::decode_event(type, text);
    if (!event) continue;
    const std::string written = wire::encode_event(*event);
    const auto again = wire::decode_event(type, written);
    require(again && *again == *event);
    require(wire::encode_event(*again) == written);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  try_frame(text);
  try_body<wire::StartVisit>(text);
  try_body<wire::TransferWork>(text);
  try_body<wire::UpdateUser>(text);
  try_events(text);
  const catalog::Catalog catalog;
  for (const char* name : {"queues", "agents", "widgets", "canned-replies", "capacity"}) {
    const auto section = wire::section_from_text(name);
    const auto change = wire::change_section(catalog, *section, text);
    if (change.problems.empty()) wire::encode_section(change.catalog, *section);
  }
  return 0;
}
