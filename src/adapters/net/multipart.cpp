#include "adapters/net/multipart.hpp"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "base/text.hpp"

namespace firstline::net {

namespace {

Error malformed(std::string message) {
  return invalid("multipart.malformed", std::move(message), "body");
}

bool is_blank(char letter) { return letter == ' ' || letter == '\t'; }

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// A header value "form-data; name="a"; filename="b.txt"" in pieces.
struct Parameters {
  std::string value;  // "form-data", in lower case
  std::vector<std::pair<std::string, std::string>> list;

  const std::string* find(std::string_view name) const {
    for (const auto& [key, content] : list) {
      if (key == name) return &content;
    }
    return nullptr;
  }
};

// The text between quotes at the beginning of `rest`, which is moved behind them. Only \" is an
// escape: some senders put whole Windows paths here, with their backslashes.
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string text;
  for (std::size_t at = 1; at < rest.size(); ++at) {
    if (rest[at] == '"') {
      rest.remove_prefix(at + 1);
      return text;
    }
    if (rest[at] == '\\' && at + 1 < rest.size() && rest[at + 1] == '"') ++at;
    text.push_back(rest[at]);
  }
  return std::nullopt;
}

std::optional<Parameters> parse_parameters(std::string_view header) {
  Parameters parsed;
  parsed.value = ascii_lower(without_blanks(header.substr(0, header.find(';'))));
  std::string_view rest = header.substr(std::min(header.find(';'), header.size()));
  while (!rest.empty()) {
    rest.remove_prefix(1);  // the semicolon
    rest = without_blanks(rest);
    if (rest.empty()) break;
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    std::string name = ascii_lower(without_blanks(rest.substr(0, equals)));
    rest = without_blanks(rest.substr(equals + 1));
    if (rest.starts_with('"')) {
      auto text = take_quoted(rest);
      if (!text) return std::nullopt;
      parsed.list.emplace_back(std::move(name), std::move(*text));
      rest = without_blanks(rest);
      if (!rest.empty() && rest.front() != ';') return std::nullopt;
    } else {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      parsed.list.emplace_back(std::move(name), without_blanks(rest.substr(0, end)));
      rest.remove_prefix(end);
    }
  }
  return parsed;
}

// RFC 2046 §5.1.1
bool is_boundary(std::string_view text) {
  constexpr std::size_t longest = 70;
  constexpr std::string_view marks = "'()+_,-./:=? ";
  return !text.empty() && text.size() <= longest && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), [&](char letter) {
           return std::isalnum(static_cast<unsigned char>(letter)) ||
                  marks.find(letter) != std::string_view::npos;
         });
}

// What browsers do to quotes and line breaks in names (HTML, "multipart form data").
std::string without_browser_escapes(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const std::string escape = ascii_lower(text.substr(0, 3));
    const char letter = escape == "%22"   ? '"'
                        : escape == "%0d" ? '\r'
                        : escape == "%0a" ? '\n'
                                          : '\0';
    plain.push_back(letter != '\0' ? letter : text.front());
    text.remove_prefix(letter != '\0' ? 3 : 1);
  }
  return plain;
}

// The last component and nothing invisible: a name to show, never a path.
std::string as_filename(std::string_view text) {
  const std::string plain = without_browser_escapes(text);
  std::string name;
  for (char letter : plain) {
    if (letter == '/' || letter == '\\') {
      name.clear();
    } else if (static_cast<unsigned char>(letter) >= 0x20 && letter != 0x7F) {
      name.push_back(letter);
    }
  }
  return name;
}

// "Name: value" lines into the part.
Result<void> read_headers(std::string_view block, FormPart& part) {
  bool is_named = false;
  while (!block.empty()) {
    const std::size_t end = std::min(block.find("\r\n"), block.size());
    const std::string_view line = block.substr(0, end);
    block.remove_prefix(std::min(block.size(), end + 2));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return malformed("A line of a part is not a header.");
    const std::string name = ascii_lower(line.substr(0, colon));
    const std::string_view value = without_blanks(line.substr(colon + 1));
    if (name == "content-type") part.content_type = value;
    if (name == "content-transfer-encoding") {
      const std::string encoding = ascii_lower(value);  // RFC 7578 §4.7: deprecated, and unused
      if (encoding != "binary" && encoding != "8bit" && encoding != "7bit") {
        return malformed("A part has a transfer encoding.");
      }
    }
    if (name != "content-disposition") continue;
    const auto disposition = parse_parameters(value);
    if (!disposition || disposition->value != "form-data" || !disposition->find("name")) {
      return malformed("A part does not say which field it is.");
    }
    part.name = without_browser_escapes(*disposition->find("name"));
    is_named = !part.name.empty();
    if (const std::string* filename = disposition->find("filename")) {
      part.filename = as_filename(*filename);
    }
  }
  if (!is_named) return malformed("A part has no name.");
  if (!is_utf8(part.name) || !is_utf8(part.filename) || !is_utf8(part.content_type)) {
    return malformed("The headers of a part are not UTF-8.");
  }
  return {};
}

