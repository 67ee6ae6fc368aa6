#include "server/serve.hpp"

#include <unistd.h>

#include <cstdio>

#include "adapters/local/clock.hpp"
#include "adapters/local/log_sink.hpp"
#include "base/log.hpp"
#include "server/wiring.hpp"
#include "wire/operations.hpp"

namespace firstline::server {

int run(const Serve& serve, const Config& config) {
  const local::SystemClock clock;
  local::LogSink sink(clock, {.level = config.log.level, .format = config.log.format});
  log::use(&sink);
  auto wiring = Wiring::build(serve, config);
  if (!wiring) {
    log::error("cannot start",
               {{"code", wiring.error().code}, {"message", wiring.error().message}});
    log::use(nullptr);
    return exit_code::failure;
  }
  const bool is_well = (*wiring)->run([](const Wiring& ready) {
    const std::string line = wire::encode_ready(ready.http_address(), FL_VERSION, ::getpid());
    std::printf("%s\n", line.c_str());
    std::fflush(stdout);
    log::info("ready", {{"http", ready.http_address()}});
  });
  wiring->reset();
  log::use(nullptr);
  return is_well ? exit_code::success : exit_code::failure;
}

}  // namespace firstline::server
