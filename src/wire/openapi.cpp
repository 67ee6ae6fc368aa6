#include "wire/openapi.hpp"

#include <map>

#include "wire/json/primitives.hpp"
#include "wire/routes_table.hpp"

namespace firstline::wire {
namespace {

using json::append_string;
using json::Schemas;

constexpr std::string_view problem_schema =
    R"("Problem":{"type":"object","properties":{"code":{"type":"string"},)"
    R"("message":{"type":"string"},"field":{"type":"string"}},)"
    R"("required":["code","message","field"]})";

constexpr std::string_view error_schema =
    R"("Error":{"type":"object","properties":{"error":{"type":"object","properties":{)"
    R"("kind":{"type":"string","enum":["invalid","unauthenticated","forbidden","not_found",)"
    R"("conflict","limit","unavailable","timeout"]},"code":{"type":"string"},)"
    R"("message":{"type":"string"},"field":{"type":"string"}},)"
    R"("required":["kind","code","message"]},"problems":{"type":"array",)"
    R"("items":{"$ref":"#/components/schemas/Problem"}}},"required":["error"]})";

constexpr std::string_view error_response =
    R"("Error":{"description":"What is wrong: a kind, which is also the status; a stable code; )"
    R"(a sentence; the field to blame.","content":{"application/json":)"
    R"({"schema":{"$ref":"#/components/schemas/Error"}}}})";

constexpr std::string_view security_schemes =
    R"("session":{"type":"http","scheme":"bearer","description":"The token of a session"},)"
    R"("cookie":{"type":"apiKey","in":"cookie","name":"firstline"},)"
    R"("visitor":{"type":"http","scheme":"bearer","description":"The token of a visit"})";

// A JSON text under construction: members of objects with the commas in between.
class Object {
 public:
  Object& raw(std::string_view name, std::string_view json) {
    out_ += out_.empty() ? '{' : ',';
    append_string(out_, name);
    out_ += ':';
    out_ += json;
    return *this;
  }
  Object& text(std::string_view name, std::string_view value) {
    std::string quoted;
    append_string(quoted, value);
    return raw(name, quoted);
  }
  std::string done() const { return out_.empty() ? "{}" : out_ + '}'; }