// Delimiter lines of one form. RFC 2046 §5.1.1: CRLF, two dashes, the boundary, then two more
// dashes at the end of all, then blanks.
class Delimiters {
 public:
  Delimiters(std::string_view body, std::string_view boundary)
      : body_(body), line_("\r\n--" + std::string(boundary)) {}

  struct Found {
    std::size_t begin = 0;  // of the CRLF before it
    std::size_t end = 0;    // behind its line
    bool is_last = false;
  };

  // The body may begin with one, without the CRLF.
  std::optional<Found> first() const {
    if (body_.starts_with(std::string_view(line_).substr(2))) {
      if (auto found = at(0, line_.size() - 2)) return found;
    }
    return next(0);
  }

  std::optional<Found> next(std::size_t from) const {
    for (;;) {
      const std::size_t begin = body_.find(line_, from);
      if (begin == std::string_view::npos) return std::nullopt;
      if (auto found = at(begin, begin + line_.size())) return found;
      from = begin + 2;  // a longer boundary, which is content
    }
  }

 private:
  std::optional<Found> at(std::size_t begin, std::size_t end) const {
    Found found{begin, end, body_.substr(end).starts_with("--")};
    if (found.is_last) return found;  // what follows is nobody's
    while (found.end < body_.size() && is_blank(body_[found.end])) ++found.end;
    if (!body_.substr(found.end).starts_with("\r\n")) return std::nullopt;
    found.end += 2;
    return found;
  }

  std::string_view body_;
  std::string line_;
};

// The headers and the content of what stands between two delimiters.
Result<FormPart> parse_part(std::string_view text, const FormLimits& limits) {
  FormPart part;
  std::string_view headers;
  if (text.starts_with("\r\n")) {
    part.content = text.substr(2);
  } else {
    const std::size_t end = text.substr(0, limits.max_header_bytes + 4).find("\r\n\r\n");
    if (end == std::string_view::npos) {
      if (text.size() <= limits.max_header_bytes) return malformed("A part has no end of headers.");
      return limit("multipart.header_too_large", "The headers of a part are too long.", "body");
    }
    headers = text.substr(0, end);
    part.content = text.substr(end + 4);
  }
  FL_TRY_VOID(read_headers(headers, part));
  return part;
}

}  // namespace

Result<std::vector<FormPart>> parse_form(std::string_view content_type, std::string_view body,
                                         const FormLimits& limits) {
  const auto type = parse_parameters(content_type);
  const std::string* boundary =
      type && type->value == "multipart/form-data" ? type->find("boundary") : nullptr;
  if (!boundary || !is_boundary(*boundary)) {
    return invalid("multipart.type",
                   "A form needs Content-Type multipart/form-data and a boundary.", "content-type");
  }
  const Delimiters delimiters(body, *boundary);
  std::vector<FormPart> parts;
  auto delimiter = delimiters.first();
  while (delimiter && !delimiter->is_last) {
    if (parts.size() == limits.max_parts) {
      return limit("multipart.too_many_parts", "The form has too many parts.", "body");
    }
    // The CRLF that ends the delimiter's line may also begin the next one: an empty part.
    const auto next = delimiters.next(delimiter->end - 2);
    if (!next) break;
    const std::size_t size = std::max(next->begin, delimiter->end) - delimiter->end;
    FL_TRY(FormPart part, parse_part(body.substr(delimiter->end, size), limits));
    parts.push_back(std::move(part));
    delimiter = next;
  }
  if (!delimiter || !delimiter->is_last) return malformed("The form has no end.");
  return parts;
}

}  // namespace firstline::net
