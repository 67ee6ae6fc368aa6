#include "app/throttle.hpp"

namespace firstline::app {

bool Throttle::is_full(const std::string& key, Time now) {
  const auto at = entries_.find(key);
  if (at == entries_.end()) return false;
  auto& times = at->second.times;
  while (!times.empty() && times.front() + window_ <= now) times.pop_front();
  return static_cast<int>(times.size()) >= most_;
}

void Throttle::count(const std::string& key, Time now) {
  auto at = entries_.find(key);
  if (at == entries_.end()) {
    if (entries_.size() >= keys_remembered_) {
      entries_.erase(by_age_.front());
      by_age_.pop_front();
    }
    by_age_.push_back(key);
    at = entries_.emplace(key, Entry{{}, std::prev(by_age_.end())}).first;
  } else {
    by_age_.splice(by_age_.end(), by_age_, at->second.age);
  }
  at->second.times.push_back(now);
}

void Throttle::forget(const std::string& key) {
  const auto at = entries_.find(key);
  if (at == entries_.end()) return;
  by_age_.erase(at->second.age);
  entries_.erase(at);
}

}  // namespace firstline::app
