#include "server/config_fields.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.hpp"

namespace firstline::server {
namespace {

// ---- values ----

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, outcome] = std::from_chars(text.data(), end, number);
  if (outcome != std::errc() || stop != end) return {};
  return number;
}

std::optional<std::string> text_of(const SettingValue& value) {
  std::string text;
  if (const auto* own = std::get_if<std::string>(&value)) {
    text = *own;
  } else if (const auto* words = std::get_if<Words>(&value)) {
    text = words->text;
  } else {
    return {};
  }
  const bool has_control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (has_control || !is_utf8(text)) return {};
  return text;
}

std::optional<std::vector<std::string>> list_of(const SettingValue& value) {
  if (const auto* items = std::get_if<std::vector<std::string>>(&value)) return *items;
  const auto text = text_of(value);
  if (!text || std::holds_alternative<std::string>(value)) return {};
  std::vector<std::string> items;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    items.emplace_back(trimmed(rest.substr(0, comma)));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
  }
  return items;
}

// ---- what is allowed ----

bool is_host(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
  });
}

bool is_address(const std::string& text) {
  in6_addr bytes{};
  return inet_pton(AF_INET, text.c_str(), &bytes) == 1 ||
         inet_pton(AF_INET6, text.c_str(), &bytes) == 1;
}

bool is_port(std::string_view text) {
  const auto port = number_in(text);
  return port && *port >= 0 && *port <= 65'535;
}

// "127.0.0.1:8080", "[::1]:8080", "localhost:8080", ":8080".
bool is_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || !is_port(text.substr(colon + 1))) return false;
  const std::string host(text.substr(0, colon));
  if (host.empty() || host == "localhost") return true;
  if (host.front() != '[') return is_address(host) && host.find(':') == std::string::npos;
  const std::string inner = host.substr(1, host.size() - 2);
  return host.back() == ']' && is_address(inner) && inner.find(':') != std::string::npos;
}

// "10.0.0.0/8", "::1".
bool is_block(const std::string& text) {
  const std::size_t slash = text.find('/');
  const std::string address = text.substr(0, slash);
  if (!is_address(address)) return false;
  if (slash == std::string::npos) return true;
  const auto bits = number_in(std::string_view(text).substr(slash + 1));
  return bits && *bits >= 0 && *bits <= (address.find(':') == std::string::npos ? 32 : 128);
}

// "SCHEME://host", "SCHEME://host:port", with a slash at the end or not.
bool is_url(std::string_view text, std::string_view scheme) {
  if (!text.starts_with(scheme)) return false;
  text.remove_prefix(scheme.size());
  if (text.ends_with('/')) text.remove_suffix(1);
  const std::size_t colon = text.rfind(':');
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos || !is_address(std::string(text.substr(1, end - 1)))) {
      return false;
    }
    return end + 1 == text.size() || (colon == end + 1 && is_port(text.substr(colon + 1)));
  }
  if (colon == std::string_view::npos) return is_host(text);
  return is_host(text.substr(0, colon)) && is_port(text.substr(colon + 1));
}

bool is_port_range(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return false;
  const auto low = number_in(text.substr(0, dash));
  const auto high = number_in(text.substr(dash + 1));
  return low && high && *low >= 1024 && *high <= 65'535 && *low < *high;
}

bool is_any(std::string_view) { return true; }
bool is_something(std::string_view text) { return !text.empty(); }
bool is_public_url(std::string_view text) {
  return text.empty() || is_url(text, "http://") || is_url(text, "https://");
}
bool is_mail_url(std::string_view text) {
  return text.empty() || is_url(text, "smtp://") || is_url(text, "smtps://");
}
bool is_store_url(std::string_view text) {
  return text.starts_with("sqlite:") && text.size() > std::string_view("sqlite:").size();
}
bool is_sender(std::string_view text) {
  return text.empty() || std::count(text.begin(), text.end(), '@') == 1;
}

// ---- setters: one per type of member ----

template <auto section, auto member, bool (*is_allowed)(std::string_view)>
bool set_text(Config& config, const SettingValue& value) {
  auto text = text_of(value);
  if (!text || !is_allowed(*text)) return false;
  config.*section.*member = std::move(*text);
  return true;
}

