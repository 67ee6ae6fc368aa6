// The implementations that the contracts of Store and Archive are checked on.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "adapters/sql/archive.hpp"
#include "adapters/sql/projector.hpp"
#include "adapters/sql/store.hpp"
#include "tests/contract/floor.hpp"
#include "tests/contract/temporary_directory.hpp"
#include "tests/support/memory_store.hpp"
#include "tests/support/power_cut_vfs.hpp"

namespace firstline::testing {

class InMemory {
 public:
  Floor& floor() { return floor_; }
  ports::Store& store() { return store_; }
  ports::Archive& archive() { return store_; }
  void reopen() {}
  void set_full(bool is_full) { store_.set_full(is_full); }
  void wait_for_views(const WorkspaceId&, std::uint64_t) {}

 private:
  Floor floor_;
  MemoryStore store_{floor_.poster()};
};

class InSqlite {
 public:
  InSqlite() { reopen(); }
  Floor& floor() { return floor_; }
  ports::Store& store() { return *store_; }
  ports::Archive& archive() { return *archive_; }
  sql::Projector& projector() { return *projector_; }

  std::string store_path() const { return directory_.file("store.db"); }
  std::string views_path() const { return directory_.file("views.db"); }
  std::string vfs() const { return vfs_.name(); }

  void close() {
    archive_.reset();
    store_.reset();
    projector_.reset();
    projected_.clear();
  }

  void reopen() {
    close();
    const std::string path = store_path();
    const std::string views = views_path();
    auto store = sql::SqliteStore::open(
        {.path = path, .vfs = vfs_.name(), .post = floor_.poster(), .on_records = [this] {
           projector_->notify();
         }});
    ASSERT_TRUE(store) << store.error().message;
    store_ = std::move(*store);
    auto projector = sql::Projector::open(
        {.store_path = path,
         .views_path = views,
         .vfs = vfs_.name(),
         .on_projected = [this](const WorkspaceId& workspace, std::uint64_t seq) {
           floor_.poster()([this, workspace, seq] { projected_[workspace] = seq; });
         }});
    ASSERT_TRUE(projector) << projector.error().message;
    projector_ = std::move(*projector);
    auto archive = sql::SqliteArchive::open(
        {.store_path = path, .views_path = views, .vfs = vfs_.name(), .post = floor_.poster()});
    ASSERT_TRUE(archive) << archive.error().message;
    archive_ = std::move(*archive);
  }

  void set_room(std::uint64_t bytes) { vfs_.set_room(bytes); }
  void set_full(bool is_full) {
    if (is_full) {
      vfs_.set_room(16 * 1024);
    } else {
      vfs_.set_endless_room();
    }
  }

  // Since the last reopening, something up to `seq` was projected.
  void wait_for_views(const WorkspaceId& workspace, std::uint64_t seq) {
    floor_.run_until([&] { return projected_[workspace] >= seq; });
  }

 private:
  TemporaryDirectory directory_;
  PowerCutVfs vfs_{"contract"};
  Floor floor_;
  std::map<WorkspaceId, std::uint64_t> projected_;
  std::unique_ptr<sql::Projector> projector_;
  std::unique_ptr<sql::SqliteStore> store_;
  std::unique_ptr<sql::SqliteArchive> archive_;
};

using Stores = ::testing::Types<InMemory, InSqlite>;

}  // namespace firstline::testing
