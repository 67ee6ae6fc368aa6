// One value of the configuration, as somebody wrote it somewhere.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "server/config.hpp"

namespace firstline::server {

// From a variable or the command line: text, whatever it means.
struct Words {
  std::string text;
};

// A table, a date, a number with a fraction: no setting has such a value.
struct Unusable {
  std::string what;
};

using SettingValue =
    std::variant<bool, std::int64_t, std::string, std::vector<std::string>, Words, Unusable>;

struct Setting {
  std::string key;  // "http.listen"
  SettingValue value;
  std::string place;  // for messages
};

// How it was written, shortened: "\"abc\"", "12".
std::string shown(const SettingValue& value);

// The settings of a TOML text, in order. One that is no TOML gives no settings and one problem.
std::vector<Setting> toml_settings(const std::string& file_name, const std::string& text,
                                   std::vector<Problem>& problems);

}  // namespace firstline::server