template <std::uint32_t LimitsConfig::*member, std::int64_t least, std::int64_t most>
bool set_limit(Config& config, const SettingValue& value) {
  std::optional<std::int64_t> number;
  if (const auto* own = std::get_if<std::int64_t>(&value)) number = *own;
  if (const auto* words = std::get_if<Words>(&value)) number = number_in(words->text);
  if (!number || *number < least || *number > most) return false;
  config.limits.*member = static_cast<std::uint32_t>(*number);
  return true;
}

bool set_data(Config& config, const SettingValue& value) {
  auto text = text_of(value);
  if (!text || text->empty()) return false;
  config.data = std::move(*text);
  return true;
}

bool set_public_url(Config& config, const SettingValue& value) {
  if (!set_text<&Config::http, &HttpConfig::public_url, is_public_url>(config, value)) return false;
  if (config.http.public_url.ends_with('/')) config.http.public_url.pop_back();
  return true;
}

bool set_proxies(Config& config, const SettingValue& value) {
  auto items = list_of(value);
  if (!items || !std::all_of(items->begin(), items->end(), is_block)) return false;
  config.http.trusted_proxies = std::move(*items);
  return true;
}

template <class E>
using NamedValue = std::pair<std::string_view, E>;

template <class E, std::size_t n>
bool set_named(E& member, const SettingValue& value, const std::array<NamedValue<E>, n>& names) {
  const auto text = text_of(value);
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const auto& named) { return text && named.first == *text; });
  if (found == names.end()) return false;
  member = found->second;
  return true;
}

bool set_log_level(Config& config, const SettingValue& value) {
  static constexpr std::array<NamedValue<log::Level>, 4> names{{{"debug", log::Level::debug},
                                                                {"info", log::Level::info},
                                                                {"warning", log::Level::warning},
                                                                {"error", log::Level::error}}};
  return set_named(config.log.level, value, names);
}

bool set_log_format(Config& config, const SettingValue& value) {
  static constexpr std::array<NamedValue<local::LogFormat>, 3> names{
      {{"auto", local::LogFormat::automatic},
       {"json", local::LogFormat::json},
       {"text", local::LogFormat::text}}};
  return set_named(config.log.format, value, names);
}

bool set_mail_tls(Config& config, const SettingValue& value) {
  static constexpr std::array<NamedValue<MailTls>, 2> names{
      {{"required", MailTls::required}, {"none", MailTls::none}}};
  return set_named(config.mail.tls, value, names);
}

bool refuse(Config&, const SettingValue&) { return false; }

constexpr std::string_view any_text = "text";
constexpr std::string_view a_file = "the path of a PEM file";
constexpr std::string_view an_address =
    "an address and port, like 127.0.0.1:8080, [::1]:8080 or :8080; port 0: any free one";

