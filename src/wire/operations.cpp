#include "wire/operations.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace firstline::wire {

std::string encode_ready(std::string_view http, std::string_view version, int pid) {
  boost::json::object line;
  line["event"] = "ready";
  line["http"] = http;
  line["version"] = version;
  line["pid"] = pid;
  return boost::json::serialize(line);
}

}  // namespace firstline::wire
