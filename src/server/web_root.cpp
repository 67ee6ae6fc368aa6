#include "server/web_root.hpp"

#include <cstdlib>
#include <filesystem>

namespace firstline::server {

std::string web_root() {
  if (const char* chosen = std::getenv("FIRSTLINE_WEB_ROOT")) return chosen;
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  // build/<preset>/firstline → web/dist
  const auto source = program.parent_path().parent_path().parent_path() / "web" / "dist";
  if (!failed && std::filesystem::exists(source, failed)) return source.string();
  return "/usr/share/firstline/web";
}

}  // namespace firstline::server