constexpr std::array fields{
    ConfigField{"data", "the path of a directory", set_data},

    ConfigField{"http.listen", an_address,
                set_text<&Config::http, &HttpConfig::listen, is_listen_address>},
    ConfigField{"http.public_url", "an address without a path, like https://chat.example.com",
                set_public_url},
    ConfigField{"http.tls_cert", a_file, set_text<&Config::http, &HttpConfig::tls_cert, is_any>},
    ConfigField{"http.tls_key", a_file, set_text<&Config::http, &HttpConfig::tls_key, is_any>},
    ConfigField{"http.trusted_proxies",
                "a list of addresses or blocks, like [\"127.0.0.1\", \"10.0.0.0/8\"]", set_proxies},

    ConfigField{"sip.listen", an_address,
                set_text<&Config::sip, &SipConfig::listen, is_listen_address>},
    ConfigField{"sip.tls_listen", an_address,
                set_text<&Config::sip, &SipConfig::tls_listen, is_listen_address>},
    ConfigField{"sip.public_address", any_text,
                set_text<&Config::sip, &SipConfig::public_address, is_any>},
    ConfigField{"sip.rtp", "a range of ports, like 20000-29999",
                set_text<&Config::sip, &SipConfig::rtp, is_port_range>},

    ConfigField{"store.url", "sqlite:FILE; PostgreSQL is not in this version",
                set_text<&Config::store, &StoreConfig::url, is_store_url>},

    ConfigField{"cluster.nats", "nothing: several nodes are not in this version", refuse},
    ConfigField{"cluster.node", any_text,
                set_text<&Config::cluster, &ClusterConfig::node, is_something>},

    ConfigField{"limits.max_connections", "a number from 10 to 1000000",
                set_limit<&LimitsConfig::max_connections, 10, 1'000'000>},
    ConfigField{"limits.max_header_bytes", "a number from 1024 to 1048576",
                set_limit<&LimitsConfig::max_header_bytes, 1024, 1 << 20>},
    ConfigField{"limits.max_body_bytes", "a number from 16384 to 67108864",
                set_limit<&LimitsConfig::max_body_bytes, 16 * 1024, 64 << 20>},
    ConfigField{"limits.max_file_bytes", "a number from 1024 to 104857600",
                set_limit<&LimitsConfig::max_file_bytes, 1024, 100 << 20>},
    ConfigField{"limits.max_frame_bytes", "a number from 4096 to 1048576",
                set_limit<&LimitsConfig::max_frame_bytes, 4096, 1 << 20>},
    ConfigField{"limits.max_queued_bytes", "a number from 65536 to 67108864",
                set_limit<&LimitsConfig::max_queued_bytes, 64 * 1024, 64 << 20>},
    ConfigField{"limits.message_characters", "a number from 1 to 8000",
                set_limit<&LimitsConfig::message_characters, 1, 8'000>},
    ConfigField{"limits.visitor_messages_per_10s", "a number from 1 to 1000",
                set_limit<&LimitsConfig::visitor_messages_per_10s, 1, 1'000>},

    ConfigField{"log.level", "debug, info, warning or error", set_log_level},
    ConfigField{"log.format", "auto (text on a terminal), json or text", set_log_format},

    ConfigField{"mail.url", "smtp://HOST:PORT or smtps://HOST:PORT",
                set_text<&Config::mail, &MailConfig::url, is_mail_url>},
    ConfigField{"mail.from", "an address, like no-reply@example.com or Shop <no-reply@example.com>",
                set_text<&Config::mail, &MailConfig::from, is_sender>},
    ConfigField{"mail.user", any_text, set_text<&Config::mail, &MailConfig::user, is_any>},
    ConfigField{"mail.password", any_text, set_text<&Config::mail, &MailConfig::password, is_any>,
                true},
    ConfigField{"mail.tls", "required or none", set_mail_tls},
    ConfigField{"mail.ca_cert", a_file, set_text<&Config::mail, &MailConfig::ca_cert, is_any>},
};

}  // namespace

std::span<const ConfigField> config_fields() { return fields; }

std::vector<Problem> contradictions(const Config& config) {
  std::vector<Problem> problems;
  const auto add = [&](std::string key, std::string found, std::string allowed) {
    problems.push_back(
        {.key = std::move(key), .found = std::move(found), .allowed = std::move(allowed)});
  };
  if (config.http.tls_cert.empty() != config.http.tls_key.empty()) {
    const bool has_cert = !config.http.tls_cert.empty();
    add(has_cert ? "http.tls_cert" : "http.tls_key",
        has_cert ? "a certificate without its key" : "a key without its certificate",
        "http.tls_cert and http.tls_key, both or none");
  }
  if (!config.mail.url.empty() && config.mail.from.empty()) {
    add("mail.url", "no mail.from beside it", "mail.from, the address that mail comes from");
  }
  if (config.mail.user.empty() != config.mail.password.empty()) {
    const bool has_user = !config.mail.user.empty();
    add(has_user ? "mail.user" : "mail.password", has_user ? "no mail.password" : "no mail.user",
        "mail.user and mail.password, both or none");
  }
  if (config.mail.url.starts_with("smtps://") && config.mail.tls == MailTls::none) {
    add("mail.tls", "\"none\", with an address smtps://", "required, or an address smtp://");
  }
  return problems;
}

}  // namespace firstline::server
