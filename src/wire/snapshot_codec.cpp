#include "wire/snapshot_codec.hpp"

#include <limits>

#include "wire/bind.hpp"
#include "wire/described/state.hpp"
#include "wire/json/write.hpp"

namespace firstline::wire {
namespace {

constexpr json::Limits stored = {std::numeric_limits<std::uint32_t>::max(), 32};

}  // namespace

std::string encode_state(const app::State& state) {
  std::string out;
  json::write<json::Journal>(out, state);
  return out;
}

Result<app::State> decode_state(int version, std::string_view text) {
  if (version != state_version) {
    return invalid("snapshot.unknown_version",
                   "The snapshot has format " + std::to_string(version) + ", this version reads " +
                       std::to_string(state_version) + ".");
  }
  auto read = json::read_text<json::Journal, app::State>(text, stored);
  if (!read) {
    Error error = std::move(read).error();
    return invalid("snapshot.unreadable", std::move(error.message), std::move(error.field));
  }
  app::State state = std::move(*read);
  conversation::use_catalog(state.conversations, *state.catalog);
  conversation::rebuild_derived(state.conversations);
  routing::use_catalog(state.routing, state.catalog);
  routing::rebuild_index(state.routing);
  return state;
}

}  // namespace firstline::wire
