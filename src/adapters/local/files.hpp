// Attachments on this machine's disk: DATA/files/<workspace>/<first two characters of id>/<id>.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "adapters/local/limits.hpp"
#include "adapters/local/task_pool.hpp"
#include "ports/files.hpp"

namespace firstline::local {

class DiskFiles final : public ports::Files {
 public:
  struct Options {
    std::string data;  // the data directory, which exists
    // Runs a function on the floor, from any thread.
    std::function<void(std::function<void()>)> post;
    std::size_t max_bytes = limits::file_bytes;
    std::size_t queue_limit = limits::queued_files;
  };

  // Makes the directories and removes what a crash left unfinished. Errors: "files.failed".
  static Result<std::unique_ptr<DiskFiles>> open(Options options);
  ~DiskFiles() override;

  // Besides the contract, errors are: invalid "file.id" (either id is no key), limit
  // "file.too_large", conflict "file.exists", unavailable "files.busy" (too many wait),
  // "store.full" and "files.failed". After an error there is no file. Symbolic links below the data
  // directory are never followed.
  void save(const WorkspaceId& workspace, const FileId& file, std::string bytes,
            std::function<void(Result<void>)> done) override;

  // Empty when either id is no key, so that no text from outside leads out of the directory.
  std::string path(const WorkspaceId& workspace, const FileId& file) const override;

 private:
  class Directory;

  DiskFiles(Options options, std::unique_ptr<Directory> files, std::unique_ptr<Directory> incoming);

  Result<void> save_now(const WorkspaceId& workspace, const FileId& file,
                        const std::string& bytes) const;

  const Options options_;
  // The pool thread's, once it runs.
  const std::unique_ptr<Directory> files_;
  const std::unique_ptr<Directory> incoming_;
  TaskPool pool_;  // one thread, the last member: it uses the others
};

}  // namespace firstline::local
