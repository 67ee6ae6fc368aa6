#include "server/commands/password_prompt.hpp"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>

namespace firstline::server {
namespace {

constexpr std::size_t longest_line = 4096;

// Nothing that is typed is shown while this lives.
class HiddenTyping {
 public:
  HiddenTyping() {
    is_hidden_ = tcgetattr(STDIN_FILENO, &before_) == 0;
    if (!is_hidden_) return;
    termios hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  }
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;
  ~HiddenTyping() {
    if (is_hidden_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }

 private:
  termios before_{};
  bool is_hidden_ = false;
};

// Without its line feed.
std::string read_line() {
  std::string line;
  for (char c = 0; line.size() < longest_line && read(STDIN_FILENO, &c, 1) == 1 && c != '\n';) {
    line += c;
  }
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

std::string ask(const std::string& question) {
  std::fputs(question.c_str(), stderr);
  const HiddenTyping hidden;
  std::string answer = read_line();
  std::fputs("\n", stderr);
  return answer;
}

}  // namespace

Result<std::string> ask_for_password(const std::string& email) {
  std::string password;
  if (isatty(STDIN_FILENO) == 1) {
    password = ask(fmt::format("Password of {}: ", email));
    if (ask("Once more: ") != password) {
      return invalid("password.differs", "The two passwords are not the same.");
    }
  } else {
    password = read_line();
  }
  if (password.empty()) {
    return invalid("password.missing", "There is no password on the standard input.");
  }
  return password;
}

}  // namespace firstline::server
