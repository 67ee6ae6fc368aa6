#include "server/commands/checks.hpp"

#include <fmt/format.h>
#include <netdb.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

namespace firstline::server {
namespace {

std::string reason(int number) { return std::generic_category().message(number); }

struct FreeAddresses {
  void operator()(addrinfo* addresses) const { freeaddrinfo(addresses); }
};

// The error number of listening there; 0 when it works.
int try_to_listen(const std::string& listen) {
  const std::size_t colon = listen.rfind(':');
  std::string host = listen.substr(0, colon);
  const std::string port = listen.substr(colon + 1);
  if (host == "localhost") host = "127.0.0.1";
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);

  addrinfo hints{};
  hints.ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_family = host.empty() ? AF_INET6 : AF_UNSPEC;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.empty() ? nullptr : host.c_str(), port.c_str(), &hints, &found) != 0) {
    return EADDRNOTAVAIL;
  }
  const std::unique_ptr<addrinfo, FreeAddresses> address(found);
  const int listener = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) return errno;
  const int yes = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const bool works =
      bind(listener, address->ai_addr, address->ai_addrlen) == 0 && ::listen(listener, 1) == 0;
  const int number = works ? 0 : errno;
  close(listener);
  return number;
}

}  // namespace

Finding check_data_directory(const std::string& path) {
  Finding finding{.check = "data_directory"};
  std::string probe = path + "/.doctor-XXXXXX";
  const int file = mkstemp(probe.data());
  if (file < 0) {
    finding.health = Health::bad;
    finding.text = fmt::format("{} cannot be written: {}.", path, reason(errno));
    return finding;
  }
  const bool is_synced = write(file, "x", 1) == 1 && fsync(file) == 0;
  const int number = errno;
  close(file);
  unlink(probe.c_str());
  finding.health = is_synced ? Health::good : Health::bad;
  finding.text = is_synced ? fmt::format("{} can be written.", path)
                           : fmt::format("{} cannot be synced: {}.", path, reason(number));
  return finding;
}

Finding check_space(const std::string& path) {
  constexpr std::uint64_t mebi = 1024 * 1024;
  constexpr std::uint64_t little = 1024 * mebi;
  constexpr std::uint64_t too_little = 100 * mebi;
  constexpr std::uint64_t few_names = 10'000;
  Finding finding{.check = "disk_space"};
  struct statvfs system {};
  if (statvfs(path.c_str(), &system) != 0) {
    finding.health = Health::bad;
    finding.text = fmt::format("{} has no file system: {}.", path, reason(errno));
    return finding;
  }
  const std::uint64_t free = std::uint64_t{system.f_bavail} * system.f_frsize;
  const bool has_few_names = system.f_files > 0 && system.f_favail < few_names;
  finding.health = free < too_little                ? Health::bad
                   : free < little || has_few_names ? Health::doubtful
                                                    : Health::good;
  finding.text = fmt::format("{} MiB are free at {}{}.", free / mebi, path,
                             has_few_names ? ", but hardly any files can be added" : "");
  return finding;
}

Finding check_descriptors(std::uint32_t max_connections) {
  constexpr rlim_t others = 200;  // files, databases, workers
  Finding finding{.check = "open_files"};
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const bool is_enough =
      limit.rlim_max == RLIM_INFINITY || limit.rlim_max >= rlim_t{max_connections} + others;
  finding.health = is_enough ? Health::good : Health::doubtful;
  finding.text =
      is_enough ? fmt::format("{} connections fit into the limit of open files.", max_connections)
                : fmt::format(
                      "limits.max_connections is {}, but only {} files may be open: raise "
                      "LimitNOFILE, or lower it.",
                      max_connections, limit.rlim_max);
  return finding;
}

Finding check_port(const std::string& listen, bool is_running) {
  Finding finding{.check = "http_port"};
  const int number = try_to_listen(listen);
  if (number == 0) {
    finding.text = fmt::format("{} is free.", listen);
  } else if (number == EADDRINUSE && is_running) {
    finding.text =
        fmt::format("{} is taken, by the server that runs on these data, it seems.", listen);
  } else {
    finding.health = Health::bad;
    finding.text = fmt::format("{} cannot be listened at: {}.", listen, reason(number));
  }
  return finding;
}

Finding check_clock_kept() {
  Finding finding{.check = "clock_kept"};
  timex clock{};
  const int state = adjtimex(&clock);
  if (state < 0) {
    finding.text = "Whether the clock is kept right cannot be seen from here.";
  } else if (state == TIME_ERROR) {
    finding.health = Health::doubtful;
    finding.text = "Nobody keeps the clock of this machine right: run an NTP client.";
  } else {
    finding.text = "The clock is kept right.";
  }
  return finding;
}

}  // namespace firstline::server
