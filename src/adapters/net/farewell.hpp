// The end of a connection: send what is left, say that nothing follows, and wait until the peer has
// closed. Closing at once while bytes of the peer are unread would make the kernel send a reset,
// which destroys the last answer before it is read (RFC 9112 §9.6).
#pragma once

#include <memory>
#include <string>

#include "adapters/net/server_core.hpp"

namespace firstline::net {

void say_farewell(ServerCore& core, std::shared_ptr<Transport> transport, std::string last_bytes);

}  // namespace firstline::net
