// Bytes of attachments, on disk beside the store, named by their FileId; never in the database.
#pragma once

#include <functional>
#include <string>

#include "base/result.hpp"
#include "domain/ids.hpp"

namespace firstline::ports {

class Files {
 public:
  virtual ~Files() = default;

  // Written and synced before `done` (on the floor) says so.
  virtual void save(const WorkspaceId& workspace, const FileId& file, std::string bytes,
                    std::function<void(Result<void>)> done) = 0;

  // Where its bytes are, for a response that streams them.
  virtual std::string path(const WorkspaceId& workspace, const FileId& file) const = 0;
};

}  // namespace firstline::ports
