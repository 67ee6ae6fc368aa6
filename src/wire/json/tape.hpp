// A parsed JSON text as one flat list of entries: cheap to build, cheap to walk, read-only.
// The parser is Boost.JSON's; it stands in tape.cpp alone. The list keeps what a tree of maps would
// lose and the binder needs: members that stand twice, and numbers exactly as they were written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace firstline::wire::json {

enum class Kind : std::uint8_t {
  null,
  boolean,
  integer,  // fits std::int64_t
  large,    // does not, but fits std::uint64_t
  number,   // anything else, as the nearest double; infinite when it is too big for one
  string,
  array,
  object,
};

struct Limits {
  std::size_t bytes = 64 * 1024;
  std::size_t depth = 16;  // of arrays and objects
};

class Document;

// One value of a document; valid as long as the document is.
class Node {
 public:
  Kind kind() const;
  bool is_null() const { return kind() == Kind::null; }

  bool boolean() const;           // of a boolean
  std::int64_t integer() const;   // of an integer
  std::uint64_t large() const;    // of a large
  double number() const;          // of any of the three numbers
  std::string_view text() const;  // of a string

  std::size_t size() const;  // items of an array, members of an object

  // each(Node item) for an array; the walk is linear and never deeper than the value.
  template <class Each>
  void for_each_item(Each&& each) const {
    std::size_t at = index_ + 1;
    for (std::size_t left = size(); left > 0; --left) {
      const Node item(*document_, at);
      each(item);
      at = item.after();
    }
  }

  // each(std::string_view name, Node value) for an object, as written, repetitions included.
  template <class Each>
  void for_each_member(Each&& each) const {
    std::size_t at = index_ + 1;
    for (std::size_t left = size(); left > 0; --left) {
      const Node name(*document_, at);
      const Node value(*document_, at + 1);
      each(name.text(), value);
      at = value.after();
    }
  }

 private:
  friend class Document;
  Node(const Document& document, std::size_t index) : document_(&document), index_(index) {}
  std::size_t after() const;

  const Document* document_;
  std::size_t index_;
};

class Document {
 public:
  Node root() const { return Node(*this, 0); }

  struct Entry {
    Kind kind = Kind::null;
    std::uint32_t size = 0;  // bytes of a string, items of an array, members of an object
    union {
      std::int64_t integer = 0;
      std::uint64_t large;
      double number;
      std::uint64_t offset;  // of a string in text_
      std::uint64_t after;   // the entry behind an array or object
    };
  };

 private:
  friend class Node;
  friend class Builder;
  std::vector<Entry> entries_;  // a member is its name and then its value
  std::string text_;
};

// Errors: limit "request.too_big"; invalid "request.not_utf8" (also for a lone surrogate in a \u
// escape), "request.too_deep", "request.not_json".
Result<Document> parse(std::string_view text, Limits limits);

// The value as text again: same order of members, shortest numbers, no white space.
std::string to_text(Node node);

}  // namespace firstline::wire::json
