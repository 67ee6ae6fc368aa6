// At most so many within a sliding window, per key; bounded in memory by forgetting the oldest.
#pragma once

#include <deque>
#include <list>
#include <string>
#include <unordered_map>

#include "base/time.hpp"

namespace firstline::app {

class Throttle {
 public:
  Throttle(int most, Duration window, std::size_t keys_remembered)
      : most_(most), window_(window), keys_remembered_(keys_remembered) {}

  bool is_full(const std::string& key, Time now);
  void count(const std::string& key, Time now);
  void forget(const std::string& key);

  // Counts unless full: true when it may pass.
  bool admit(const std::string& key, Time now) {
    if (is_full(key, now)) return false;
    count(key, now);
    return true;
  }

 private:
  struct Entry {
    std::deque<Time> times;
    std::list<std::string>::iterator age;
  };

  int most_;
  Duration window_;
  std::size_t keys_remembered_;
  std::unordered_map<std::string, Entry> entries_;
  std::list<std::string> by_age_;  // latest last
};

}  // namespace firstline::app
