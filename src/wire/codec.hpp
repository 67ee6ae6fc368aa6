// The codecs of the journal as the application carries them.
#pragma once

#include "app/codec.hpp"
#include "wire/event_codec.hpp"
#include "wire/snapshot_codec.hpp"

namespace firstline::wire {

inline app::Codec codec() {
  return {.event_type = event_type,
          .encode_event = encode_event,
          .decode_event = decode_event,
          .state_version = state_version,
          .encode_state = encode_state,
          .decode_state = decode_state};
}

}  // namespace firstline::wire
