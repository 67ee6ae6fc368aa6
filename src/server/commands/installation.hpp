// The workspaces of a data directory, without a server around them: what the commands about users
// work on, by the same rules as the desk.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/local/clock.hpp"
#include "adapters/local/crypto.hpp"
#include "adapters/local/files.hpp"
#include "adapters/local/mailer.hpp"
#include "adapters/local/passwords.hpp"
#include "adapters/local/random.hpp"
#include "adapters/sql/archive.hpp"
#include "adapters/sql/projector.hpp"
#include "adapters/sql/store.hpp"
#include "app/house.hpp"
#include "server/commands/command_floor.hpp"
#include "server/config.hpp"

namespace firstline::server {

class Installation {
 public:
  // Opens and recovers everything; the data directory and the first workspace are made when they
  // are missing. Errors: store.in_use while a server runs, and what the files say.
  static Result<std::unique_ptr<Installation>> open(const Config& config);
  ~Installation();

  // The workspace of that name; without a name, the only one. Errors: invalid "workspace.unknown",
  // "workspace.which".
  Result<app::House*> house(const std::optional<WorkspaceId>& workspace);

  // The workspace that somebody signs in to with this address. Error not_found "user.unknown".
  Result<app::House*> house_of(const std::string& email);

  CommandFloor& floor() { return floor_; }

 private:
  class Nobody;  // hears what is pushed

  Installation();
  Result<void> open_ports(const Config& config);
  Result<void> open_houses();
  void add_house(ports::WorkspaceRow row);

  CommandFloor floor_;
  local::SystemClock clock_;
  local::SystemRandom random_;
  local::LibraryCrypto crypto_;
  std::unique_ptr<sql::SqliteStore> store_;
  std::unique_ptr<sql::Projector> projector_;
  std::unique_ptr<sql::SqliteArchive> archive_;
  std::unique_ptr<local::Argon2Passwords> passwords_;
  std::unique_ptr<local::DiskFiles> files_;
  std::unique_ptr<local::SmtpMailer> mailer_;  // sends nothing
  std::unique_ptr<Nobody> nobody_;
  std::vector<std::unique_ptr<app::House>> houses_;
};

}  // namespace firstline::server
