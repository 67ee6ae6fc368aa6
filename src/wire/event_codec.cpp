#include "wire/event_codec.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "base/check.hpp"
#include "wire/bind.hpp"
#include "wire/described/domain.hpp"
#include "wire/described/event_types.hpp"
#include "wire/json/write.hpp"

namespace firstline::wire {
namespace {

using boost::mp11::mp_for_each;
using boost::mp11::mp_list;
using boost::mp11::mp_rename;
using boost::mp11::mp_transform;

using Alternatives = mp_transform<std::type_identity, mp_rename<app::Event, mp_list>>;

// Stored by ourselves: the limits guard against nothing but nonsense.
constexpr json::Limits stored = {std::numeric_limits<std::uint32_t>::max(), 32};

template <class T>
Result<app::Event> decode_as(std::string_view payload) {
  auto event = json::read_text<json::Journal, T>(payload, stored);
  if (event) return app::Event(std::move(*event));
  Error error = std::move(event).error();
  std::string message = std::string(event_type_of<T>) + ": " + error.message;
  if (!error.field.empty()) message += " (" + error.field + ")";
  return invalid("journal.bad_payload", std::move(message), std::move(error.field));
}

struct Decoder {
  std::string_view type;
  Result<app::Event> (*decode)(std::string_view payload) = nullptr;
};

constexpr std::size_t count = std::variant_size_v<app::Event>;

constexpr std::array<Decoder, count> decoders = [] {
  std::array<Decoder, count> table{};
  std::size_t at = 0;
  mp_for_each<Alternatives>([&]<class T>(std::type_identity<T>) {
    table[at++] = Decoder{event_type_of<T>, &decode_as<T>};
  });
  std::sort(table.begin(), table.end(),
            [](const Decoder& one, const Decoder& other) { return one.type < other.type; });
  return table;
}();

static_assert(std::adjacent_find(decoders.begin(), decoders.end(),
                                 [](const Decoder& one, const Decoder& other) {
                                   return one.type == other.type;
                                 }) == decoders.end(),
              "two events have the same type");

template <class Style>
std::string encode(const app::Event& event) {
  std::string out;
  out.reserve(256);
  std::visit([&](const auto& one) { json::write<Style>(out, one); }, event);
  return out;
}

}  // namespace

std::string event_type(const app::Event& event) {
  return std::visit([]<class T>(const T&) { return std::string(event_type_of<T>); }, event);
}

std::string encode_event(const app::Event& event) { return encode<json::Journal>(event); }

std::string encode_public_event(const app::Event& event) { return encode<json::Public>(event); }

Result<app::Event> decode_event(std::string_view type, std::string_view payload) {
  const auto found = std::lower_bound(
      decoders.begin(), decoders.end(), type,
      [](const Decoder& decoder, std::string_view wanted) { return decoder.type < wanted; });
  if (found == decoders.end() || found->type != type) {
    return invalid("journal.unknown_type",
                   "No event is called \"" + std::string(type) + "\" in this version.");
  }
  return found->decode(payload);
}

std::vector<std::string_view> event_types() {
  std::vector<std::string_view> types;
  mp_for_each<Alternatives>(
      [&]<class T>(std::type_identity<T>) { types.push_back(event_type_of<T>); });
  return types;
}

}  // namespace firstline::wire
