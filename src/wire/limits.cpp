#include "wire/limits.hpp"

namespace firstline::wire {
namespace {

struct Most {
  std::string_view member;
  std::size_t count;
};

constexpr Most characters[] = {
    {"client_id", 64}, {"name", 80},        {"email", 254},   {"password", 1'024},
    {"old", 1'024},    {"new", 1'024},      {"totp", 16},     {"code", 16},
    {"token", 4'096},  {"identity", 4'096}, {"locale", 16},   {"reason", 200},
    {"outcome", 200},  {"outcomes", 200},   {"note", 8'000},  {"comment", 2'000},
    {"url", 2'000},    {"title", 300},      {"currency", 8},  {"total", 32},
    {"price", 32},     {"accent", 32},      {"origins", 300}, {"break_reasons", 80},
    {"id", 64},        {"do", 64},
};

constexpr Most items[] = {
    {"attachments", 10}, {"items", list_items}, {"skills", 200}, {"required", 50},
    {"queues", 500},     {"outcomes", 100},     {"origins", 50}, {"break_reasons", 50},
    {"capacity", 20},    {"greeting", 20},      {"text", 20},    {"granted", 50},
    {"revoked", 50},
};

}  // namespace

std::size_t most_characters(std::string_view member) {
  for (const Most& most : characters) {
    if (most.member == member) return most.count;
  }
  return text_characters;
}

std::size_t most_items(std::string_view member) {
  for (const Most& most : items) {
    if (most.member == member) return most.count;
  }
  return list_items;
}

}  // namespace firstline::wire
