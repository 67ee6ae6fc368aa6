#include "adapters/web/process_metrics.hpp"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace firstline::web {
namespace {

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// proc(5), /proc/self/statm: pages of the whole address space, pages resident, …
struct Memory {
  double total = 0;
  double resident = 0;
};
Memory memory() {
  std::ifstream file("/proc/self/statm");
  Memory pages;
  file >> pages.total >> pages.resident;
  const auto page = static_cast<double>(::sysconf(_SC_PAGESIZE));
  return {pages.total * page, pages.resident * page};
}

double open_descriptors() {
  DIR* directory = ::opendir("/proc/self/fd");
  if (!directory) return 0;
  int count = -3;  // ".", "..", and the one that counts
  while (::readdir(directory)) ++count;
  ::closedir(directory);
  return count;
}

Metric gauge(std::string name, std::string help, double value) {
  return {std::move(name), std::move(help), false, {{{}, value}}};
}

}  // namespace

std::vector<Metric> process_metrics() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const Memory used = memory();
  rlimit descriptors{};
  ::getrlimit(RLIMIT_NOFILE, &descriptors);
  return {
      {"process_cpu_seconds_total",
       "User and system time spent.",
       true,
       {{{}, seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime)}}},
      gauge("process_resident_memory_bytes", "Memory resident.", used.resident),
      gauge("process_virtual_memory_bytes", "Address space.", used.total),
      gauge("process_open_fds", "File descriptors in use.", open_descriptors()),
      gauge("process_max_fds", "File descriptors allowed.",
            static_cast<double>(descriptors.rlim_cur)),
  };
}

}  // namespace firstline::web
