// The settings that exist: name, what is allowed, and how one gets into Config.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "server/config_setting.hpp"

namespace firstline::server {

struct ConfigField {
  std::string_view key;
  std::string_view allowed;
  bool (*set)(Config& config, const SettingValue& value);  // false: not allowed
  bool is_secret = false;
};

std::span<const ConfigField> config_fields();

// What contradicts itself once everything is set: a certificate without its key. The place of a
// problem is left to the caller.
std::vector<Problem> contradictions(const Config& config);

}  // namespace firstline::server
