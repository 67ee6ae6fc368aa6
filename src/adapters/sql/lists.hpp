// Short lists of names in one text column, separated by spaces.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sql/names.hpp"
#include "adapters/sql/sqlite.hpp"

namespace firstline::sql {

template <NamedEnum E>
std::string_view list_item(E item) {
  return EnumNames<E>::list[static_cast<std::size_t>(item)];
}
template <class Tag>
std::string_view list_item(const Key<Tag>& key) {
  return key.text;
}

template <class T>
std::string list_text(const std::vector<T>& items) {
  std::string text;
  for (const T& item : items) {
    if (!text.empty()) text += ' ';
    text += list_item(item);
  }
  return text;
}

template <NamedEnum E>
void read_item(std::string_view text, E& item) {
  item = named<E>(text);
}
template <class Tag>
void read_item(std::string_view text, Key<Tag>& key) {
  key.text = text;
}

template <class T>
void read_value(const Statement& statement, int column, std::vector<T>& items) {
  items.clear();
  std::string_view text = statement.view(column);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    read_item(text.substr(0, end), items.emplace_back());
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace firstline::sql
