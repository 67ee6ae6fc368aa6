#include "base/log.hpp"

#include <atomic>

namespace firstline::log {
namespace {

// The one piece of state outside `wiring`: a log line must be possible where no object is passed.
std::atomic<Sink*> sink_in_use{nullptr};

}  // namespace

void use(Sink* sink) { sink_in_use.store(sink, std::memory_order_release); }

void write(Level level, std::string_view message, std::initializer_list<Field> fields) {
  if (Sink* sink = sink_in_use.load(std::memory_order_acquire)) sink->write(level, message, fields);
}

}  // namespace firstline::log
