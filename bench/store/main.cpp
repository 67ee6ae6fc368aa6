// `./dev bench store`: the journal and the rows on this machine's disk, without server and engine.
// Beside it: the same disk without SQLite (write and fsync), reading the journal back with its
// checksums, and making the views from it.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>

#include "adapters/sql/projector.hpp"
#include "base/check.hpp"
#include "bench/support/report.hpp"
#include "bench/support/store_load.hpp"

namespace firstline::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

void measure_group(StoreLoad& load, std::size_t group) {
  const auto [rate, cpu] = load.messages_per_s(group, 4);
  report("store", fmt::format("messages_per_s_in_groups_of_{}", group), rate, "1/s");
  report("store", fmt::format("rows_per_s_in_groups_of_{}", group), 3 * rate, "1/s");
  report("store", fmt::format("cpu_us_per_message_in_groups_of_{}", group), cpu, "us");
}

// What the disk gives without a database: a few pages appended and synced.
void measure_disk(const std::filesystem::path& directory) {
  constexpr double run_s = 2;
  const std::string path = directory / "raw";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  FL_CHECK(file >= 0);
  const std::string pages(4 * 4096, 'x');
  std::size_t count = 0;
  const auto begin = Clock::now();
  while (seconds_since(begin) < run_s) {
    FL_CHECK(::write(file, pages.data(), pages.size()) == static_cast<ssize_t>(pages.size()));
    FL_CHECK(::fdatasync(file) == 0);
    ++count;
  }
  ::close(file);
  report("store", "disk_syncs_per_s", static_cast<double>(count) / seconds_since(begin), "1/s");
}

void measure_reading(StoreLoad& load) {
  std::uint64_t read = 0;
  const auto begin = Clock::now();
  const auto loaded =
      load.store().load_records(load.workspace(), 0, [&](const ports::Record&) { ++read; });
  FL_CHECK(loaded.has_value());
  FL_CHECK(read == load.records());
  report("store", "records_read_per_s", static_cast<double>(read) / seconds_since(begin), "1/s");
}

void measure_views(const std::filesystem::path& directory, std::uint64_t records) {
  const double cpu_before = processor_seconds();
  const auto begin = Clock::now();
  const auto rebuilt = sql::rebuild_views({.path = directory / "store.db"},
                                          {.path = directory / "views.db"}, [](auto, auto) {});
  FL_CHECK(rebuilt.has_value());
  const double count = static_cast<double>(records);
  report("store", "records_projected_per_s", count / seconds_since(begin), "1/s");
  report("store", "cpu_per_record_projected", (processor_seconds() - cpu_before) / count * 1e6,
         "us");
}

void run() {
  std::string name = (std::filesystem::current_path() / "bench-store-XXXXXX").string();
  FL_CHECK(::mkdtemp(name.data()) != nullptr);
  const std::filesystem::path directory = name;
  measure_disk(directory);
  std::uint64_t records = 0;
  {
    StoreLoad load(directory);
    for (std::size_t group : {1, 10, 100, 1000}) measure_group(load, group);
    measure_reading(load);
    records = load.records();
  }
  measure_views(directory, records);
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace firstline::bench

int main() { firstline::bench::run(); }
