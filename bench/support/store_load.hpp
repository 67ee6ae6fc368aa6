// The store alone under the load of a busy floor: messages that come in turn to all open
// conversations. A message is what the engine writes for one: two journal records and one message
// row. They are given in groups, the next group when the one before is durable.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>

#include "adapters/sql/store.hpp"
#include "app/event.hpp"

namespace firstline::bench {

class StoreLoad {
 public:
  // Opens a store in the directory, with 5,000 open conversations in it.
  explicit StoreLoad(const std::filesystem::path& directory);

  struct Rate {
    double messages_per_s = 0;
    double cpu_us_per_message = 0;  // of this whole process
  };
  Rate messages_per_s(std::size_t group, double seconds);

  sql::SqliteStore& store() { return *store_; }
  const WorkspaceId& workspace() const { return workspace_; }
  std::uint64_t records() const { return seq_; }

 private:
  ports::Batch opening();
  ports::Batch next(std::size_t count);
  void add(ports::Batch& batch, const app::Event& event);
  void add_message(ports::Batch& batch);
  void append(ports::Batch batch);

  const WorkspaceId workspace_{"demo"};
  std::uint64_t seq_ = 0;
  std::uint64_t messages_ = 0;

  // Answers of the store, taken one at a time by the thread that asked.
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> answers_;

  std::unique_ptr<sql::SqliteStore> store_;
};

// CPU of this process until now.
double processor_seconds();

}  // namespace firstline::bench
