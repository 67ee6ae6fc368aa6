#include "adapters/sql/search_text.hpp"

#include <fmt/format.h>

#include <vector>

#include "base/text.hpp"

namespace firstline::sql {
namespace {

constexpr std::size_t words_in_a_search = 16;
constexpr std::size_t characters_in_a_search = 200;

struct Character {
  char32_t code = 0;
  std::string_view bytes;
};

// The first character of well-formed UTF-8 that is not empty.
Character first(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char head = byte(0);
  const std::size_t length = head < 0x80 ? 1 : head < 0xE0 ? 2 : head < 0xF0 ? 3 : 4;
  char32_t code = length == 1 ? head : head & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) code = code << 6 | (byte(i) & 0x3Fu);
  return {code, text.substr(0, length)};
}

// Han, kana, hangul: written without spaces, or with them at other places than a reader looks for.
bool is_cjk(char32_t code) {
  return (code >= 0x3400 && code <= 0x4DBF) || (code >= 0x4E00 && code <= 0x9FFF) ||
         (code >= 0x3041 && code <= 0x30FF) || (code >= 0xAC00 && code <= 0xD7A3) ||
         (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x20000 && code <= 0x3FFFF);
}

bool is_space(char32_t code) { return code <= ' ' || code == 0x3000; }

// A longest run of CJK characters, or of others without white space.
struct Run {
  bool is_cjk = false;
  std::vector<std::string_view> characters;

  std::string text() const {
    std::string joined;
    for (std::string_view character : characters) joined += character;
    return joined;
  }
};

std::vector<Run> runs_of(std::string_view text) {
  std::vector<Run> runs;
  bool continues = false;
  while (!text.empty()) {
    const Character character = first(text);
    text.remove_prefix(character.bytes.size());
    if (is_space(character.code)) {
      continues = false;
      continue;
    }
    const bool cjk = is_cjk(character.code);
    if (!continues || runs.back().is_cjk != cjk) runs.push_back({cjk, {}});
    runs.back().characters.push_back(character.bytes);
    continues = true;
  }
  return runs;
}

void append_pairs(std::string& out, const Run& run) {
  for (std::size_t i = 0; i + 1 < run.characters.size(); ++i) {
    if (i > 0) out += ' ';
    out += run.characters[i];
    out += run.characters[i + 1];
  }
}

// As an FTS5 string; quotes in it are doubled.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"') out += '"';
    if (c != '\0') out += c;
  }
  return out + '"';
}

bool has_word_character(const Run& run) {
  for (std::string_view character : run.characters) {
    const char c = character.front();
    const bool is_ascii_word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    if (is_ascii_word || static_cast<unsigned char>(c) >= 0x80) return true;
  }
  return false;
}

std::string term(const Run& run, bool may_go_on) {
  if (!run.is_cjk) return quoted(run.text()) + (may_go_on ? " *" : "");
  // One character begins a pair, or ends its run alone.
  if (run.characters.size() == 1) return quoted(run.characters.front()) + " *";
  std::string pairs;
  append_pairs(pairs, run);
  return quoted(pairs);
}

}  // namespace

std::string fold(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  while (!text.empty()) {
    const Character character = first(text);
    text.remove_prefix(character.bytes.size());
    // Full-width forms stand in ASCII's order, 0xFEE0 higher.
    const bool is_wide = character.code >= 0xFF01 && character.code <= 0xFF5E;
    const char32_t code = is_wide ? character.code - 0xFEE0 : character.code;
    if (code >= 0x80) {
      folded += character.bytes;
    } else if (code >= 'A' && code <= 'Z') {
      folded += static_cast<char>(code - 'A' + 'a');
    } else {
      folded += static_cast<char>(code);
    }
  }
  return folded;
}

std::string search_tokens(std::string_view text) {
  const std::string folded = fold(text);
  std::string tokens;
  for (const Run& run : runs_of(folded)) {
    if (!tokens.empty()) tokens += ' ';
    if (!run.is_cjk) {
      tokens += run.text();
      continue;
    }
    append_pairs(tokens, run);
    if (run.characters.size() > 1) tokens += ' ';
    tokens += run.characters.back();
  }
  return tokens;
}

std::optional<std::string> search_expression(std::string_view text) {
  const std::string folded = fold(first_characters(text, characters_in_a_search));
  std::vector<Run> runs = runs_of(folded);
  std::erase_if(runs, [](const Run& run) { return !has_word_character(run); });
  if (runs.size() > words_in_a_search) runs.resize(words_in_a_search);
  std::string expression;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (i > 0) expression += " AND ";
    expression += term(runs[i], i + 1 == runs.size());
  }
  if (expression.empty()) return {};
  return expression;
}

std::string search_scope(std::string_view name) {
  std::string scope = "w";
  for (char c : name) scope += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return scope;
}

}  // namespace firstline::sql
