// What is behind Loop; for the rooms that put their own sockets on the floor thread.
#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/signal_set.hpp>
#include <functional>
#include <memory>

#include "adapters/net/asio.hpp"
#include "adapters/net/http_server.hpp"

namespace firstline::net {

struct Loop::Implementation {
  asio::io_context context{1};  // one thread runs it; post() from others stays safe
  asio::executor_work_guard<Executor> work{context.get_executor()};
  std::unique_ptr<asio::signal_set> signals;
  std::function<void(int)> on_termination;
};

}  // namespace firstline::net
