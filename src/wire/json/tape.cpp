#include "wire/json/tape.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <limits>

#include "base/check.hpp"
#include "base/text.hpp"
#include "wire/json/primitives.hpp"

namespace firstline::wire::json {

// Receives the parser's events. Scalars may come in parts; only the last part says what they are.
class Builder {
 public:
  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;

  static constexpr std::size_t max_object_size = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  Document take() { return std::move(document_); }
  void expect(std::size_t bytes) {
    document_.entries_.reserve(bytes / 8 + 4);
    document_.text_.reserve(bytes);
  }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_array_begin(error_code&) { return open(Kind::array); }
  bool on_array_end(std::size_t size, error_code&) { return close(size); }
  bool on_object_begin(error_code&) { return open(Kind::object); }
  bool on_object_end(std::size_t size, error_code&) { return close(size); }

  bool on_string_part(string_view part, std::size_t, error_code&) { return part_of_text(part); }
  bool on_string(string_view last, std::size_t size, error_code&) { return text(last, size); }
  bool on_key_part(string_view part, std::size_t, error_code&) { return part_of_text(part); }
  bool on_key(string_view last, std::size_t size, error_code&) { return text(last, size); }

  bool on_number_part(string_view part, error_code&) {
    digits_.append(part.data(), part.size());
    return true;
  }
  bool on_int64(std::int64_t value, string_view, error_code&) {
    digits_.clear();
    add(Kind::integer).integer = value;
    return true;
  }
  bool on_uint64(std::uint64_t value, string_view, error_code&) {
    digits_.clear();
    // The parser calls every number above the signed range unsigned, and some below it.
    if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      add(Kind::integer).integer = static_cast<std::int64_t>(value);
    } else {
      add(Kind::large).large = value;
    }
    return true;
  }
  bool on_double(double nearly, string_view last, error_code&) {
    // The parser's own value may be off by a bit in the last place; a state that is written and
    // read again must be the same state.
    digits_.append(last.data(), last.size());
    double value = nearly;  // stays for what is beyond a double: zero or infinite
    std::from_chars(digits_.data(), digits_.data() + digits_.size(), value);
    digits_.clear();
    add(Kind::number).number = value;
    return true;
  }
  bool on_bool(bool value, error_code&) {
    add(Kind::boolean).integer = value ? 1 : 0;
    return true;
  }
  bool on_null(error_code&) {
    add(Kind::null);
    return true;
  }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  Document::Entry& add(Kind kind) {
    document_.entries_.emplace_back();
    document_.entries_.back().kind = kind;
    return document_.entries_.back();
  }

  bool open(Kind kind) {
    add(kind);
    open_.push_back(document_.entries_.size() - 1);
    return true;
  }
  bool close(std::size_t size) {
    Document::Entry& entry = document_.entries_[open_.back()];
    entry.size = static_cast<std::uint32_t>(size);
    entry.after = document_.entries_.size();
    open_.pop_back();
    return true;
  }

  bool part_of_text(string_view part) {
    document_.text_.append(part.data(), part.size());
    return true;
  }
  bool text(string_view last, std::size_t size) {
    document_.text_.append(last.data(), last.size());
    Document::Entry& entry = add(Kind::string);
    entry.size = static_cast<std::uint32_t>(size);
    entry.offset = document_.text_.size() - size;
    return true;
  }

  Document document_;
  std::vector<std::size_t> open_;
  std::string digits_;
};

namespace {

// The second digit of a \u escape at `at` that stands for half a character: D8–DB begin one, DC–DF
// end one (RFC 8259 §7).
bool is_half(std::string_view text, std::size_t at, std::string_view digits) {
  if (at + 4 > text.size() || text.substr(at, 2) != "\\u") return false;
  return (text[at + 2] == 'd' || text[at + 2] == 'D') &&
         digits.find(text[at + 3]) != std::string_view::npos;
}

// The parser calls most of these a syntax error, people should be told which one.
bool has_lonely_half(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') continue;
    if (is_half(text, i, "cdefCDEF")) return true;
    if (is_half(text, i, "89abAB")) {
      if (!is_half(text, i + 6, "cdefCDEF")) return true;
      i += 10;
    }
    ++i;  // whatever is escaped
  }
  return false;
}

