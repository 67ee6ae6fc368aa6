#include "bench/support/process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/check.hpp"
#include "base/number.hpp"

namespace firstline::bench {

Process::Process(const std::vector<std::string>& command) {
  const auto began = std::chrono::steady_clock::now();
  int ends[2];
  FL_CHECK(::pipe(ends) == 0);
  pid_ = ::fork();
  FL_CHECK(pid_ >= 0);
  if (pid_ == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(ends[0]);
    ::close(ends[1]);
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    std::perror(arguments[0]);
    ::_exit(127);
  }
  ::close(ends[1]);
  for (char c; ::read(ends[0], &c, 1) == 1 && c != '\n';) first_line_ += c;
  ::close(ends[0]);
  started_in_ms_ =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
  if (first_line_.empty()) {
    std::fprintf(stderr, "%s did not start\n", command.front().c_str());
    std::exit(1);
  }
}

Process::~Process() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void Process::terminate() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

std::string Process::http_port() const {
  const std::string before = "\"http\":\"127.0.0.1:";
  const auto at = first_line_.find(before);
  FL_CHECK(at != std::string::npos);
  const auto from = at + before.size();
  return first_line_.substr(from, first_line_.find('"', from) - from);
}

double Process::cpu_seconds() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  // The name in parentheses may hold spaces; utime and stime are fields 14 and 15.
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string word;
  double ticks = 0;
  for (int field = 3; fields >> word; ++field) {
    if (field == 14 || field == 15) ticks += number_from_text<double>(word).value_or(0);
  }
  return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double Process::resident_bytes() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/statm");
  double total = 0, resident = 0;
  file >> total >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

}  // namespace firstline::bench
