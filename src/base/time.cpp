#include "base/time.hpp"

#include <fmt/format.h>

namespace firstline {
namespace {

struct Split {
  int year;
  unsigned month, day;
  long hour, minute, second, ms;
};

Split split(Time time) {
  using namespace std::chrono;
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  return {int(date.year()),          unsigned(date.month()),  unsigned(date.day()),
          clock.hours().count(),     clock.minutes().count(), clock.seconds().count(),
          clock.subseconds().count()};
}

// The number in exactly `digits` digits at `at`, or nothing.
std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return {};
  int value = 0;
  for (char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::string to_rfc3339(Time time) {
  const Split s = split(time);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", s.year, s.month, s.day, s.hour,
                     s.minute, s.second, s.ms);
}

std::string to_clock(Time time) {
  const Split s = split(time);
  return fmt::format("{:02}:{:02}:{:02}.{:03}", s.hour, s.minute, s.second, s.ms);
}

std::optional<Time> time_from_rfc3339(std::string_view text) {
  using namespace std::chrono;
  const auto y = number_at(text, 0, 4), mo = number_at(text, 5, 2), d = number_at(text, 8, 2),
             h = number_at(text, 11, 2), mi = number_at(text, 14, 2), s = number_at(text, 17, 2);
  if (!y || !mo || !d || !h || !mi || !s) return {};
  if (text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != 't') || text[13] != ':' ||
      text[16] != ':') {
    return {};
  }
  const year_month_day date{year(*y), month(unsigned(*mo)), day(unsigned(*d))};
  if (!date.ok() || *h > 23 || *mi > 59 || *s > 59) return {};
  Duration since_midnight = hours(*h) + minutes(*mi) + seconds(*s);

  std::string_view rest = text.substr(19);
  if (!rest.empty() && rest.front() == '.') {
    rest.remove_prefix(1);
    int digits = 0, ms = 0;
    while (!rest.empty() && rest.front() >= '0' && rest.front() <= '9') {
      if (digits++ < 3) ms = ms * 10 + (rest.front() - '0');
      rest.remove_prefix(1);
    }
    if (digits == 0) return {};
    for (; digits < 3; ++digits) ms *= 10;
    since_midnight += milliseconds(ms);
  }
  const Time local = sys_days(date) + since_midnight;
  if (rest == "Z" || rest == "z") return local;
  if (rest.size() != 6 || (rest[0] != '+' && rest[0] != '-') || rest[3] != ':') return {};
  const auto oh = number_at(rest, 1, 2), om = number_at(rest, 4, 2);
  if (!oh || !om || *oh > 23 || *om > 59) return {};
  const Duration offset = hours(*oh) + minutes(*om);
  return rest[0] == '+' ? local - offset : local + offset;
}

}  // namespace firstline