Error refusal(boost::json::error_code why, std::string_view text) {
  using boost::json::error;
  if (why == error::too_deep) {
    return invalid("request.too_deep", "The JSON text is nested too deeply.");
  }
  if (!is_utf8(text) || has_lonely_half(text)) {
    return invalid("request.not_utf8", "The text is not UTF-8, or escapes half a character.");
  }
  return invalid("request.not_json", "The text is not JSON: " + why.message() + ".");
}

void append(std::string& out, Node node) {
  switch (node.kind()) {
    case Kind::null:
      out += "null";
      return;
    case Kind::boolean:
      out += node.boolean() ? "true" : "false";
      return;
    case Kind::integer:
      append_integer(out, node.integer());
      return;
    case Kind::large:
      append_integer(out, node.large());
      return;
    case Kind::number:
      append_number(out, node.number());
      return;
    case Kind::string:
      append_string(out, node.text());
      return;
    case Kind::array: {
      const std::size_t begin = out.size();
      node.for_each_item([&](Node item) {
        out += ',';
        append(out, item);
      });
      close_list(out, begin, '[', ']');
      return;
    }
    case Kind::object: {
      const std::size_t begin = out.size();
      node.for_each_member([&](std::string_view name, Node value) {
        out += ',';
        append_string(out, name);
        out += ':';
        append(out, value);
      });
      close_list(out, begin, '{', '}');
      return;
    }
  }
}

}  // namespace

Kind Node::kind() const { return document_->entries_[index_].kind; }

bool Node::boolean() const {
  FL_CHECK(kind() == Kind::boolean);
  return document_->entries_[index_].integer != 0;
}

std::int64_t Node::integer() const {
  FL_CHECK(kind() == Kind::integer);
  return document_->entries_[index_].integer;
}

std::uint64_t Node::large() const {
  FL_CHECK(kind() == Kind::large);
  return document_->entries_[index_].large;
}

double Node::number() const {
  switch (kind()) {
    case Kind::integer:
      return static_cast<double>(integer());
    case Kind::large:
      return static_cast<double>(large());
    case Kind::number:
      return document_->entries_[index_].number;
    case Kind::null:
    case Kind::boolean:
    case Kind::string:
    case Kind::array:
    case Kind::object:
      break;
  }
  FL_CHECK(false && "not a number");
  return 0;
}

std::string_view Node::text() const {
  FL_CHECK(kind() == Kind::string);
  const Document::Entry& entry = document_->entries_[index_];
  return std::string_view(document_->text_).substr(entry.offset, entry.size);
}

std::size_t Node::size() const {
  FL_CHECK(kind() == Kind::array || kind() == Kind::object);
  return document_->entries_[index_].size;
}

std::size_t Node::after() const {
  const bool is_list = kind() == Kind::array || kind() == Kind::object;
  return is_list ? document_->entries_[index_].after : index_ + 1;
}

Result<Document> parse(std::string_view text, Limits limits) {
  if (text.size() > limits.bytes) {
    return limit("request.too_big",
                 "The JSON text is longer than " + std::to_string(limits.bytes) + " bytes.");
  }
  boost::json::parse_options options;
  options.max_depth = limits.depth;
  boost::json::basic_parser<Builder> parser(options);
  parser.handler().expect(text.size());
  boost::json::error_code why;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), why);
  if (!why && used < text.size()) why = boost::json::error::extra_data;
  if (why) return refusal(why, text);
  return parser.handler().take();
}

std::string to_text(Node node) {
  std::string out;
  append(out, node);
  return out;
}

}  // namespace firstline::wire::json
