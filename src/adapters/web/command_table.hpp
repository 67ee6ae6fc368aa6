// The `do` of a socket's frames, by name.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "wire/requests.hpp"

namespace firstline::web {

template <class Socket>
using Command = std::function<void(Socket&, const wire::Frame&)>;

template <class Socket>
using CommandTable = std::unordered_map<std::string_view, Command<Socket>>;

// run(socket, request, re), when the arguments are a Request.
template <class Request, class Socket, class Run>
Command<Socket> command(Run run) {
  return [run](Socket& socket, const wire::Frame& frame) {
    auto request = wire::parse<Request>(frame.args);
    if (!request) return socket.refuse(frame.id, request.error());
    run(socket, *request, frame.id);
  };
}

template <class Socket>
void run_command(const CommandTable<Socket>& table, Socket& socket, const wire::Frame& frame) {
  const auto at = table.find(frame.do_);
  if (at == table.end()) {
    return socket.refuse(frame.id, invalid("do.unknown", "There is nothing of this name.", "do"));
  }
  at->second(socket, frame);
}

}  // namespace firstline::web
