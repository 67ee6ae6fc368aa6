// The parameters of an address, read as what they mean; the first wrong one is remembered.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/net/http_server.hpp"
#include "adapters/web/limits.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "wire/limits.hpp"
#include "wire/words.hpp"

namespace firstline::web {

class Query {
 public:
  explicit Query(const net::Request& request) : request_(request) {}

  const std::optional<Error>& problem() const { return problem_; }

  std::string text(std::string_view name, std::size_t most = limits::text_characters) {
    const std::string_view value = request_.parameter(name).value_or(std::string_view());
    if (!is_utf8(value) || count_characters(value) > most) wrong(name, "This text is too long.");
    return std::string(problem_ ? std::string_view() : value);
  }

  template <class KeyType>
  KeyType key(std::string_view name) {
    return KeyType(text(name, wire::key_characters));
  }

  template <class IdType>
  IdType id(std::string_view name) {
    const auto value = request_.parameter(name);
    if (!value || value->empty()) return {};
    const IdType found = id_from_text<IdType>(*value);
    if (!found) wrong(name, "This is not such an id.");
    return found;
  }

  std::optional<Time> time(std::string_view name) {
    const auto value = request_.parameter(name);
    if (!value || value->empty()) return {};
    const auto found = time_from_rfc3339(*value);
    if (!found) wrong(name, "A time looks like 2026-11-21T09:00:00.000Z.");
    return found;
  }

  template <class Enum>
  std::optional<Enum> word(std::string_view name) {
    const auto value = request_.parameter(name);
    if (!value || value->empty()) return {};
    const auto found = wire::from_word<Enum>(*value);
    if (!found) wrong(name, "This word is not known here.");
    return found;
  }

  std::optional<std::uint64_t> number(std::string_view name) {
    const auto value = request_.parameter(name);
    if (!value || value->empty()) return {};
    std::uint64_t found = 0;
    const char* end = value->data() + value->size();
    const auto read = std::from_chars(value->data(), end, found);
    constexpr std::uint64_t most = 1ull << 53;  // exact in every JSON reader
    if (read.ec != std::errc() || read.ptr != end || found > most) {
      wrong(name, "This is not a number.");
      return {};
    }
    return found;
  }

  std::size_t limit(std::size_t by_default = limits::page_items,
                    std::size_t most = wire::page_limit) {
    const auto found = number("limit");
    if (!found) return by_default;
    if (*found < 1 || *found > most) {
      wrong("limit", "At least 1, at most " + std::to_string(most) + ".");
    }
    return static_cast<std::size_t>(*found);
  }

  bool flag(std::string_view name) { return request_.parameter(name) == "true"; }

  void wrong(std::string_view name, std::string message) {
    if (!problem_) problem_ = invalid("request.invalid", std::move(message), std::string(name));
  }

 private:
  const net::Request& request_;
  std::optional<Error> problem_;
};

}  // namespace firstline::web