 private:
  std::string out_;
};

template <class Each>
void for_each_word(std::string_view words, Each each) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    each(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

std::string list_of_words(std::string_view words) {
  std::string out;
  for_each_word(words, [&](std::string_view word) {
    out += ',';
    append_string(out, word);
  });
  json::close_list(out, 0, '[', ']');
  return out;
}

std::string with_schema(std::string_view media, std::string_view schema) {
  return Object().raw(media, Object().raw("schema", schema).done()).done();
}

// ---- parameters ----

std::string_view schema_of_query(std::string_view name) {
  constexpr std::string_view integers = " limit before after since threshold_ms effort ";
  if (integers.find(" " + std::string(name) + " ") != std::string_view::npos) {
    return R"({"type":"integer","minimum":0})";
  }
  if (name == "from" || name == "to") return R"({"type":"string","format":"date-time"})";
  if (name == "blocked") return R"({"type":"boolean"})";
  if (name == "phase") return R"({"type":"string","enum":["open","closed"]})";
  if (name == "interval") return R"({"type":"string","enum":["15m","30m","1h","1d","all"]})";
  if (name == "group") return R"({"type":"string","enum":["none","queue","agent"]})";
  if (name == "format") return R"({"type":"string","enum":["json","csv"]})";
  return R"({"type":"string"})";
}

void add_parameter(std::string& out, std::string_view in, std::string_view name,
                   std::string_view schema) {
  out += ',';
  Object parameter;
  parameter.text("name", name).text("in", in);
  if (in == "path") parameter.raw("required", "true");
  out += parameter.raw("schema", schema).done();
}

std::string parameters(std::string_view path, std::string_view query, std::string_view header) {
  std::string out;
  for (std::size_t at = path.find('{'); at != std::string_view::npos; at = path.find('{', at + 1)) {
    const std::string_view name = path.substr(at + 1, path.find('}', at) - at - 1);
    add_parameter(out, "path", name, R"({"type":"string"})");
  }
  for_each_word(query, [&](std::string_view name) {
    add_parameter(out, "query", name, schema_of_query(name));
  });
  for_each_word(header, [&](std::string_view name) {
    add_parameter(out, "header", name, R"({"type":"string","maxLength":128})");
  });
  json::close_list(out, 0, '[', ']');
  return out;
}

// ---- operations ----

std::string_view security_of(Asker asker) {
  switch (asker) {
    case Asker::anyone:
      return "[]";
    case Asker::user:
      return R"([{"session":[]},{"cookie":[]}])";
    case Asker::visitor:
      return R"([{"visitor":[]}])";
  }
  return "[]";
}

// "get_me_work_items"
std::string operation_id(std::string_view method, std::string_view path) {
  std::string id;
  for (char c : method) id += static_cast<char>(c | 0x20);
  for (char c : path.substr(std::string_view("/api/v1").size())) {
    if (c == '{' || c == '}') continue;
    id += c == '/' || c == '-' ? '_' : c;
  }
  return id;
}

std::string responses(const RouteRow& row, Schemas& schemas) {
  Object success;
  success.text("description", row.status == 202 ? "Accepted; says nothing more" : "Done");
  if (row.response != nullptr) {
    success.raw("content", with_schema(row.media, row.response(schemas)));
  } else if (row.media != "application/json") {
    success.raw("content", with_schema(row.media, R"({"type":"string","format":"binary"})"));
  }
  return Object()
      .raw(std::to_string(row.status), success.done())
      .raw("default", R"({"$ref":"#/components/responses/Error"})")
      .done();
}

std::string operation(const RouteRow& row, std::string_view header, Schemas& schemas) {
  Object out;
  out.text("operationId", operation_id(row.method, row.path)).text("summary", row.summary);
  out.raw("security", security_of(row.asker));
  if (!row.permission.empty()) out.text("x-permission", row.permission);
  if (!row.codes.empty()) out.raw("x-error-codes", list_of_words(row.codes));
  std::string headers(header);
  if (row.method != "GET" && row.asker == Asker::user) {
    headers += headers.empty() ? "Idempotency-Key" : " Idempotency-Key";
  }
  const std::string given = parameters(row.path, row.query, headers);
  if (given != "[]") out.raw("parameters", given);
  if (row.request != nullptr) {
    const std::string schema = row.request(schemas);
    const bool is_upload = schema.find(R"("format":"binary")") != std::string::npos;
    out.raw("requestBody",
            Object()
                .raw("required", "true")
                .raw("content",
                     with_schema(is_upload ? "multipart/form-data" : "application/json", schema))
                .done());
  }
  return out.raw("responses", responses(row, schemas)).done();
}

std::string problem_list(Schemas&) {
  return R"({"type":"object","properties":{"problems":{"type":"array","items":)"
         R"({"$ref":"#/components/schemas/Problem"}}},"required":["problems"]})";
}

// Every row of the table, a section of the catalog as three.
template <class Each>
void for_each_route(Each each) {
  for (const RouteRow& row : route_rows()) each(row, std::string_view());
  for (const SectionRow& section : section_rows()) {
    each(RouteRow{.method = "GET",
                  .path = section.path,
                  .summary = section.summary,
                  .response = section.response},
         std::string_view());
    each(RouteRow{.method = "PUT",
                  .path = section.path,
                  .summary = "Replace them all",
                  .permission = section.permission,
                  .request = section.request,
                  .response = section.response,
                  .codes = "catalog.changed"},
         std::string_view("If-Match"));
    const std::string validate = std::string(section.path) + "/validate";
    each(RouteRow{.method = "POST",
                  .path = validate,
                  .summary = "What would be wrong with this document",
                  .permission = section.permission,
                  .request = section.request,
                  .response = problem_list},
         std::string_view());
  }
}

std::string paths(Schemas& schemas) {
  std::map<std::string, Object> by_path;
  for_each_route([&](const RouteRow& row, std::string_view header) {
    std::string method;
    for (char c : row.method) method += static_cast<char>(c | 0x20);
    by_path[std::string(row.path)].raw(method, operation(row, header, schemas));
  });
  Object out;
  for (const auto& [path, operations] : by_path) out.raw(path, operations.done());
  return out.done();
}

// ---- the sockets ----

std::string commands(std::span<const LiveRow> rows, Schemas& schemas) {
  Object out;
  for (const LiveRow& row : rows) {
    out.raw(row.name, Object()
                          .text("summary", row.summary)
                          .raw("args", row.args(schemas))
                          .raw("data", row.data(schemas))
                          .done());
  }
  return out.done();
}

std::string frames(std::span<const FrameRow> rows, Schemas& schemas) {
  Object out;
  for (const FrameRow& row : rows) out.raw(row.type, row.data(schemas));
  return out.done();
}

}  // namespace

std::string openapi_document(std::string_view version) {
  Schemas schemas;
  Object out;
  out.text("openapi", "3.1.0");
  out.raw("info", Object()
                      .text("title", "Firstline")
                      .text("summary", "A contact centre: conversations, queues, agents")
                      .text("version", version)
                      .done());
  out.raw("servers", R"([{"url":"/"}])");
  out.raw("paths", paths(schemas));
  out.raw("x-live", Object()
                        .text("path", "/api/v1/live")
                        .raw("do", commands(live_rows(), schemas))
                        .raw("numbered", frames(numbered_rows(), schemas))
                        .raw("unnumbered", frames(signal_rows(), schemas))
                        .done());
  out.raw("x-visitor-live", Object()
                                .text("path", "/api/v1/widget/live")
                                .raw("do", commands(visitor_live_rows(), schemas))
                                .raw("unnumbered", frames(visitor_frame_rows(), schemas))
                                .done());
  std::string components = "{";
  components += schemas.components();
  components += ',';
  components += problem_schema;
  components += ',';
  components += error_schema;
  components += '}';
  out.raw("components", Object()
                            .raw("schemas", components)
                            .raw("responses", '{' + std::string(error_response) + '}')
                            .raw("securitySchemes", '{' + std::string(security_schemes) + '}')
                            .done());
  return out.done();
}

std::vector<Operation> operations() {
  std::vector<Operation> all;
  for_each_route([&](const RouteRow& row, std::string_view) {
    all.push_back({std::string(row.method), std::string(row.path)});
  });
  return all;
}

}  // namespace firstline::wire
