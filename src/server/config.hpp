// The configuration: firstline.toml < FIRSTLINE__SECTION__KEY < command line, read once at start.
// Everything that is wrong is found at once; nothing is guessed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "adapters/local/log_sink.hpp"
#include "base/log.hpp"
#include "base/result.hpp"

namespace firstline::server {

struct HttpConfig {
  std::string listen = "127.0.0.1:8080";
  std::string public_url;  // "https://chat.shop.test", without a slash at its end; "": unknown
  std::string tls_cert, tls_key;             // PEM files; both or none
  std::vector<std::string> trusted_proxies;  // addresses or CIDR blocks
};

struct SipConfig {
  std::string listen = "127.0.0.1:5060";
  std::string tls_listen = "127.0.0.1:5061";
  std::string public_address;
  std::string rtp = "20000-29999";
};

struct StoreConfig {
  std::string url = "sqlite:firstline.db";
};

struct ClusterConfig {
  std::string node;
};

struct LimitsConfig {
  std::uint32_t max_connections = 40'000;
  std::uint32_t max_header_bytes = 16 * 1024;
  std::uint32_t max_body_bytes = 4 * 1024 * 1024;  // of a request that carries no file
  std::uint32_t max_file_bytes = 10 * 1024 * 1024;
  std::uint32_t max_frame_bytes = 64 * 1024;
  std::uint32_t max_queued_bytes = 1024 * 1024;  // written to one socket and not yet read there
  std::uint32_t message_characters = 8'000;
  std::uint32_t visitor_messages_per_10s = 20;
};

struct LogConfig {
  log::Level level = log::Level::info;
  local::LogFormat format = local::LogFormat::automatic;
};

enum class MailTls { required, none };

struct MailConfig {
  std::string url;   // "smtp://mail.shop.test:587", "smtps://…"; "": no mail is sent
  std::string from;  // "no-reply@shop.test" or "Shop <no-reply@shop.test>"
  std::string user, password;
  MailTls tls = MailTls::required;
  std::string ca_cert;  // PEM file of a private authority; "": the system's
};

struct Config {
  std::string data = "/var/lib/firstline";
  HttpConfig http;
  SipConfig sip;
  StoreConfig store;
  ClusterConfig cluster;
  LimitsConfig limits;
  LogConfig log;
  MailConfig mail;
};

// The file behind store.url; a relative one stands in the data directory.
std::string store_path(const Config& config);

// The read models, beside the store.
std::string views_path(const Config& config);

// ---- reading it ----

// One thing that is wrong.
struct Problem {
  std::string place;       // "firstline.toml:12", "FIRSTLINE__HTTP__LISTEN", "--http"
  std::string key;         // "http.listen"; empty when the file cannot be read at all
  std::string found;       // as it was written; "(hidden)" for secrets
  std::string allowed;     // "an address and port, like 127.0.0.1:8080"
  std::string suggestion;  // "http.listen", for a key that does not exist
  friend bool operator==(const Problem&, const Problem&) = default;
};

std::string to_text(const Problem& problem);  // one line

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct ConfigSources {
  std::string file_name;  // for messages
  std::string file_text;  // TOML; empty: no file
  Pairs environment;      // FIRSTLINE__… only
  struct Argument {
    std::string option;  // "--http", for messages
    std::string key;     // "http.listen"
    std::string value;
  };
  std::vector<Argument> arguments;
};

struct LoadedConfig {
  Config config;  // what could be understood; complete when there are no problems
  std::vector<Problem> problems;
  std::map<std::string, std::string> places;  // where each key was set last
};

LoadedConfig read_config(const ConfigSources& sources);

// The variables of this process that begin with FIRSTLINE__.
Pairs firstline_environment();

// Text of a configuration file, of 1 MiB at most. Error invalid "config.file".
Result<std::string> read_config_file(const std::string& path);

// Where the configuration is looked for when nobody says where.
inline constexpr const char* default_config_file = "/etc/firstline/firstline.toml";

}  // namespace firstline::server
