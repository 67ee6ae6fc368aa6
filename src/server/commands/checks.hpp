// What `firstline doctor` looks at, one function each.
#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"
#include "server/config.hpp"

namespace firstline::server {

enum class Health { good, doubtful, bad };

struct Finding {
  std::string check;  // "data_directory"
  Health health = Health::good;
  std::string text;  // one sentence
};

Finding check_data_directory(const std::string& path);
Finding check_space(const std::string& path);
Finding check_descriptors(std::uint32_t max_connections);

// May this address be listened at? Taken ones are only doubtful while a server runs.
Finding check_port(const std::string& listen, bool is_running);

// Does the system say that somebody keeps its clock right?
Finding check_clock_kept();

// Schema, pages and every record of the journal; then the clock against the newest record.
std::vector<Finding> check_database(const Config& config, Time now);

// Does another process hold the store?
bool is_store_in_use(const Config& config);

}  // namespace firstline::server
