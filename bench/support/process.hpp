// The real server as a process of its own, and what it costs.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace firstline::bench {

class Process {
 public:
  // Starts it and reads its standard output up to the first line, which is kept.
  explicit Process(const std::vector<std::string>& command);
  ~Process();  // kill -9
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  const std::string& first_line() const { return first_line_; }
  double started_in_ms() const { return started_in_ms_; }
  std::string http_port() const;  // of {"event":"ready","http":"127.0.0.1:PORT",…}

  double cpu_seconds() const;  // user and system so far
  double resident_bytes() const;
  void terminate();  // SIGTERM, and waits

 private:
  pid_t pid_ = -1;
  std::string first_line_;
  double started_in_ms_ = 0;
};

}  // namespace firstline::bench
